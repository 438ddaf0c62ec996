package processcontrol.start;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import processcontrol.config.GlobalConfig;
import processcontrol.history.HistoryReader;
import processcontrol.history.RunRecord;
import processcontrol.history.Standing;
import processcontrol.job.Event;
import processcontrol.job.Job;
import processcontrol.job.Notifier;
import processcontrol.lock.RunningJob;
import processcontrol.notify.DeliveryContext;
import processcontrol.notify.Notification;
import processcontrol.notify.NotificationDelivery;
import processcontrol.notify.PartialMail;
import processcontrol.posix.Descendants;
import processcontrol.posix.Poll;
import processcontrol.posix.Processes;
import processcontrol.posix.Spawner;
import processcontrol.run.RunListener;
import processcontrol.runlog.LogNote;

/**
 * Delivers the news of a run while it lasts, by processes of their own: the supervisor waits for
 * its commands alone. Each of them has all that it needs, and waits for the one before it: so news
 * come in order, and are delivered also if the supervisor is killed.
 */
public final class DeliveryProcess implements RunListener {

  /** The variable that names the process before: its pid and when it started. */
  public static final String AFTER = "PC_DELIVER_AFTER";

  /** Interval of looking whether all is delivered. */
  private static final int TICK_MILLIS = 20;

  /** Each is a JVM: attempts without a pause must not start them by the hundred. */
  private static final int MAX_PROCESSES = 8;

  /** So much waits here for one of them to be free. */
  private static final int MAX_WAITING = 1000;

  private final Job job;
  private final GlobalConfig config;
  private final RunNotifications notifications;
  private final List<Integer> processes = new ArrayList<>();

  /** News that the next of them will deliver, one after the other. */
  private final List<byte[]> waiting = new ArrayList<>();

  private final List<String> faults = new ArrayList<>();

  /** The one of them that delivers the newest event; 0 for none. */
  private int last;

  /** The one of them that mailed output last; 0 for none. */
  private int mailer;

  DeliveryProcess(Job job, GlobalConfig config, RunNotifications notifications) {
    this.job = job;
    this.config = config;
    this.notifications = notifications;
  }

  @Override
  public void happened(Event event, RunRecord soFar) {
    List<Notifier> notifiers = job.notifiersOf(event);
    if (notifiers.isEmpty()) {
      return;
    }
    if (waiting.size() >= MAX_WAITING) {
      lose(soFar, "notification " + event + " dropped: " + MAX_WAITING + " are still waiting");
      return;
    }
    try {
      DeliveryContext context = notifications.context(soFar);
      Notification notification =
          Notification.of(event, context.host(), job, soFar, failures(), null);
      NotificationDelivery parcel =
          new NotificationDelivery(notification, context, notifiers, job.logPolicy().timestamps());
      waiting.add(parcel.toBytes());
      processes.removeIf(Processes::hasEnded);
      if (processes.size() < MAX_PROCESSES) {
        sendWaiting();
      }
    } catch (RuntimeException | LinkageError e) {
      waiting.clear();
      lose(soFar, "notification " + event + " could not be sent: " + e.getMessage());
    }
  }

  private void sendWaiting() {
    if (waiting.isEmpty()) {
      return;
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] each : waiting) {
      if (all.size() > 0) {
        all.write('\n');
      }
      all.writeBytes(each);
    }
    last = send(all.toByteArray(), last);
    waiting.clear();
  }

  /** One after the other, so that the mails come in the order of the output. */
  @Override
  public boolean printed(byte[] output, int part, RunRecord soFar) {
    processes.removeIf(Processes::hasEnded);
    if (processes.contains(mailer) || processes.size() >= MAX_PROCESSES) {
      return false;
    }
    try {
      mailer =
          send(PartialMail.of(job, soFar, output, part, notifications.context(soFar)).toBytes(), 0);
      return mailer != 0;
    } catch (RuntimeException | LinkageError e) {
      note(soFar, "output: could not be sent now: " + e.getMessage());
      return false;
    }
  }

  private void lose(RunRecord soFar, String fault) {
    faults.add(fault);
    note(soFar, fault);
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

  /**
   * Starts this program again, on the same JVM with the same options; returns its pid.
   *
   * @param before the pid of one that it waits for; 0 for none
   */
  private int send(byte[] input, int before) {
    List<String> arguments = SelfCommand.jvm();
    if (arguments == null) {
      return 0;
    }
    arguments.add(RunningJob.MAIN);
    arguments.add("--deliver");
    arguments.add(job.slug().value());
    Map<String, String> environment = new HashMap<>(SelfCommand.ENVIRONMENT);
    String started = processes.contains(before) ? Descendants.startOf(before) : null;
    if (started != null) {
      environment.put(AFTER, before + " " + started);
    }
    notifications
        .side()
        .run(
            () ->
                processes.add(
                    Spawner.spawnDetached(arguments.get(0), arguments, environment, "/", input)));
    return processes.get(processes.size() - 1);
  }

  /** Has the rest delivered, without waiting for it. */
  void finish() {
    try {
      sendWaiting();
    } catch (RuntimeException | LinkageError e) {
      waiting.clear();
      faults.add("notifications could not be sent: " + e.getMessage());
    }
  }

  /**
   * Waits until all is delivered, so that the end of a run is not heard of before its start.
   *
   * @param millis how long at most
   */
  void await(long millis) {
    Poll pause = new Poll(0);
    long end = System.nanoTime() / 1_000_000 + millis;
    processes.removeIf(Processes::hasEnded);
    while (!processes.isEmpty() && System.nanoTime() / 1_000_000 < end) {
      pause.await(TICK_MILLIS);
      processes.removeIf(Processes::hasEnded);
    }
  }

  /** A line for each event that was not delivered. */
  List<String> faults() {
    return faults;
  }
}
