package processcontrol.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.job.VisibleText;
import processcontrol.posix.Account;
import processcontrol.posix.ChildProcess;
import processcontrol.posix.CurrentProcess;
import processcontrol.posix.Executable;
import processcontrol.posix.Fd;
import processcontrol.posix.Poll;
import processcontrol.posix.Spawner;
import processcontrol.start.UsageException;

/**
 * Calls git, as the user that this process is, and never as root: a work tree can name programs
 * that git is to run.
 */
final class Git {

  private static final String PATH = "/usr/local/bin:/usr/bin:/bin";
  private static final int MAX_OUTPUT = 256 << 20;
  private static final int SAID = 300;

  private final String directory;
  private final boolean trustsOwner;
  private String said = "";

  /**
   * @param directory in a work tree
   * @param trustsOwner true if it may belong to another user: the service user runs what the owner
   *     writes anyway
   */
  Git(String directory, boolean trustsOwner) {
    if (CurrentProcess.effectiveUid() == 0) {
      throw new IllegalStateException("git is not called by root");
    }
    this.directory = directory;
    this.trustsOwner = trustsOwner;
  }

  /** Returns what git printed; null if it failed. */
  @Nullable String tryText(String... arguments) {
    Result result = call(new byte[0], List.of(arguments));
    said = result.said;
    return result.bytes == null
        ? null
        : new String(result.bytes, StandardCharsets.UTF_8).stripTrailing();
  }

  /** Returns what git said of the last call. */
  String said() {
    return said;
  }

  /**
   * Returns what git printed.
   *
   * @throws UsageException if it failed, with what it said
   */
  byte[] run(byte[] input, String... arguments) {
    Result result = call(input, List.of(arguments));
    if (result.bytes == null) {
      throw new UsageException("git " + arguments[0] + " failed: " + result.said);
    }
    return result.bytes;
  }

  /** The output of a call; without bytes if it failed. */
  private static final class Result {
    private final byte @Nullable [] bytes;
    private final String said;

    Result(byte @Nullable [] bytes, String said) {
      this.bytes = bytes;
      this.said = said;
    }
  }

  private Result call(byte[] input, List<String> arguments) {
    String program = Executable.find("git", PATH);
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "protocol.allow=never", "-c", "core.fsmonitor=false"));
    if (trustsOwner) {
      command.addAll(List.of("-c", "safe.directory=*"));
    }
    command.addAll(arguments);
    Account account = Account.find(CurrentProcess.effectiveUid());
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", PATH);
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("HOME", account == null ? "/" : account.home());
    environment.put("GIT_OPTIONAL_LOCKS", "0");
    environment.put("GIT_TERMINAL_PROMPT", "0");
    environment.put("GIT_NO_LAZY_FETCH", "1");
    try (ChildProcess child = Spawner.spawnFed(program, command, environment, directory, input)) {
      return await(child);
    }
  }

  private static Result await(ChildProcess child) {
    Fd[] pipes = {child.stdout(), child.stderr()};
    ByteArrayOutputStream[] texts = {new ByteArrayOutputStream(), new ByteArrayOutputStream()};
    byte[] buffer = new byte[Fd.CHUNK];
    Poll poll = new Poll(2);
    while (pipes[0] != null || pipes[1] != null) {
      poll.clear();
      int[] index = {-1, -1};
      for (int i = 0; i < 2; i++) {
        index[i] = pipes[i] == null ? -1 : poll.add(pipes[i], Poll.IN);
      }
      poll.await(-1);
      for (int i = 0; i < 2; i++) {
        if (pipes[i] == null || !poll.isReady(index[i])) {
          continue;
        }
        int size = pipes[i].read(buffer, 0, buffer.length);
        if (size < 0) {
          pipes[i] = null;
        } else if (texts[i].size() + size <= MAX_OUTPUT) {
          texts[i].write(buffer, 0, size);
        }
      }
    }
    poll.clear();
    poll.add(child.exited(), Poll.IN);
    poll.await(-1);
    child.reap();
    boolean success = child.termination() != null && child.termination().isSuccess();
    String said = texts[1].toString(StandardCharsets.UTF_8).strip().replace('\n', ' ');
    String cut = said.length() > SAID ? said.substring(0, SAID) + "..." : said;
    return new Result(success ? texts[0].toByteArray() : null, VisibleText.excerpt(cut));
  }
}
