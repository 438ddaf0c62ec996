package processcontrol.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A call of run-job that is about to be made: through what, and with which environment. */
final class Launch {

  private final List<String> command;
  private final Path calls;
  private final Map<String, String> environment = new LinkedHashMap<>();

  /**
   * @param calls a directory for what the call prints
   */
  Launch(Path calls, List<String> command) {
    this.calls = calls;
    this.command = new ArrayList<>(command);
  }

  /** Puts a program with its own arguments before the command, such as setpriv(1). */
  Launch through(String... program) {
    command.addAll(0, List.of(program));
    return this;
  }

  Launch asUser(String user) {
    return through("setpriv", "--reuid", user, "--regid", primaryGroup(user), "--init-groups");
  }

  private static String primaryGroup(String user) {
    return Commands.run("id", "-g", user);
  }

  Launch with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Finished run() {
    return start().await();
  }

  /** Starts it; the process's pid is the supervisor's, as every program on the way uses exec. */
  Running start() {
    // A build in the background, or under nohup(1), hands ignored signals down to its tests.
    List<String> whole = new ArrayList<>(List.of("/usr/bin/env", "--default-signal"));
    whole.addAll(command);
    Path directory = Tree.createIn(calls);
    ProcessBuilder builder = new ProcessBuilder(whole);
    builder.environment().putAll(environment);
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectOutput(directory.resolve("stdout").toFile());
    builder.redirectError(directory.resolve("stderr").toFile());
    try {
      return new Running(builder.start(), directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
