package processcontrol.history;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import processcontrol.job.UtcTime;

/**
 * Finds the members of a record in one pass over the bytes of its line, and makes objects of those
 * alone that are asked for: a due check, once a minute, cannot wait until a JSON library has
 * started, and audits and statistics read every record that there is.
 */
final class RecordScan {

  // In the order in which RunRecord writes them.
  static final int RUN = 0;
  static final int JOB = 1;
  static final int RESULT = 2;
  static final int REASON = 3;
  static final int EXIT_CODE = 4;
  static final int SIGNAL = 5;
  static final int STATUS = 6;
  static final int STARTED = 7;
  static final int ENDED = 8;
  private static final int DURATION = 9;
  static final int ATTEMPTS = 10;
  static final int TRIGGER = 11;
  static final int ARGS = 12;
  static final int INVOKED_BY = 13;
  static final int SHA256 = 14;
  static final int LOG = 15;
  static final int FAILED_ATTEMPTS = 16;
  static final int WARNINGS = 17;
  static final int SLOT = 18;
  private static final int SLOW_START = 19;
  static final int RERUN_OF = 20;
  static final int REVISION = 21;
  static final int BOOT = 22;
  static final int HOST = 23;
  private static final int FENCE = 24;
  static final int CAUSE = 25;

  /** As they stand in a line, {@code "run":} and so on. */
  private static final byte[][] KEYS = new byte[CAUSE + 1][];

  /** Of what stands there unquoted; to ask a table is quicker than to compare. */
  private static final boolean[] OF_WORDS = new boolean[128];

  static {
    key(RUN, "run");
    key(JOB, "job");
    key(RESULT, "result");
    key(REASON, "reason");
    key(EXIT_CODE, "exit_code");
    key(SIGNAL, "signal");
    key(STATUS, "status");
    key(STARTED, "started");
    key(ENDED, "ended");
    key(DURATION, "duration");
    key(ATTEMPTS, "attempts");
    key(TRIGGER, "trigger");
    key(ARGS, "args");
    key(INVOKED_BY, "invoked_by");
    key(SHA256, "job_sha256");
    key(LOG, "log");
    key(FAILED_ATTEMPTS, "failed_attempts");
    key(WARNINGS, "warnings");
    key(SLOT, "slot");
    key(SLOW_START, "slow_start");
    key(RERUN_OF, "rerun_of");
    key(REVISION, "revision");
    key(BOOT, "boot");
    key(HOST, "host");
    key(FENCE, "fence");
    key(CAUSE, "cause");
    for (byte each : bytes("+-.0123456789Eaeflnrstu")) {
      OF_WORDS[each] = true;
    }
  }

  // Kinds of values.
  private static final byte MISSING = 0;
  private static final byte NULL = 1;
  private static final byte TEXT = 2;
  private static final byte NUMBER = 3;
  private static final byte LIST = 4;
  private static final byte OTHER = 5;

  private static final int ANOTHER = -1;
  private static final int NO_KEY = -2;

  /** Digits that an int has room for whatever they are. */
  private static final int MAX_DIGITS = 9;

  private static final byte[] SUCCESS = bytes("success");
  private static final byte[] CRON = bytes("cron");

  private final byte[] kinds = new byte[KEYS.length];
  private final int[] begins = new int[KEYS.length];
  private final int[] ends = new int[KEYS.length];

  /** The text that each member had last, where it was asked for. */
  private final byte[][] knownBytes = new byte[KEYS.length][];

  private final String[] knownTexts = new String[KEYS.length];

  private byte[] line = new byte[0];
  private int at;
  private int end;
  private boolean whole;
  private boolean plain;

  /** The string or the number that was passed over last, its quotes left out. */
  private int valueBegin;

  private int valueEnd;
  private byte valueKind;

