package processcontrol.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;
import processcontrol.trigger.PendingTrigger;
import processcontrol.trigger.Spool;

/** A program that adds triggers to a job in bursts, and notes each one that was added. */
final class TriggerStorm {

  private TriggerStorm() {}

  /**
   * Adds triggers.
   *
   * @param args the state directory, the job, the prefix of the arguments, the numbers of the first
   *     trigger and of the one behind the last, and the file for the notes
   */
  public static void main(String[] args) throws IOException {
    Spool spool = new Spool(args[0]);
    Slug job = new Slug(args[1]);
    int end = Integer.parseInt(args[4]);
    for (int i = Integer.parseInt(args[3]); i < end; i++) {
      String argument = args[2] + "-" + i;
      spool.add(job, new PendingTrigger(List.of(argument), null, "storm", UtcTime.now(), 0));
      Files.writeString(
          Path.of(args[5]), argument + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      if (i % 10 == 9) {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(900_000_000));
      }
    }
  }
}
