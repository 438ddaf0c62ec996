package processcontrol.notify;

import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import processcontrol.posix.ChildProcess;
import processcontrol.posix.PosixException;
import processcontrol.posix.Spawner;

/** Hands a mail to the local sendmail program, whichever mail system it belongs to. */
final class Sendmail {

  /** EX_TEMPFAIL, EX_OSERR and the like (sysexits.h), which another try may not meet again. */
  private static final List<Integer> PASSING = List.of(69, 70, 71, 73, 74, 75);

  private final Means means;
  private final String program;

  Sendmail(Means means) throws Undelivered {
    this.means = means;
    this.program = means.transport().sendmail();
    String fault = fault(program);
    if (fault != null) {
      throw Undelivered.lasting(fault);
    }
  }

  /** Why a program cannot take mails; null if it may. */
  static String fault(String program) {
    File file = new File(program);
    if (file.isFile() && file.canExecute()) {
      return null;
    }
    return file.exists()
        ? program + " is not a program that may be executed, and mail.host is not set"
        : "there is no program " + program + ", and mail.host is not set";
  }

  void send(MimeMessage message, Mail mail, long millis) throws Undelivered {
    // -i: a line with a single point does not end the mail. Recipients are named here alone, not
    // read from the headers (-t).
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of(program, "-i", "-f", MimeText.address(mail.from()).getAddress()));
    arguments.add("--");
    for (InternetAddress recipient : MimeText.addresses(mail.to())) {
      arguments.add(recipient.getAddress());
    }
    byte[] input = MimeText.bytes(message);
    Errand errand;
    try {
      ChildProcess[] child = new ChildProcess[1];
      means
          .side()
          .run(() -> child[0] = Spawner.spawnFed(program, arguments, environment(), "/", input));
      errand = Errand.await(child[0], millis);
    } catch (PosixException e) {
      throw Undelivered.lasting(e.getMessage());
    }
    String fault = errand.fault(millis);
    if (fault != null) {
      boolean passing =
          errand.termination() == null || PASSING.contains(errand.termination().exitCode());
      String text = program + ": " + fault;
      throw passing ? Undelivered.passing(text) : Undelivered.lasting(text);
    }
  }

  private Map<String, String> environment() {
    return Map.of(
        "PATH", "/usr/sbin:/usr/bin:/sbin:/bin",
        "HOME", "/",
        "USER", means.user(),
        "LOGNAME", means.user(),
        "LANG", "C.UTF-8");
  }
}
