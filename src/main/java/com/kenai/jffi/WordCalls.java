package com.kenai.jffi;

/**
 * Calls functions of the process whose arguments and result are 64-bit words, and reads and writes
 * memory outside the heap.
 *
 * <p>In the package of jffi, for its native methods: the classes before them find out about
 * platforms, cache descriptions of types and start a thread, for which a launch pays 4 ms, with the
 * native methods alone 2.
 */
public final class WordCalls {

  private static final Foreign FOREIGN = Foreign.getInstance();
  private static final long PROCESS = Foreign.dlopen(null, Foreign.RTLD_LAZY);
  private static final long WORD = FOREIGN.lookupBuiltinType(Foreign.TYPE_SINT64);

  /** How to call with so many words; made once. A call keeps the errno. */
  private static final long[] CONTEXTS = new long[7];

  private WordCalls() {}

  /** The address of a function; 0 if there is none of this name. */
  public static long function(String name) {
    try {
      return Foreign.dlsym(PROCESS, name);
    } catch (UnsatisfiedLinkError e) {
      return 0;
    }
  }

  private static long context(int arity) {
    long context = CONTEXTS[arity];
    if (context == 0) {
      long[] words = new long[arity];
      java.util.Arrays.fill(words, WORD);
      context = FOREIGN.newCallContext(WORD, words, Foreign.F_DEFAULT);
      CONTEXTS[arity] = context;
    }
    return context;
  }

  public static long call(long function) {
    return Foreign.invokeL0(context(0), function);
  }

  public static long call(long function, long a) {
    return Foreign.invokeL1(context(1), function, a);
  }

  public static long call(long function, long a, long b) {
    return Foreign.invokeL2(context(2), function, a, b);
  }

  public static long call(long function, long a, long b, long c) {
    return Foreign.invokeL3(context(3), function, a, b, c);
  }

  public static long call(long function, long a, long b, long c, long d) {
    return Foreign.invokeL4(context(4), function, a, b, c, d);
  }

  public static long call(long function, long a, long b, long c, long d, long e) {
    return Foreign.invokeL5(context(5), function, a, b, c, d, e);
  }

  public static long call(long function, long a, long b, long c, long d, long e, long f) {
    return Foreign.invokeL6(context(6), function, a, b, c, d, e, f);
  }

  /** The errno of this thread's last call. */
  public static int errno() {
    return Foreign.getLastError();
  }

  /** Zeroed memory; 0 if there is not so much. */
  public static long allocate(long size) {
    return Foreign.allocateMemory(size, true);
  }

  public static void free(long address) {
    Foreign.freeMemory(address);
  }

  public static int getInt(long address) {
    return Foreign.getInt(address);
  }

  public static void putInt(long address, int value) {
    Foreign.putInt(address, value);
  }

  public static short getShort(long address) {
    return Foreign.getShort(address);
  }

  public static long getLong(long address) {
    return Foreign.getLong(address);
  }

  public static void putLong(long address, long value) {
    Foreign.putLong(address, value);
  }

  public static void copyOut(long address, byte[] target, int offset, int length) {
    Foreign.getByteArray(address, target, offset, length);
  }

  public static void copyIn(long address, byte[] source, int offset, int length) {
    Foreign.putByteArray(address, source, offset, length);
  }

  /** The bytes of a C string. */
  public static byte[] bytesToNul(long address) {
    return Foreign.getZeroTerminatedByteArray(address);
  }

  /** The address of a byte within the bytes from an address on, or 0: memchr(3). */
  public static long find(long address, int value, long length) {
    return Foreign.memchr(address, value, length);
  }
}
