package processcontrol.posix;

import java.nio.charset.StandardCharsets;

/**
 * Reads the entries of a directory one by one, {@code .} and {@code ..} left out. Each is looked at
 * as bytes first, so that no strings are made of hundreds of thousands of unwanted ones.
 */
public final class EntryNames implements AutoCloseable {

  private static final int BLOCK = 32_768;
  private static final int NAME = 19;

  private final Fd directory;
  private final long memory = Libc.allocate(BLOCK);
  private final byte[] block = new byte[BLOCK];
  private int end;
  private int next;

  // Of the entry that was read last.
  private int start;
  private int length;
  private byte type;

  /** Begins with the first entry of a directory that is open and stays so. */
  EntryNames(Fd directory) {
    this.directory = directory;
    Libc.call(Libc.function("lseek"), directory.number(), 0, 0);
  }

  /** Goes on to the next entry; returns false if there is none. */
  public boolean next() {
    do {
      if (next == end && !readBlock()) {
        return false;
      }
      int at = next;
      next = at + ((block[at + 16] & 0xff) | (block[at + 17] & 0xff) << 8);
      type = block[at + 18];
      start = at + NAME;
      int stop = Math.max(start, next - 8);
      while (block[stop] != 0) {
        stop++;
      }
      length = stop - start;
    } while (block[start] == '.' && (length == 1 || (length == 2 && block[start + 1] == '.')));
    return true;
  }

  private boolean readBlock() {
    int got =
        (int) Libc.call(Libc.function("getdents64"), directory.number(), memory, (long) BLOCK);
    if (got < 0) {
      throw new PosixException("read the directory " + directory.path(), Libc.errno());
    }
    Libc.copyOut(memory, block, 0, got);
    next = 0;
    end = got;
    return got > 0;
  }

  /** Returns true if the entry's name begins so. */
  public boolean startsWith(byte[] prefix) {
    if (length < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if (block[start + i] != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  /** Returns false for what is known to be something else than a regular file. */
  public boolean mayBeFile() {
    return type == 8 || type == 0; // DT_REG, DT_UNKNOWN in readdir(3)
  }

  /** The entry's name. */
  public String name() {
    return new String(block, start, length, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    Libc.free(memory);
  }
}