  private static void key(int member, String name) {
    KEYS[member] = bytes('"' + name + "\":");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Reads a line; returns false if it is no flat JSON object with what each record has. */
  boolean read(byte[] bytes, int from, int until) {
    line = bytes;
    at = from;
    end = until;
    whole = true;
    plain = true;
    Arrays.fill(kinds, MISSING);
    if (!next('{')) {
      return false;
    }
    int likely = 0;
    do {
      int member = key(likely);
      if (member == NO_KEY) {
        return false;
      }
      skipValue();
      if (member >= 0) {
        kinds[member] = valueKind;
        begins[member] = valueBegin;
        ends[member] = valueEnd;
        likely = member + 1;
      }
    } while (whole && next(','));
    boolean ended = whole && next('}');
    plain &= at == end;
    return ended && isText(STARTED) && isText(TRIGGER);
  }

  /** Passes over a key and returns its member, {@link #ANOTHER} or {@link #NO_KEY}. */
  private int key(int likely) {
    if (likely < KEYS.length && has(KEYS[likely])) {
      at += KEYS[likely].length;
      return likely;
    }
    if (!skipString() || !next(':')) {
      return NO_KEY;
    }
    for (int i = 0; i < KEYS.length; i++) {
      if (isKey(KEYS[i])) {
        return i;
      }
    }
    return ANOTHER;
  }

  private boolean has(byte[] text) {
    return text.length <= end - at
        && Arrays.equals(line, at, at + text.length, text, 0, text.length);
  }

  private boolean isKey(byte[] key) {
    int length = valueEnd - valueBegin;
    return length == key.length - 3
        && Arrays.equals(line, valueBegin, valueEnd, key, 1, length + 1);
  }

  private boolean isValue(byte[] text) {
    return is(valueBegin, valueEnd, text);
  }

  private boolean is(int from, int until, byte[] text) {
    return Arrays.equals(line, from, until, text, 0, text.length);
  }

  private void skipValue() {
    byte first = at < end ? line[at] : 0;
    if (first == ' ' || first == '\t') {
      skipBlanks();
      first = at < end ? line[at] : 0;
    }
    if (first == '"') {
      whole &= skipString();
      valueKind = TEXT;
    } else if (first == '[') {
      skipList();
      valueKind = LIST;
    } else {
      byte[] bytes = line;
      int i = at;
      while (i < end && bytes[i] > 0 && OF_WORDS[bytes[i]]) {
        i++;
      }
      valueBegin = at;
      valueEnd = i;
      at = i;
      whole &= i > valueBegin;
      valueKind = kindOfWord();
    }
  }

  private void skipList() {
    at++;
    boolean comma = false;
    while (whole && !next(']')) {
      boolean text = at < end && line[at] == '"';
      whole &= at < end && line[at] != '['; // Not ours, and as deep as it likes.
      skipValue();
      comma = next(',');
      plain &= text && (comma || (at < end && line[at] == ']'));
    }
    plain &= !comma;
  }

  /** Returns what stands there unquoted; anything but what we write is not plain. */
  private byte kindOfWord() {
    byte first = valueEnd > valueBegin ? line[valueBegin] : 0;
    if (first == 'n' && isValue(PlainJson.NULL)) {
      return NULL;
    }
    int digits = valueBegin;
    while (digits < valueEnd && line[digits] >= '0' && line[digits] <= '9') {
      digits++;
    }
    if (digits == valueBegin) {
      plain &= isValue(PlainJson.TRUE) || isValue(PlainJson.FALSE);
      return OTHER;
    }
    plain &= first != '0' || digits == valueBegin + 1;
    if (digits == valueEnd) {
      return digits - valueBegin <= MAX_DIGITS ? NUMBER : OTHER;
    }
    int fraction = digits + 1;
    plain &= line[digits] == '.' && fraction < valueEnd;
    for (int i = fraction; i < valueEnd; i++) {
      plain &= line[i] >= '0' && line[i] <= '9';
    }
    return OTHER;
  }

  /** Returns false if there is no whole string. */
  private boolean skipString() {
    if (!next('"')) {
      return false;
    }
    byte[] bytes = line;
    int until = end;
    int i = at;
    valueBegin = i;
    while (i < until) {
      byte c = bytes[i];
      if (c == '"') {
        valueEnd = i;
        at = i + 1;
        return true;
      }
      if (c < ' ' || c == '\\') { // Bytes of other characters are negative.
        plain = false;
        i += c == '\\' ? 1 : 0;
      }
      i++;
    }
    at = end;
    return false;
  }

  private boolean next(char c) {
    if (at < end && line[at] == c) {
      at++;
      return true;
    }
    return at < end && (line[at] == ' ' || line[at] == '\t') && nextBehindBlanks(c);
  }

  private boolean nextBehindBlanks(char c) {
    skipBlanks();
    return next(c);
  }

  private void skipBlanks() {
    while (at < end && (line[at] == ' ' || line[at] == '\t')) {
      at++;
      plain = false;
    }
  }

  /** Returns true if a member is there and is text. */
  boolean isText(int member) {
    return kinds[member] == TEXT;
  }

  /**
   * The text of a member as it stands, escapes and all, as what is wanted has none; null for every
   * other value, and for what is none.
   */
  @Nullable String text(int member) {
    return kinds[member] == TEXT
        ? new String(
            line, begins[member], ends[member] - begins[member], StandardCharsets.ISO_8859_1)
        : null;
  }

  /** As {@link #text}, and the same object as before where it is the same text. */
  @Nullable String shared(int member) {
    if (kinds[member] != TEXT) {
      return null;
    }
    byte[] known = knownBytes[member];
    if (known == null || !is(begins[member], ends[member], known)) {
      knownBytes[member] = Arrays.copyOfRange(line, begins[member], ends[member]);
      knownTexts[member] = text(member);
    }
    return knownTexts[member];
  }

  /**
   * The moment that a member names; null if it is no text.
   *
   * @throws IllegalArgumentException if it is text of another kind
   */
  @Nullable UtcTime time(int member) {
    return kinds[member] == TEXT ? UtcTime.parse(line, begins[member], ends[member]) : null;
  }

  /**
   * The result of the run.
   *
   * @throws IllegalArgumentException if there is none
   */
  Result result() {
    return is(begins[RESULT], ends[RESULT], SUCCESS) ? Result.SUCCESS : Result.of(text(RESULT));
  }

  /**
   * What started the run.
   *
   * @throws IllegalArgumentException if it is not known
   */
  Trigger trigger() {
    return is(begins[TRIGGER], ends[TRIGGER], CRON) ? Trigger.CRON : Trigger.of(text(TRIGGER));
  }

  /** Returns true for a start by a schedule. */
  boolean isByClock() {
    String trigger = text(TRIGGER);
    return "cron".equals(trigger) || "catch_up".equals(trigger);
  }

  /** The reason of a record that has one, {@linkplain #shared shared}. */
  String reason() {
    return Objects.requireNonNull(shared(REASON));
  }

  /**
   * The start of the run, which each line that was {@linkplain #read read} has.
   *
   * @throws IllegalArgumentException if it is no time
   */
  UtcTime started() {
    return UtcTime.parse(line, begins[STARTED], ends[STARTED]);
  }

  /** A number of a {@linkplain #isComplete complete} record, or null. */
  @Nullable Integer number(int member) {
    if (kinds[member] != NUMBER) {
      return null;
    }
    int number = 0;
    for (int i = begins[member]; i < ends[member]; i++) {
      number = number * 10 + line[i] - '0';
    }
    return number;
  }

  /**
   * Returns true if the line is plain, as {@link PlainJson} has it, and each member of the kind
   * that we write, so that {@link RunRecord#ofLine} would take it if its words are right. A run of
   * a cluster, of which there is more to know, is none of these.
   */
  boolean isComplete() {
    boolean complete =
        plain
            && isText(JOB)
            && isText(RESULT)
            && isText(REASON)
            && kinds[ATTEMPTS] == NUMBER
            && kinds[HOST] <= NULL;
    for (int i = 0; complete && i < KEYS.length; i++) {
      byte kind = kinds[i];
      complete =
          kind <= NULL
              || switch (i) {
                case EXIT_CODE, SIGNAL, STATUS, ATTEMPTS -> kind == NUMBER;
                case ARGS, FAILED_ATTEMPTS, WARNINGS -> kind == LIST;
                case DURATION, SLOW_START, FENCE -> true;
                default -> kind == TEXT;
              };
    }
    return complete;
  }
}
