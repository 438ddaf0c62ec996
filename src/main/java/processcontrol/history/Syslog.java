package processcontrol.history;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.job.CommandLine;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;
import processcontrol.job.Zone;
import processcontrol.posix.CurrentProcess;
import processcontrol.posix.DatagramSocket;

/**
 * One line an event to the system's log, in the form of RFC 3164 as programs of the machine send
 * it: without the host. Whoever should read it may be missing or stuck; then the line is dropped,
 * as everything stands in the record as well.
 */
public final class Syslog {

  /** Address at which the system's log listens. */
  public static final String SOCKET = "/dev/log";

  /** The facilities that programs use, by their number from 0 on. */
  private static final List<String> FACILITIES =
      List.of("kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron");

  private static final String[] MONTHS = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
  };

  private static final int LOCAL0 = 16;
  private static final int ERROR = 3;
  private static final int WARNING = 4;
  private static final int NOTICE = 5;
  private static final int INFO = 6;

  /** RFC 3164, 4.1: the length of a packet. */
  private static final int MAX_LENGTH = 1024;

  private final int facility;
  private final String socket;
  private final Zone zone;

  /**
   * @param facility its word, such as {@code daemon} or {@code local0}
   * @param socket the path of the socket, {@link #SOCKET} but for tests
   * @param zone of the machine
   */
  public Syslog(String facility, String socket, Zone zone) {
    this.facility =
        facility.startsWith("local")
            ? LOCAL0 + facility.charAt("local".length()) - '0'
            : FACILITIES.indexOf(facility);
    this.socket = socket;
    this.zone = zone;
  }

  /** Tells that a run has begun. */
  public void started(RunRecord record) {
    send(INFO, "start", record.job(), record.run(), " trigger=" + record.trigger());
  }

  /** Tells what became of a run, or of a start that was skipped. */
  public void ended(RunRecord record) {
    Result result = record.result();
    int severity =
        result.isFailed()
            ? ERROR
            : result == Result.KILLED ? WARNING : result == Result.SKIPPED ? NOTICE : INFO;
    String event = result == Result.SKIPPED ? "skip" : "end";
    send(
        severity,
        event,
        record.job(),
        record.run(),
        " result="
            + result
            + (record.exitCode() == null ? "" : " exit_code=" + record.exitCode())
            + (record.signal() == null ? "" : " signal=" + record.signal())
            + (record.run() == null || record.duration() == null
                ? ""
                : " duration=" + record.duration() / 1000.0)
            + " trigger="
            + record.trigger()
            + reason(record.reason()));
  }

  /** Reports a start that was refused, without a record. */
  public void refused(Slug job, String why) {
    send(NOTICE, "skip", job, null, " result=refused" + reason(why));
  }

  /** Tells that a job is on hold from now on. */
  public void held(Slug job, Hold hold) {
    send(hold.automatic() ? ERROR : NOTICE, "hold", job, null, by(hold) + reason(hold.reason()));
  }

  /** Tells that a job is not on hold any longer. */
  public void released(Slug job, Hold release) {
    send(NOTICE, "release", job, null, by(release) + reason(release.reason()));
  }

  private static String by(Hold hold) {
    return hold.by() == null ? "" : " by=" + CommandLine.printable(hold.by());
  }

  /** In quotes, as it is the one value that can have blanks. */
  private static String reason(String text) {
    return text.isEmpty()
        ? ""
        : " reason=\"" + CommandLine.printable(text).replace('"', '\'') + "\"";
  }

  private void send(int severity, String event, Slug job, @Nullable String run, String more) {
    String line =
        "<"
            + (facility * 8 + severity)
            + ">"
            + time(System.currentTimeMillis())
            + " run-job["
            + CurrentProcess.pid()
            + "]: job="
            + job
            + (run == null ? "" : " run=" + run)
            + " event="
            + event
            + more;
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_LENGTH) {
      byte[] end = "...\"".getBytes(StandardCharsets.UTF_8);
      bytes = java.util.Arrays.copyOf(bytes, MAX_LENGTH);
      System.arraycopy(end, 0, bytes, MAX_LENGTH - end.length, end.length);
    }
    DatagramSocket.send(socket, bytes);
  }

  /** {@code Nov 9 12:00:00}, in the zone of the machine. */
  String time(long millis) {
    long second = Math.floorDiv(millis, 1000L);
    String local = new UtcTime(zone.localSecond(second) * 1000).toString();
    String day = local.charAt(8) == '0' ? " " + local.charAt(9) : local.substring(8, 10);
    return MONTHS[Integer.parseInt(local.substring(5, 7)) - 1]
        + " "
        + day
        + " "
        + local.substring(11, 19);
  }
}
