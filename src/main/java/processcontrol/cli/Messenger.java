package processcontrol.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import processcontrol.config.GlobalConfig;
import processcontrol.history.HistoryReader;
import processcontrol.history.RunRecord;
import processcontrol.history.Standing;
import processcontrol.job.Event;
import processcontrol.job.Job;
import processcontrol.job.Notifier;
import processcontrol.notify.Bulletin;
import processcontrol.notify.Means;
import processcontrol.notify.Parcel;
import processcontrol.notify.PartialMail;
import processcontrol.posix.Poll;
import processcontrol.posix.Processes;
import processcontrol.posix.Self;
import processcontrol.posix.Spawner;
import processcontrol.run.RunEvents;
import processcontrol.run.RunningJob;
import processcontrol.runlog.LogNote;

/**
 * Has others told of what happens while a run goes on, by a process of its own: the supervisor
 * waits for nobody but its commands.
 */
final class Messenger implements RunEvents {

  /** How often to look whether all is told, and how many times at most. */
  private static final int TICK_MILLIS = 20;

  private static final int TICKS = 30_000 / TICK_MILLIS;

  /** Each is a JVM: attempts without a pause must not start them by the hundred. */
  private static final int MAX_MESSENGERS = 8;

  private final Job job;
  private final GlobalConfig config;
  private final Tidings tidings;
  private final List<Integer> messengers = new ArrayList<>();

  /** The one of them that mailed output last; 0 for none. */
  private int mailer;

  Messenger(Job job, GlobalConfig config, Tidings tidings) {
    this.job = job;
    this.config = config;
    this.tidings = tidings;
  }

  @Override
  public void happened(Event event, RunRecord soFar) {
    List<Notifier> notifiers = job.notifiersOf(event);
    if (notifiers.isEmpty()) {
      return;
    }
    messengers.removeIf(Processes::hasEnded);
    if (messengers.size() >= MAX_MESSENGERS) {
      note(soFar, "nobody was told of " + event + ": too much is being told still");
      return;
    }
    try {
      Means means = tidings.means(soFar);
      Bulletin bulletin = Bulletin.of(event, means.host(), job, soFar, failures(), null);
      Parcel parcel = new Parcel(bulletin, means, notifiers, job.logPolicy().timestamps());
      send(parcel.toBytes());
    } catch (RuntimeException | LinkageError e) {
      note(soFar, "nobody could be told of " + event + ": " + e.getMessage());
    }
  }

  /** One after the other, so that the mails come in the order of the output. */
  @Override
  public boolean printed(byte[] output, int part, RunRecord soFar) {
    messengers.removeIf(Processes::hasEnded);
    if (messengers.contains(mailer) || messengers.size() >= MAX_MESSENGERS) {
      return false;
    }
    try {
      mailer = send(PartialMail.of(job, soFar, output, part, tidings.means(soFar)).toBytes());
      return mailer != 0;
    } catch (RuntimeException | LinkageError e) {
      note(soFar, "output: could not be sent now: " + e.getMessage());
      return false;
    }
  }

  private void note(RunRecord soFar, String fault) {
    if (soFar.log() != null) {
      LogNote.add(soFar.log(), fault, job.logPolicy().timestamps());
    }
  }

  private int failures() {
    try (HistoryReader history = HistoryReader.open(config.stateDirectory(), job.slug())) {
      return Standing.of(history).consecutiveFailures();
    }
  }

  /** This program again, on the same JVM with the same options; returns its pid. */
  private int send(byte[] input) {
    List<String> own = Processes.arguments(Self.pid());
    int main = own.indexOf(RunningJob.MAIN);
    if (main < 0) {
      return 0; // Not started by the launcher: a training.
    }
    List<String> arguments = new ArrayList<>(own.subList(0, main + 1));
    arguments.add("--deliver");
    arguments.add(job.slug().value());
    Map<String, String> environment = Map.of("LC_ALL", "C.UTF-8", "MALLOC_ARENA_MAX", "1");
    tidings
        .side()
        .run(
            () ->
                messengers.add(
                    Spawner.spawnDetached(own.get(0), arguments, environment, "/", input)));
    return messengers.get(messengers.size() - 1);
  }

  /**
   * Waits a while until all is told, so that nobody hears of the end of a short run before its
   * start.
   */
  void await() {
    Poll pause = new Poll(0);
    for (int i = 0; i < TICKS; i++) {
      messengers.removeIf(Processes::hasEnded);
      if (messengers.isEmpty()) {
        return;
      }
      pause.await(TICK_MILLIS);
    }
  }
}
