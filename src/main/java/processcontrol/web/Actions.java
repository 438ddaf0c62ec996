package processcontrol.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.cluster.EtcdException;
import processcontrol.cluster.FleetKill;
import processcontrol.config.GlobalConfig;
import processcontrol.config.JobLoader;
import processcontrol.control.JobStopper;
import processcontrol.history.Hold;
import processcontrol.history.JsonLine;
import processcontrol.job.Job;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;
import processcontrol.start.HoldChange;
import processcontrol.status.JobSelection;
import processcontrol.trigger.PendingTrigger;
import processcontrol.trigger.Spool;

/**
 * Operators' actions on one job, as run-job's --trigger, --hold, --release and --kill-job do them.
 */
final class Actions {

  private static final int MAX_REASON = 1000;

  /** A web server waits no longer than a minute; the run's supervisor does not need us. */
  private static final long MAX_WAIT_MILLIS = 20_000;

  private final GlobalConfig config;

  Actions(GlobalConfig config) {
    this.config = config;
  }

  /**
   * Notes a trigger. It starts nothing: a run would be a part of the web service, with its limits
   * and its end. Cron, or a unit of systemd that watches the spool, starts it.
   */
  Response start(Call call, Body body) {
    Slug slug = call.slug();
    JobSelection.Item item = call.job(slug, config);
    List<String> args = body.only("args").words("args");
    Job job = valid(item);
    new JobLoader(config).checkParents(job);
    if (job.startPolicy().commandFromArguments()) {
      throw new Refusal(
          Status.CONFLICT, slug + " is run by hand only: run-job --detach " + slug + " -- COMMAND");
    }
    new Spool(config.stateDirectory())
        .add(slug, new PendingTrigger(args, null, call.caller(), UtcTime.now(), 0));
    TriggerSignal.send(config.stateDirectory());
    boolean held = Hold.find(config.stateDirectory(), slug) != null;
    return answer(
        Status.ACCEPTED,
        new JsonLine()
            .add("job", slug.value())
            .add("triggered", true)
            .add("held", held)
            .add("follow", call.request().script() + "/api/v1/job/" + slug + "/")
            .add(
                "detail", slug + " is triggered" + (held ? "; it is on hold until released" : "")));
  }

  Response hold(Call call, Body body) {
    Slug slug = call.slug();
    JobSelection.Item item = call.job(slug, config);
    String reason = body.only("reason").line("reason", MAX_REASON);
    if (reason.isEmpty()) {
      throw new Refusal(Status.BAD_REQUEST, "reason: say why the job is put on hold");
    }
    Hold hold = new Hold(reason, UtcTime.now(), call.caller());
    HoldChange change = change(item);
    try {
      change.hold(hold);
    } catch (EtcdException e) {
      throw unreachable(slug + " is not on hold", e);
    }
    return answer(
        Status.OK,
        new JsonLine()
            .add("job", slug.value())
            .add("disabled", true)
            .add("since", hold.since().toString())
            .add("by", hold.by())
            .add("reason", reason)
            .add("detail", slug + " is on hold" + warning(change.writeMetrics())));
  }

  Response release(Call call, Body body) {
    Slug slug = call.slug();
    JobSelection.Item item = call.job(slug, config);
    String reason = body.only("reason").line("reason", MAX_REASON);
    HoldChange change = change(item);
    boolean held;
    try {
      held = change.release(new Hold(reason, UtcTime.now(), call.caller()));
    } catch (EtcdException e) {
      throw unreachable(slug + " is not released", e);
    }
    if (held && new Spool(config.stateDirectory()).isPending(slug)) {
      TriggerSignal.send(config.stateDirectory());
    }
    String done = held ? " is released" : " was not on hold";
    boolean disabled = item.isValid() && item.job().disabled();
    return answer(
        Status.OK,
        new JsonLine()
            .add("job", slug.value())
            .add("disabled", disabled)
            .add("was_held", held)
            .add(
                "detail",
                slug
                    + done
                    + (disabled ? "; its file disables it" : "")
                    + warning(change.writeMetrics())));
  }

  Response kill(Call call, Body body) {
    Slug slug = call.slug();
    JobSelection.Item item = call.job(slug, config);
    body.only();
    Stop stop = new Stop(config, slug, item.job());
    stop.setDaemon(true);
    stop.start();
    try {
      stop.join(MAX_WAIT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (stop.failure != null) {
      throw stop.failure;
    }
    return answer(
        stop.outcome == null ? Status.ACCEPTED : Status.OK,
        new JsonLine()
            .add("job", slug.value())
            .add("running", stop.outcome == null || stop.stillRuns)
            .add(
                "detail",
                stop.outcome == null
                    ? slug + " is being stopped, and takes its time"
                    : slug + stop.outcome));
  }

  /** Stops a run, which may take as long as the job's kill_after and more. */
  private static final class Stop extends Thread {
    private final GlobalConfig config;
    private final Slug slug;
    private final Job job;

    /** The outcome in words; null before there is one. */
    private volatile String outcome;

    private volatile boolean stillRuns;
    private volatile RuntimeException failure;

    Stop(GlobalConfig config, Slug slug, Job job) {
      super("stop");
      this.config = config;
      this.slug = slug;
      this.job = job;
    }

    @Override
    public void run() {
      try {
        if (job == null || job.cluster() == null || !stopElsewhere()) {
          stopHere();
        }
      } catch (EtcdException e) {
        failure = unreachable(slug + ": whether another host runs it is not known", e);
      } catch (RuntimeException e) {
        failure = e;
      }
    }

    private boolean stopElsewhere() throws EtcdException {
      FleetKill.Answer elsewhere = FleetKill.stop(job);
      if (elsewhere == null) {
        return false;
      }
      stillRuns = !elsewhere.stopped();
      outcome = (stillRuns ? " is still running on " : " was killed on ") + elsewhere.host();
      return true;
    }

    private void stopHere() {
      JobStopper stopper = new JobStopper(config.runDirectory());
      JobStopper.Result result =
          job == null
              ? stopper.stop(slug, Job.DEFAULT_STOP_SIGNAL, Job.DEFAULT_KILL_AFTER)
              : stopper.stop(slug, job.stopSignal(), job.killAfter());
      stillRuns = result == JobStopper.Result.STILL_RUNNING;
      outcome =
          switch (result) {
            case STILL_RUNNING -> " is still running; it cannot be killed";
            case STOPPED -> " was killed";
            case NOT_RUNNING -> " is not running";
          };
    }
  }

  private HoldChange change(JobSelection.Item item) {
    boolean everywhere = item.isValid() && item.job().cluster() != null;
    return new HoldChange(config, item.slug(), item.job(), everywhere);
  }

  private static @Nullable Job valid(JobSelection.Item item) {
    if (!item.isValid()) {
      throw new Refusal(
          Status.CONFLICT,
          "the job " + item.name() + " is not valid: " + String.join("; ", item.problems()));
    }
    return item.job();
  }

  private static Refusal unreachable(String what, EtcdException e) {
    return new Refusal(Status.BAD_GATEWAY, what + ": etcd cannot be reached: " + e.getMessage());
  }

  private static String warning(String fault) {
    return fault == null ? "" : "; warning: " + fault;
  }

  private static Response answer(Status status, JsonLine line) {
    return Response.of(status, Response.JSON, line.toBytes());
  }
}
