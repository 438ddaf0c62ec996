package processcontrol.posix;

import java.nio.charset.StandardCharsets;

/**
 * Sees in /proc/self/task (proc(5)) that threads have changed to an account: the ids, one set of
 * groups for all, no capability.
 *
 * <p>memmem(3) searches the files: a JVM has some fifteen threads, and to take their files apart
 * with bytecode that is interpreted still was a twentieth of a launch.
 */
final class ThreadCheck implements AutoCloseable {

  private static final long MEMMEM = Libc.function("memmem");
  private static final int ESRCH = 3;

  /** The lines that the status must have; that of the groups is read from the first thread. */
  private final long[] lines = new long[5];

  private final int[] lengths = new int[5];
  private int count;

  private int capacity = 8192;
  private long buffer = Libc.allocate(capacity);

  ThreadCheck(Account account) {
    int uid = account.uid();
    int gid = account.gid();
    require("\nUid:\t" + uid + "\t" + uid + "\t" + uid + "\t" + uid + "\n");
    require("\nGid:\t" + gid + "\t" + gid + "\t" + gid + "\t" + gid + "\n");
    // The kernel clears these with the uid, but for unusual securebits (capabilities(7)).
    require("\nCapPrm:\t0000000000000000\n");
    require("\nCapEff:\t0000000000000000\n");
  }

  private void require(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
    require(bytes);
  }

  private void require(byte[] line) {
    lines[count] = Libc.allocate(line.length);
    lengths[count] = line.length;
    Libc.copyIn(lines[count++], line, 0, line.length);
  }

  /** Returns true if a thread has changed, or has ended. */
  boolean passes(String thread) {
    int size = read("/proc/self/task/" + thread + "/status");
    if (size < 0) {
      return true;
    }
    for (int i = 0; i < count; i++) {
      if (find(0, size, lines[i], lengths[i]) < 0) {
        return false;
      }
    }
    if (count < lines.length) {
      require(groups(size));
    }
    return true;
  }

  /** The line of the groups, with the ends of the line before and of its own. */
  private byte[] groups(int size) {
    long name = Libc.newString("\nGroups:");
    long newline = Libc.newString("\n");
    int start = find(0, size, name, 8);
    int end = start < 0 ? -1 : find(start + 1, size, newline, 1);
    Libc.free(name);
    Libc.free(newline);
    if (end < 0) {
      throw new PosixException("cannot verify the privilege drop: /proc tells no groups");
    }
    byte[] line = new byte[end + 1 - start];
    Libc.copyOut(buffer + start, line, 0, line.length);
    return line;
  }

  /** The offset in the buffer of what is looked for from another offset on, or -1. */
  private int find(int from, int size, long line, int length) {
    long found = Libc.call(MEMMEM, buffer + from, size - from, line, length);
    return found == 0 ? -1 : (int) (found - buffer);
  }

  /** Reads a file into the buffer, which grows as is needed; -1 if the thread is gone. */
  private int read(String path) {
    while (true) {
      int size = 0;
      try (Fd status = Fd.openForReading(path)) {
        int got;
        while (size < capacity && (got = status.read(buffer + size, capacity - size)) > 0) {
          size += got;
        }
      } catch (PosixException e) {
        if (e.errno() == Libc.ENOENT || e.errno() == ESRCH) {
          return -1;
        }
        throw e;
      }
      if (size < capacity) {
        return size;
      }
      Libc.free(buffer);
      capacity *= 4;
      buffer = Libc.allocate(capacity);
    }
  }

  @Override
  public void close() {
    for (int i = 0; i < count; i++) {
      Libc.free(lines[i]);
    }
    Libc.free(buffer);
  }
}
