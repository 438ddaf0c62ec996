package processcontrol.history;

import java.util.Arrays;
import processcontrol.job.Slug;
import processcontrol.posix.Fd;
import processcontrol.posix.PosixException;

/** Reads a job's records from the newest to the oldest, no further back than it is asked. */
public final class HistoryReader implements AutoCloseable {

  /** First a few records, as most callers want no more; then as much as one read gives. */
  private static final int FIRST_STEP = 4096;

  private final Fd file;
  private byte[] block = new byte[0];

  /** Where the part of the file begins that was not read yet, and where in the block to go on. */
  private long unread;

  private int end;

  private HistoryReader(Fd file) {
    this.file = file;
    this.unread = file == null ? 0 : file.status().size();
  }

  /** Opens a job's history; where there is none it is as an empty one. */
  public static HistoryReader open(String stateDirectory, Slug slug) {
    try {
      return new HistoryReader(
          Fd.openForReading(stateDirectory + "/" + slug + "/" + History.FILE_NAME));
    } catch (PosixException e) {
      if (e.isNotFound()) {
        return new HistoryReader(null);
      }
      throw e;
    }
  }

  /** The next older record, or null. What is not a record is passed over. */
  public RunRecord next() {
    for (byte[] line = previousLine(); line != null; line = previousLine()) {
      RunRecord record = line.length == 0 ? null : RunRecord.ofLine(line);
      if (record != null) {
        return record;
      }
    }
    return null;
  }

  private byte[] previousLine() {
    while (true) {
      for (int i = end - 1; i >= 0; i--) {
        if (block[i] == '\n') {
          byte[] line = Arrays.copyOfRange(block, i + 1, end);
          end = i;
          return line;
        }
      }
      if (unread == 0) {
        byte[] first = end == 0 ? null : Arrays.copyOf(block, end);
        end = 0;
        return first;
      }
      readBefore();
    }
  }

  /** Puts the bytes before the block in front of what is left of it. */
  private void readBefore() {
    int step = (int) Math.min(unread, block.length == 0 ? FIRST_STEP : Fd.CHUNK);
    byte[] before = file.readAt(unread - step, step);
    byte[] joined = Arrays.copyOf(before, before.length + end);
    System.arraycopy(block, 0, joined, before.length, end);
    block = joined;
    end = joined.length;
    unread -= step;
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
    }
  }
}
