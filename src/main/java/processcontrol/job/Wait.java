package processcontrol.job;

import java.util.List;

/**
 * Conditions that a run waits for before its commands, holding the lock.
 *
 * @param until a moment that must have come, or null
 * @param span time that it waits in any case; zero for none
 * @param files that must exist
 * @param closedFiles that must exist and be open nowhere
 * @param commands that must end with exit code 0
 * @param urls that must answer as wanted
 * @param any whether one of all these is enough
 * @param pollInterval interval of running the commands, and of looking at files where the kernel
 *     does not report changes
 * @param extraDelay between the last condition and the first command
 * @param giveUpAt moment at which the run gives up, or null for never
 */
public record Wait(
    Moment until,
    TimeSpan span,
    List<String> files,
    List<String> closedFiles,
    List<CommandLine> commands,
    List<WaitUrl> urls,
    boolean any,
    TimeSpan pollInterval,
    TimeSpan extraDelay,
    Moment giveUpAt) {

  public static final TimeSpan DEFAULT_POLL_INTERVAL = TimeSpan.ofSeconds(60);

  public Wait {
    files = List.copyOf(files);
    closedFiles = List.copyOf(closedFiles);
    commands = List.copyOf(commands);
    urls = List.copyOf(urls);
  }
}
