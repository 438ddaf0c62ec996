package processcontrol.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import processcontrol.config.Jobs;
import processcontrol.history.Hold;
import processcontrol.history.RunRecord;
import processcontrol.job.Job;
import processcontrol.job.Link;
import processcontrol.job.UtcTime;
import processcontrol.job.Zone;

/** Jobs with made-up histories, and their audit on 20 November 2026, the clock at noon. */
final class RecordedJobs {

  static final long NOW = at("12:00");

  private final List<One> all = new ArrayList<>();
  private final List<PowerEvent> events = new ArrayList<>();
  private long now = NOW;
  private Zone zone = Zone.UTC;

  /** A time of the day, {@code 10:00} or {@code 10:00:30}, in milliseconds; or a whole moment. */
  static long at(String time) {
    String whole = time.length() > 8 ? time : "2026-11-20T" + time;
    return Instant.parse(whole + (time.length() == 5 ? ":00Z" : "Z")).toEpochMilli();
  }

  /** A job whose file is older than all that is looked at. */
  One job(String slug, String keys) {
    One job = new One(Jobs.fromYaml(slug, keys));
    all.add(job);
    return job;
  }

  RecordedJobs event(String time, PowerEvent.Kind kind) {
    events.add(new PowerEvent(at(time), kind));
    return this;
  }

  RecordedJobs now(long moment) {
    now = moment;
    return this;
  }

  RecordedJobs zone(Zone other) {
    zone = other;
    return this;
  }

  List<JobAudit> audit(long from, long until) {
    Range range = new Range(from, until, now);
    Audit audit = new Audit(range, "host", zone, new Boots("host", "present", now - 60_000));
    for (One one : all) {
      List<RunRecord> newestFirst = new ArrayList<>(one.records);
      Collections.reverse(newestFirst);
      Iterator<RunRecord> records = newestFirst.iterator();
      audit.add(one.facts(), () -> records.hasNext() ? records.next() : null, parents(one, range));
    }
    return audit.results(List.of(), events);
  }

  private List<ParentRuns> parents(One one, Range range) {
    List<ParentRuns> parents = new ArrayList<>();
    for (Link link : one.job.chain().after()) {
      for (One parent : all) {
        if (parent.job.slug().equals(link.job())) {
          List<RunRecord> newestFirst = new ArrayList<>(parent.records);
          Collections.reverse(newestFirst);
          Iterator<RunRecord> records = newestFirst.iterator();
          parents.add(ParentRuns.read(() -> records.hasNext() ? records.next() : null, range));
        }
      }
    }
    return parents;
  }

  /** The audit of the first job, from a time of the day until another one. */
  JobAudit audit(String from, String until) {
    return audit(at(from), at(until)).get(0);
  }

  /** Returns the report on the first job, a line for each gap. */
  List<String> gaps(String from, String until) {
    List<String> lines = new ArrayList<>();
    for (Gap gap : audit(from, until).gaps()) {
      String first = gap.from().toString().substring(11, 16);
      String last = gap.until().toString().substring(11, 16);
      String detail = gap.detail();
      lines.add(first + "-" + last + " " + gap.slots() + " " + gap.cause() + ": " + detail);
    }
    return lines;
  }

  /** A job and what its files say. */
  static final class One {
    final Job job;
    private final List<RunRecord> records = new ArrayList<>();
    private long changed = at("2026-01-01T00:00:00");
    private long crontabWritten;
    private Hold hold;
    private Hold release;
    private RunRecord running;
    private boolean bounded;
    private String crontab;
    private String sha256;
    private String boot;

    One(Job job) {
      this.job = job;
      this.sha256 = job.sha256();
    }

    private JobFacts facts() {
      long deployed = Math.max(changed, crontabWritten);
      return new JobFacts(
          job, true, changed, deployed, hold, release, running, bounded, crontab, null);
    }

    One changed(String time) {
      changed = at(time);
      return this;
    }

    One crontabWritten(String time) {
      crontabWritten = at(time);
      return this;
    }

    One hold(String since, String reason) {
      hold = new Hold(reason, new UtcTime(at(since)), null);
      return this;
    }

    One released(String time) {
      release = new Hold("", new UtcTime(at(time)), null);
      return this;
    }

    One bounded() {
      bounded = true;
      return this;
    }

    One crontab(String says) {
      crontab = says;
      return this;
    }

    /** Makes further records be of another version of the job's file. */
    One fileWas(String other) {
      sha256 = other;
      return this;
    }

    /** Makes further records be of a boot of that name. */
    One inBoot(String name) {
      boot = name;
      return this;
    }

    One ran(String slot) {
      return ran(at(slot), at(slot) + 1500, at(slot) + 5000);
    }

    /** A run by cron from some seconds after its slot on. */
    One ran(long slot, long started, long ended) {
      return add("success", "succeeded", 0, slot, started, ended, "cron");
    }

    One add(
        String result,
        String reason,
        int status,
        long slot,
        long started,
        long ended,
        String trigger) {
      records.add(record(result, reason, status, slot, started, ended, trigger));
      return this;
    }

    /** By hand or by another job. */
    One manual(String started, String ended) {
      return add("success", "succeeded", 0, 0, at(started), at(ended), "manual");
    }

    One skipped(String slot, String reason, int status) {
      long moment = at(slot);
      return add("skipped", reason, status, moment, moment + 1500, moment + 1500, "cron");
    }

    One runningSince(String slot) {
      long moment = at(slot);
      running = record("lost", "lost", -1, moment, moment + 1500, -1, "cron");
      return this;
    }

    private RunRecord record(
        String result,
        String reason,
        int status,
        long slot,
        long started,
        long ended,
        String trigger) {
      String run =
          result.equals("skipped") ? "null" : "\"run-" + new UtcTime(started).stamp() + "\"";
      String line =
          """
          {"run":%s,"job":"%s","result":"%s","reason":"%s","status":%s,"started":"%s",\
          "ended":%s,"attempts":1,"trigger":"%s","job_sha256":"%s","slot":%s%s}
          """
              .formatted(
                  run,
                  job.slug(),
                  result,
                  reason,
                  status < 0 ? "null" : Integer.toString(status),
                  new UtcTime(started),
                  ended < 0 ? "null" : "\"" + new UtcTime(ended) + "\"",
                  trigger,
                  sha256,
                  slot == 0 ? "null" : "\"" + new UtcTime(slot) + "\"",
                  boot == null ? "" : ",\"boot\":\"" + boot + "\"");
      RunRecord record = RunRecord.ofLine(line.getBytes(StandardCharsets.UTF_8));
      if (record == null) {
        throw new AssertionError(line);
      }
      return record;
    }
  }
}
