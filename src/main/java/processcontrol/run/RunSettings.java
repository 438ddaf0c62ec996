package processcontrol.run;

import processcontrol.posix.Account;

/**
 * The settings of the global configuration for every run.
 *
 * @param account the service user, which this process already is
 * @param noNewPrivileges whether commands are kept from gaining privileges through execve(2)
 * @param revision of the job directory, or null
 */
public record RunSettings(
    String runDirectory,
    String outputDirectory,
    String stateDirectory,
    Account account,
    boolean noNewPrivileges,
    String revision) {}
