package processcontrol.posix;

import com.kenai.jffi.WordCalls;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Calls into libc through jffi, the layer below jnr-posix.
 *
 * <p>Not through jnr-posix's own interface: binding its two hundred functions costs 170 ms of every
 * launch, a narrow jnr-ffi interface still 30 ms more than this, and jnr-posix has no
 * initgroups(3), setres[ug]id(2), prctl(2), posix_spawn_file_actions_addclosefrom_np(3) and others
 * that are needed.
 *
 * <p>Every argument and result travels as a 64-bit word: on the LP64 ABIs of x86-64 and arm64 an
 * int argument is the low half of its register, and the callee looks at no more. Results of int
 * functions must be narrowed by the caller. Strings go in as NUL-terminated UTF-8.
 */
final class Libc {

  static final boolean ARM64 = "aarch64".equals(System.getProperty("os.arch"));

  // errno(3)
  static final int EPERM = 1;
  static final int ENOENT = 2;
  static final int EINTR = 4;
  static final int ECHILD = 10;
  static final int EAGAIN = 11;
  static final int ENOMEM = 12;
  static final int EACCES = 13;
  static final int EEXIST = 17;
  static final int ENOTDIR = 20;
  static final int ENFILE = 23;
  static final int EMFILE = 24;
  static final int ENOSPC = 28;
  static final int EPIPE = 32;
  static final int ELOOP = 40;

  // open(2); O_DIRECTORY and O_NOFOLLOW differ between the architectures.
  static final int O_RDONLY = 0;
  static final int O_WRONLY = 1;
  static final int O_RDWR = 2;
  static final int O_CREAT = 0x40;
  static final int O_EXCL = 0x80;
  static final int O_TRUNC = 0x200;
  static final int O_APPEND = 0x400;
  static final int O_NONBLOCK = 0x800;
  static final int O_CLOEXEC = 0x80000;
  static final int O_DIRECTORY = ARM64 ? 0x4000 : 0x10000;
  static final int O_NOFOLLOW = ARM64 ? 0x8000 : 0x20000;
  static final int AT_FDCWD = -100;
  static final int AT_EMPTY_PATH = 0x1000;
  static final int AT_SYMLINK_NOFOLLOW = 0x100;

  private Libc() {}

  /** The address of a function, to be kept in a constant by the class that calls it. */
  static long function(String name) {
    long address = WordCalls.function(name);
    if (address == 0) {
      throw new PosixException(name + " is missing: glibc 2.34 or newer is needed");
    }
    return address;
  }

  static long call(long function) {
    return WordCalls.call(function);
  }

  static long call(long function, long a) {
    return WordCalls.call(function, a);
  }

  static long call(long function, long a, long b) {
    return WordCalls.call(function, a, b);
  }

  static long call(long function, long a, long b, long c) {
    return WordCalls.call(function, a, b, c);
  }

  static long call(long function, long a, long b, long c, long d) {
    return WordCalls.call(function, a, b, c, d);
  }

  static long call(long function, long a, long b, long c, long d, long e) {
    return WordCalls.call(function, a, b, c, d, e);
  }

  static long call(long function, long a, long b, long c, long d, long e, long f) {
    return WordCalls.call(function, a, b, c, d, e, f);
  }

  /** The errno of this thread's last call. */
  static int errno() {
    return WordCalls.errno();
  }

  private static final long STRERROR = function("strerror");

  static @Nullable String errorText(int errno) {
    return string(call(STRERROR, errno));
  }

  /** Zeroed memory outside the heap; never freed, so only for blocks that live as long as we do. */
  static long allocate(long size) {
    long address = WordCalls.allocate(size);
    if (address == 0) {
      throw new PosixException("out of memory for " + size + " bytes");
    }
    return address;
  }

  static void free(long address) {
    WordCalls.free(address);
  }

  static int getInt(long address) {
    return WordCalls.getInt(address);
  }

  static void putInt(long address, int value) {
    WordCalls.putInt(address, value);
  }

  static short getShort(long address) {
    return WordCalls.getShort(address);
  }

  static long getLong(long address) {
    return WordCalls.getLong(address);
  }

  static void putLong(long address, long value) {
    WordCalls.putLong(address, value);
  }

  static void copyOut(long address, byte[] target, int offset, int length) {
    WordCalls.copyOut(address, target, offset, length);
  }

  static void copyIn(long address, byte[] source, int offset, int length) {
    WordCalls.copyIn(address, source, offset, length);
  }

  /** The address of a byte within the bytes from an address on, or 0. */
  static long find(long address, int value, long length) {
    return WordCalls.find(address, value, length);
  }

  /** The C string at an address, or null at address 0. */
  static @Nullable String string(long address) {
    return address == 0 ? null : new String(WordCalls.bytesToNul(address), StandardCharsets.UTF_8);
  }

  /** Text as the bytes of a C string. */
  static byte[] cString(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new PosixException(
          "a NUL character is not allowed in '" + text.replace("\0", "\\0") + "'");
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return java.util.Arrays.copyOf(bytes, bytes.length + 1);
  }

  /** A C string in memory of its own, to be {@linkplain #free freed}. */
  static long newString(String text) {
    byte[] bytes = cString(text);
    long address = allocate(bytes.length);
    copyIn(address, bytes, 0, bytes.length);
    return address;
  }
}
