package processcontrol.notify;

import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.posix.ChildProcess;
import processcontrol.posix.PosixException;
import processcontrol.posix.Spawner;

/** Hands a mail to the local sendmail program, whichever mail system it belongs to. */
final class Sendmail {

  /** EX_TEMPFAIL, EX_OSERR and the like (sysexits.h), which another try may not meet again. */
  private static final List<Integer> PASSING = List.of(69, 70, 71, 73, 74, 75);

  private final DeliveryContext context;
  private final String program;

  Sendmail(DeliveryContext context) throws DeliveryException {
    this.context = context;
    this.program = context.transport().sendmail();
    String fault = fault(program);
    if (fault != null) {
      throw DeliveryException.lasting(fault);
    }
  }

  /** Returns why a program cannot take mails; null if it may. */
  static @Nullable String fault(String program) {
    File file = new File(program);
    if (file.isFile() && file.canExecute()) {
      return null;
    }
    return file.exists()
        ? program + " is not a program that may be executed, and mail.host is not set"
        : "there is no program " + program + ", and mail.host is not set";
  }

  void send(MimeMessage message, Mail mail, long millis) throws DeliveryException {
    // -i: a line with a single point does not end the mail. Recipients are named here alone, not
    // read from the headers (-t).
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of(program, "-i", "-f", MimeText.address(mail.from()).getAddress()));
    arguments.add("--");
    for (InternetAddress recipient : MimeText.addresses(mail.to())) {
      arguments.add(recipient.getAddress());
    }
    byte[] input = MimeText.bytes(message);
    ProcessResult processResult;
    try {
      ChildProcess[] child = new ChildProcess[1];
      context
          .side()
          .run(() -> child[0] = Spawner.spawnFed(program, arguments, environment(), "/", input));
      processResult = ProcessResult.await(child[0], millis);
    } catch (PosixException e) {
      throw DeliveryException.lasting(e.getMessage());
    }
    String fault = processResult.fault(millis);
    if (fault != null) {
      boolean passing =
          processResult.termination() == null
              || PASSING.contains(processResult.termination().exitCode());
      String text = program + ": " + fault;
      throw passing ? DeliveryException.passing(text) : DeliveryException.lasting(text);
    }
  }

  private Map<String, String> environment() {
    return Map.of(
        "PATH", "/usr/sbin:/usr/bin:/sbin:/bin",
        "HOME", "/",
        "USER", context.user(),
        "LOGNAME", context.user(),
        "LANG", "C.UTF-8");
  }
}
