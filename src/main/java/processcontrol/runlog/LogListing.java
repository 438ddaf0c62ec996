package processcontrol.runlog;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;
import processcontrol.posix.Directory;

/**
 * The log files of one job, distinguished from everything else by their names: {@code <run id>.log}
 * and, where the log was continued, {@code <run id>.log.1} and so on.
 *
 * <p>A run is known here by a number that orders runs by their start. Names are looked at as bytes:
 * this is on the path of every run of a job that has many logs.
 */
final class LogListing {

  static final String SUFFIX = ".log";

  /** Suffix of the next file until it takes its place; a supervisor that died may leave it. */
  static final String NEXT_SUFFIX = ".new";

  /** The part that is written to. */
  static final int CURRENT = 0;

  /** The part that {@link #NEXT_SUFFIX} marks; it holds nothing. */
  static final int NEXT = -1;

  private static final int NONE = -2;
  private static final int STAMP_LENGTH = 15;
  private static final int SUFFIX_BITS = 16;
  private static final byte[] LOG = SUFFIX.getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NEXT_BYTES = NEXT_SUFFIX.getBytes(StandardCharsets.US_ASCII);

  private final byte[] names;
  private final byte[] prefix;
  private int size;
  private int[] starts = new int[64];
  private long[] runs = new long[64];
  private int[] parts = new int[64];

  // Parts of the last name.
  private long run;
  private int part;

  private LogListing(byte[] names, Slug slug) {
    this.names = names;
    this.prefix = (slug.value() + "-").getBytes(StandardCharsets.US_ASCII);
    for (int at = 0; at < names.length; at += 1 + (names[at] & 0xff)) {
      if (parse(at + 1, at + 1 + (names[at] & 0xff))) {
        add(at);
      }
    }
  }

  /** The log files in a job's log directory. */
  static LogListing of(Directory directory, Slug slug) {
    return of(directory.regularFiles(), slug);
  }

  /**
   * The log files among others.
   *
   * @param names as {@link Directory#regularFiles} gives them
   */
  static LogListing of(byte[] names, Slug slug) {
    return new LogListing(names, slug);
  }

  /** The number of names in {@link Directory#regularFiles}'s array. */
  static int count(byte[] names) {
    int count = 0;
    for (int at = 0; at < names.length; at += 1 + (names[at] & 0xff)) {
      count++;
    }
    return count;
  }

  /** The number of a run of this job by its id; -1 if it is none. */
  static long runOf(String runId, Slug slug) {
    byte[] name = (runId + SUFFIX).getBytes(StandardCharsets.UTF_8);
    if (name.length > 255) {
      return -1;
    }
    byte[] names = new byte[name.length + 1];
    names[0] = (byte) name.length;
    System.arraycopy(name, 0, names, 1, name.length);
    LogListing one = new LogListing(names, slug);
    return one.size == 1 && one.parts[0] == CURRENT ? one.runs[0] : -1;
  }

  /** The least number of a run that starts at a moment. */
  static long firstRunAt(UtcTime moment) {
    byte[] stamp = moment.stamp().getBytes(StandardCharsets.US_ASCII);
    return (digits(stamp, 0, 8) * 1_000_000 + digits(stamp, 9, 15)) << SUFFIX_BITS;
  }

  private void add(int at) {
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, size * 4);
      runs = Arrays.copyOf(runs, size * 4);
      parts = Arrays.copyOf(parts, size * 4);
    }
    starts[size] = at;
    runs[size] = run;
    parts[size++] = part;
  }

  /** {@code <slug>-<yyyyMMdd>-<HHmmss>[.<n>].log[.<n>|.new]} */
  private boolean parse(int start, int end) {
    int at = start + prefix.length;
    if (end - at < STAMP_LENGTH + LOG.length
        || !Arrays.equals(names, start, at, prefix, 0, prefix.length)) {
      return false;
    }
    long day = digits(names, at, at + 8);
    long time = digits(names, at + 9, at + 15);
    if (day < 0 || names[at + 8] != '-' || time < 0) {
      return false;
    }
    run = (day * 1_000_000 + time) << SUFFIX_BITS;
    at += STAMP_LENGTH;
    if (names[at] == '.' && isDigit(names[at + 1])) {
      int stop = numberEnd(at + 1, end);
      long number = number(at + 1, stop);
      if (number < 2 || number >= 1 << SUFFIX_BITS) {
        return false;
      }
      run |= number;
      at = stop;
    }
    if (!has(LOG, at, end)) {
      return false;
    }
    part = part(at + LOG.length, end);
    return part != NONE;
  }

  private int part(int at, int end) {
    if (at == end) {
      return CURRENT;
    }
    if (has(NEXT_BYTES, at, end) && at + NEXT_BYTES.length == end) {
      return NEXT;
    }
    boolean numbered = names[at] == '.' && at + 1 < end && numberEnd(at + 1, end) == end;
    long number = numbered ? number(at + 1, end) : NONE;
    return number < 1 ? NONE : (int) number;
  }

  private boolean has(byte[] wanted, int at, int end) {
    return end - at >= wanted.length
        && Arrays.equals(names, at, at + wanted.length, wanted, 0, wanted.length);
  }

  private int numberEnd(int start, int end) {
    int at = start;
    while (at < end && isDigit(names[at])) {
      at++;
    }
    return at;
  }

  /** A number as we write it, without leading zeros and not too long; or -1. */
  private long number(int start, int end) {
    boolean plain = end > start && end - start <= 9 && names[start] != '0';
    return plain ? digits(names, start, end) : -1;
  }

  /** The value of digits, or -1 if they are not all digits. */
  private static long digits(byte[] text, int start, int end) {
    long value = 0;
    for (int i = start; i < end; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /** Returns how many files there are. */
  int size() {
    return size;
  }

  long run(int file) {
    return runs[file];
  }

  int part(int file) {
    return parts[file];
  }

  String name(int file) {
    int start = starts[file];
    return new String(names, start + 1, names[start] & 0xff, StandardCharsets.ISO_8859_1);
  }

  /** The runs that files are there of, the oldest first, each once. */
  long[] runs() {
    long[] sorted = Arrays.copyOf(runs, size);
    Arrays.sort(sorted);
    int count = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[count++] = sorted[i];
      }
    }
    return Arrays.copyOf(sorted, count);
  }

  /** The id of a run. */
  static String runId(long run, Slug slug) {
    String stamp = Long.toString(run >> SUFFIX_BITS);
    String digits = "0".repeat(STAMP_LENGTH - 1 - stamp.length()) + stamp;
    long suffix = run & (1 << SUFFIX_BITS) - 1;
    return slug
        + "-"
        + digits.substring(0, 8)
        + "-"
        + digits.substring(8)
        + (suffix == 0 ? "" : "." + suffix);
  }
}
