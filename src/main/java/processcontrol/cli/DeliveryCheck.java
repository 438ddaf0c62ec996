package processcontrol.cli;

import java.io.File;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import processcontrol.config.GlobalConfig;
import processcontrol.job.CommandLine;
import processcontrol.job.Event;
import processcontrol.job.Job;
import processcontrol.job.MailTransport;
import processcontrol.job.Notifier;
import processcontrol.job.Output;
import processcontrol.notify.MailCheck;
import processcontrol.posix.Account;
import processcontrol.posix.CurrentProcess;
import processcontrol.posix.Executable;
import processcontrol.posix.PosixException;
import processcontrol.run.ChildEnvironment;

/**
 * Checks that the recipients of a job can be reached, so that it does not first show at a failure.
 */
final class DeliveryCheck {

  private final GlobalConfig config;
  private final Findings findings;

  /** Only the service user can tell what it may do. */
  private final boolean asServiceUser;

  private boolean mailChecked;
  private @Nullable String mailFault;

  DeliveryCheck(GlobalConfig config, Findings findings) {
    this.config = config;
    this.findings = findings;
    Account account = Account.find(config.user());
    this.asServiceUser = account != null && account.uid() == CurrentProcess.effectiveUid();
  }

  /** Adds a warning for each notification of a job that could not be delivered. */
  void check(Job job) {
    if (job.disabled()) {
      return;
    }
    String slug = job.slug().value();
    if (mails(job) && mailFault() != null) {
      findings.warning(slug, config.file() + ": mail: cannot be sent: " + mailFault());
    }
    Set<String> faults = new LinkedHashSet<>();
    for (Event event : Event.values()) {
      for (Notifier notifier : job.notifiersOf(event)) {
        String fault = notifier.command() == null ? null : fault(notifier.command(), job);
        if (fault != null) {
          String name = notifier.name() == null ? "" : " (" + notifier.name() + ")";
          faults.add("notify." + event + name + ": " + fault);
        }
      }
    }
    faults.forEach(fault -> findings.warning(slug, job.source() + ": " + fault));
  }

  private static boolean mails(Job job) {
    boolean mails = job.failmail() != null;
    for (Output output : job.outputs()) {
      mails |= !output.mail().isEmpty();
    }
    for (Event event : Event.values()) {
      for (Notifier notifier : job.notifiersOf(event)) {
        mails |= !notifier.mail().isEmpty();
      }
    }
    return mails;
  }

  /** Asked once: a server may take its time. */
  private @Nullable String mailFault() {
    if (!mailChecked) {
      MailTransport transport = config.mail() == null ? MailTransport.LOCAL : config.mail();
      mailFault = MailCheck.fault(transport, asServiceUser);
      mailChecked = true;
    }
    return mailFault;
  }

  /** Returns why a command cannot be executed, or null. */
  private @Nullable String fault(CommandLine command, Job job) {
    String program;
    try {
      String path = job.environment().getOrDefault("PATH", ChildEnvironment.PATH);
      program = Executable.find(command.program(), path);
    } catch (PosixException e) {
      return e.getMessage();
    }
    boolean relative = !program.startsWith("/");
    if (relative && job.directory() == null) {
      return null; // From the service user's home.
    }
    File file = new File(relative ? job.directory() + "/" + program : program);
    if (!file.exists()) {
      return asServiceUser || file.getParentFile().canExecute()
          ? "cannot execute " + program + ": No such file or directory"
          : null;
    }
    boolean executable = file.isFile() && (!asServiceUser || file.canExecute());
    return executable ? null : "cannot execute " + program + ": Permission denied";
  }
}
