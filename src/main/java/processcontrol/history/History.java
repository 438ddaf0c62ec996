package processcontrol.history;

import java.nio.charset.StandardCharsets;
import processcontrol.job.Slug;
import processcontrol.posix.Directory;
import processcontrol.posix.Fd;
import processcontrol.posix.PosixException;

/** A job's records, {@code <state directory>/<slug>/history.jsonl}, the oldest first. */
public final class History implements AutoCloseable {

  static final String FILE_NAME = "history.jsonl";
  static final int DIRECTORY_MODE = 0750;
  private static final int FILE_MODE = 0640;

  private final Fd file;

  private History(Fd file) {
    this.file = file;
  }

  /**
   * Opens a job's history, creating it if missing.
   *
   * @param stateDirectory must exist and be writable
   */
  public static History open(String stateDirectory, Slug slug) {
    try (Directory root = Directory.open(stateDirectory);
        Directory directory = root.openOrMakeDirectory(slug.value(), DIRECTORY_MODE)) {
      return new History(directory.openForAppending(FILE_NAME, FILE_MODE));
    }
  }

  /**
   * Appends one line in one write, so that records of simultaneous writers never mix (O_APPEND in
   * open(2)). Half a line that a full disk left behind is closed first; a record that is just being
   * written looks like one, so readers skip empty lines.
   *
   * @throws PosixException if it could not be written whole
   */
  public void append(byte[] line) {
    byte[] whole = line;
    if (endsInHalfALine()) {
      whole = new byte[line.length + 1];
      whole[0] = '\n';
      System.arraycopy(line, 0, whole, 1, line.length);
    }
    file.writeAtOnce(whole);
  }

  /** Whether one of the last records is that of the run; half a record is none. */
  public boolean contains(String runId) {
    // The run id needs no escapes in JSON, and a record begins with it.
    String wanted = "{\"run\":\"" + runId + "\"";
    long end = file.status().size();
    boolean lastIsWhole = end > 1 && file.readAt(end - 2, 1)[0] == '}';
    // Records are as long as the arguments of their runs: the last one may begin further back.
    while (end > 0) {
      long start = Math.max(0, end - Fd.CHUNK);
      byte[] bytes = file.readAt(start, (int) (end - start));
      String tail = new String(bytes, StandardCharsets.ISO_8859_1);
      int found = tail.lastIndexOf(wanted);
      if (found >= 0) {
        int newline = tail.indexOf('\n', found);
        return newline < 0 ? lastIsWhole : tail.charAt(newline - 1) == '}';
      }
      boolean beginsRecord = tail.lastIndexOf('\n', tail.length() - 2) >= 0;
      end = beginsRecord || start == 0 ? 0 : start + wanted.length();
    }
    return false;
  }

  private boolean endsInHalfALine() {
    long size = file.status().size();
    return size > 0 && file.readAt(size - 1, 1)[0] != '\n';
  }

  @Override
  public void close() {
    file.close();
  }
}
