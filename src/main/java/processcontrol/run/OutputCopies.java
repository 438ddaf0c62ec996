package processcontrol.run;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.job.CapturedOutput;
import processcontrol.job.Output;
import processcontrol.posix.Directory;
import processcontrol.posix.Fd;
import processcontrol.posix.PosixException;

/**
 * The copies of a run's output besides its log: as the commands wrote it, both streams together.
 * Files are opened as the service user, and never through a symbolic link. A copy that fails is a
 * warning, and changes the result of the run only where nothing else has the output.
 */
final class OutputCopies implements AutoCloseable {

  private static final int FILE_MODE = 0640;

  /** Bytes that are kept for a mail: as many from the beginning as from the end. */
  static final int KEPT = 256 * 1024;

  private final List<Output> outputs;
  private final List<String> warnings = new ArrayList<>();
  private final List<Fd> files = new ArrayList<>();

  /** The reason why a file of every run does not have all; null if each has. */
  private String fault;

  /** The same of the files that only a failed run writes. */
  private @Nullable String faultOfSpool;

  /** Size of what the commands wrote, in bytes. */
  private long size;

  /** Number of files that have all of it. */
  private int complete;

  /** The whole output, for the files that only a failed run writes; null where there are none. */
  private Fd spool;

  /** True if the spool has taken all so far; one that is full keeps what it has. */
  private boolean spooling;

  /** The beginning and the end, for mails once the run is over; null where there are none. */
  private OutputExcerpt excerpt;

  /** The output that is mailed during the run as well; null for none. */
  private final PartialOutput partial;

  private OutputCopies(List<Output> outputs, PartialOutput partial) {
    this.outputs = outputs;
    this.partial = partial;
  }

  /**
   * Opens the copies of a run; null if it has none.
   *
   * @param partial takes what is mailed before the end of the run is known; null if all is mailed
   *     once
   * @param spoolDirectory keeps what may be needed later, in a file without a name
   */
  static @Nullable OutputCopies open(
      List<Output> outputs, PartialOutput partial, String spoolDirectory, String runId) {
    if (outputs.isEmpty()) {
      return null;
    }
    OutputCopies copies = new OutputCopies(outputs, partial);
    boolean spools = false;
    for (Output output : outputs) {
      if (partial != null && output.isMailedInParts()) {
        continue;
      }
      if (output.file() == null) {
        copies.excerpt = copies.excerpt == null ? new OutputExcerpt(KEPT) : copies.excerpt;
      } else if (output.onFailureOnly()) {
        spools = true;
      } else {
        copies.fault = firstOf(copies.fault, copies.openFile(output));
      }
    }
    if (spools) {
      copies.openSpool(spoolDirectory, runId);
    }
    return copies;
  }

  private static String firstOf(String one, String other) {
    return one == null ? other : one;
  }

  /** Returns why not, or null. */
  private @Nullable String openFile(Output output) {
    try {
      files.add(Fd.openForWriting(output.file(), output.append(), FILE_MODE));
      return null;
    } catch (PosixException e) {
      return warn(e.getMessage());
    }
  }

  private String warn(String text) {
    warnings.add("output: " + text);
    return text;
  }

  private void openSpool(String directory, String runId) {
    String name = "." + runId + ".spool";
    try (Directory opened = Directory.open(directory)) {
      opened.unlink(name); // What stands there is not ours.
      spool = opened.openForUpdating(name, FILE_MODE);
      spooling = true;
      opened.unlink(name); // Nothing is left of it, however this process ends.
    } catch (PosixException e) {
      faultOfSpool = warn(e.getMessage());
    }
  }

  void append(byte[] bytes, int length) {
    size += length;
    if (excerpt != null) {
      excerpt.append(bytes, length);
    }
    if (partial != null) {
      partial.append(bytes, length);
    }
    for (int i = files.size() - 1; i >= 0; i--) {
      String failure = write(files.get(i), bytes, length);
      if (failure != null) {
        fault = firstOf(fault, failure);
        files.remove(i).close();
      }
    }
    if (spooling) {
      faultOfSpool = write(spool, bytes, length);
      spooling = faultOfSpool == null;
    }
  }

  /** Returns why not, or null. */
  private @Nullable String write(Fd file, byte[] bytes, int length) {
    try {
      for (int done = 0; done < length; ) {
        int put = file.write(bytes, done, length - done);
        if (put == 0) {
          // A pipe without a reader must not hold the job up.
          return warn(file.path() + " takes no more now; the rest is missing");
        }
        done += put;
      }
      return null;
    } catch (PosixException e) {
      return warn(e.getMessage());
    }
  }

  /** Completes the copies once it is known how the run ended. */
  void finish(boolean failed) {
    complete = files.size();
    if (failed && spool != null) {
      try {
        copySpool();
      } catch (PosixException e) {
        faultOfSpool = firstOf(faultOfSpool, warn(e.getMessage()));
      }
    }
  }

  /**
   * Returns why the output is not whole in any file or mail, though it should be; null if it is.
   * Asked once the copies are complete.
   *
   * @param failed whether the run failed
   */
  @Nullable String loss(boolean failed) {
    String reason = failed ? firstOf(fault, faultOfSpool) : fault;
    boolean isKept = complete > 0 || isMailedWhole(failed);
    return reason == null || size == 0 || isKept ? null : reason;
  }

  private boolean isMailedWhole(boolean failed) {
    for (Output output : outputs) {
      boolean mailed = output.file() == null && (failed || !output.onFailureOnly());
      if (mailed && (partial != null || size <= 2 * KEPT)) {
        return true;
      }
    }
    return false;
  }

  private void copySpool() {
    int always = files.size();
    for (Output output : outputs) {
      if (output.file() != null && output.onFailureOnly()) {
        faultOfSpool = firstOf(faultOfSpool, openFile(output));
      }
    }
    long position = 0;
    byte[] piece = spool.readAt(position, Fd.CHUNK);
    while (piece.length > 0 && files.size() > always) {
      for (int i = files.size() - 1; i >= always; i--) {
        String failure = write(files.get(i), piece, piece.length);
        if (failure != null) {
          faultOfSpool = firstOf(faultOfSpool, failure);
          files.remove(i).close();
        }
      }
      position += piece.length;
      piece = spool.readAt(position, Fd.CHUNK);
    }
    complete = spooling ? files.size() : always;
  }

  /** Returns what is mailed; null where no mail is wanted. */
  @Nullable CapturedOutput printed() {
    byte[] whole = excerpt == null ? new byte[0] : excerpt.toBytes();
    if (partial != null) {
      return new CapturedOutput(whole, partial.rest(), partial.parts());
    }
    return excerpt == null ? null : CapturedOutput.of(whole);
  }

  List<String> warnings() {
    return warnings;
  }

  @Override
  public void close() {
    for (Fd file : files) {
      file.close();
    }
    if (spool != null) {
      spool.close();
    }
  }
}
