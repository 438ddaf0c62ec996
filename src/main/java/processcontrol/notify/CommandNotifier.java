package processcontrol.notify;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import processcontrol.job.CommandLine;
import processcontrol.job.Notifier;
import processcontrol.posix.ChildProcess;
import processcontrol.posix.Executable;
import processcontrol.posix.PosixException;
import processcontrol.posix.Privileges;
import processcontrol.posix.Spawner;

/** Runs a command that tells somebody, as the job's own commands are run, but without the lock. */
final class CommandNotifier {

  /** In characters: a variable has to stay below 128 KiB (execve(2), MAX_ARG_STRLEN). */
  private static final int MAX_VARIABLE = 32_000;

  private CommandNotifier() {}

  static void tell(Notifier notifier, Bulletin bulletin, Means means) throws Undelivered {
    CommandLine command = notifier.command();
    Map<String, String> environment = environment(bulletin, means);
    long millis = notifier.timeout().millis();
    String fault;
    try {
      if (means.noNewPrivileges()) {
        Privileges.setNoNewPrivileges();
      }
      String program = Executable.find(command.program(), environment.get("PATH"));
      byte[] input = (BulletinJson.of(bulletin) + "\n").getBytes(StandardCharsets.UTF_8);
      ChildProcess child =
          Spawner.spawnFed(program, command.words(), environment, means.directory(), input);
      fault = Errand.await(child, millis).fault(millis);
    } catch (PosixException e) {
      throw Undelivered.lasting("command " + command + ": " + e.getMessage());
    }
    if (fault != null) {
      throw Undelivered.lasting("command " + command + ": " + fault);
    }
  }

  private static Map<String, String> environment(Bulletin bulletin, Means means) {
    Map<String, String> variables = new LinkedHashMap<>(means.environment());
    boolean ended = !bulletin.isUnderWay();
    variables.put("PC_JOB", bulletin.slug());
    put(variables, "PC_RUN", bulletin.record().run());
    put(variables, "PC_EVENT", bulletin.event().toString());
    put(variables, "PC_RESULT", ended ? bulletin.record().result().toString() : null);
    put(variables, "PC_REASON", ended ? bulletin.record().reason() : null);
    put(variables, "PC_EXIT_CODE", ended ? bulletin.record().exitCode() : null);
    put(variables, "PC_LOG", bulletin.record().log());
    put(variables, "PC_FAILURES", bulletin.failures());
    put(variables, "PC_HOLD", bulletin.hold());
    put(variables, "PC_OWNER", bulletin.owner());
    put(variables, "PC_RUNBOOK", bulletin.runbook());
    return variables;
  }

  /** What is not known is empty: a script under {@code set -u} can rely on all of them. */
  private static void put(Map<String, String> variables, String name, Object value) {
    String text = value == null ? "" : value.toString().replace("\0", "");
    variables.put(name, Plain.cut(text, MAX_VARIABLE));
  }
}
