package processcontrol.notify;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.job.CommandLine;
import processcontrol.job.Notifier;
import processcontrol.posix.ChildProcess;
import processcontrol.posix.Executable;
import processcontrol.posix.PosixException;
import processcontrol.posix.Privileges;
import processcontrol.posix.Spawner;

/**
 * Runs a command that notifies people or programs, as the job's own commands are run, but without
 * the lock.
 */
final class CommandNotifier {

  /** In characters: a variable has to stay below 128 KiB (execve(2), MAX_ARG_STRLEN). */
  private static final int MAX_VARIABLE = 32_000;

  private CommandNotifier() {}

  static void send(Notifier notifier, Notification notification, DeliveryContext context)
      throws DeliveryException {
    CommandLine command = notifier.command();
    Map<String, String> environment = environment(notification, context);
    long millis = notifier.timeout().millis();
    String fault;
    try {
      if (context.noNewPrivileges()) {
        Privileges.setNoNewPrivileges();
      }
      String program = Executable.find(command.program(), environment.get("PATH"));
      byte[] input = (NotificationJson.of(notification) + "\n").getBytes(StandardCharsets.UTF_8);
      ChildProcess child =
          Spawner.spawnFed(program, command.words(), environment, context.directory(), input);
      fault = ProcessResult.await(child, millis).fault(millis);
    } catch (PosixException e) {
      throw DeliveryException.lasting("command " + command + ": " + e.getMessage());
    }
    if (fault != null) {
      throw DeliveryException.lasting("command " + command + ": " + fault);
    }
  }

  private static Map<String, String> environment(
      Notification notification, DeliveryContext context) {
    Map<String, String> variables = new LinkedHashMap<>(context.environment());
    boolean ended = !notification.isUnderWay();
    variables.put("PC_JOB", notification.slug());
    put(variables, "PC_RUN", notification.record().run());
    put(variables, "PC_EVENT", notification.event().toString());
    put(variables, "PC_RESULT", ended ? notification.record().result().toString() : null);
    put(variables, "PC_REASON", ended ? notification.record().reason() : null);
    put(variables, "PC_EXIT_CODE", ended ? notification.record().exitCode() : null);
    put(variables, "PC_LOG", notification.record().log());
    put(variables, "PC_FAILURES", notification.failures());
    put(variables, "PC_HOLD", notification.hold());
    put(variables, "PC_OWNER", notification.owner());
    put(variables, "PC_RUNBOOK", notification.runbook());
    put(variables, "PC_REVISION", notification.record().revision());
    return variables;
  }

  /**
   * Puts a variable; an unknown value is empty, so that a script under {@code set -u} can rely on
   * all of them.
   */
  private static void put(Map<String, String> variables, String name, @Nullable Object value) {
    String text = value == null ? "" : value.toString().replace("\0", "");
    variables.put(name, TextSanitizer.cut(text, MAX_VARIABLE));
  }
}
