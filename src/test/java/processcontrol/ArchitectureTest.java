package processcontrol;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import processcontrol.job.UtcTime;
import processcontrol.posix.MonotonicClock;

/**
 * The order of the house: the allowed uses between packages, and what the path of every launch must
 * not load.
 */
@AnalyzeClasses(
    packages = {"processcontrol", "com.kenai.jffi.internal"},
    importOptions = {ImportOption.DoNotIncludeTests.class, ImportOption.DoNotIncludeJars.class})
class ArchitectureTest {

  private static final String[] HOT_PATH = {
    "processcontrol.posix..",
    "processcontrol.runlog..",
    "processcontrol.history..",
    "processcontrol.trigger..",
    "processcontrol.lock..",
    "processcontrol.control..",
    "processcontrol.start..",
    "processcontrol.run..",
    "processcontrol.job..",
    "processcontrol.config..",
    "processcontrol.due..",
    "processcontrol.zone.."
  };

  @ArchTest
  static final ArchRule packages_form_no_cycle =
      slices().matching("processcontrol.(*)..").should().beFreeOfCycles();

  @ArchTest static final ArchRule job_uses_no_other_package = mayUse("job");

  @ArchTest static final ArchRule posix_uses_no_other_package = mayUse("posix");

  @ArchTest
  static final ArchRule config_uses_job_posix_and_zone = mayUse("config", "job", "posix", "zone");

  @ArchTest static final ArchRule zone_uses_job_and_posix = mayUse("zone", "job", "posix");

  @ArchTest static final ArchRule runlog_uses_job_and_posix = mayUse("runlog", "job", "posix");

  @ArchTest static final ArchRule history_uses_job_and_posix = mayUse("history", "job", "posix");

  @ArchTest
  static final ArchRule due_decides_and_starts_nothing = mayUse("due", "job", "posix", "history");

  @ArchTest static final ArchRule plan_looks_at_jobs_alone = mayUse("plan", "job", "due");

  @ArchTest
  static final ArchRule audit_judges_what_due_and_history_say =
      mayUse("audit", "job", "posix", "history", "due");

  @ArchTest
  static final ArchRule lock_uses_job_posix_and_history = mayUse("lock", "job", "posix", "history");

  @ArchTest
  static final ArchRule control_acts_by_locks_and_records =
      mayUse("control", "job", "posix", "history", "lock");

  @ArchTest
  static final ArchRule run_uses_what_a_run_needs =
      mayUse(
          "run", "job", "posix", "runlog", "history", "trigger", "lock", "control", "zone",
          "cluster");

  @ArchTest
  static final ArchRule cluster_uses_job_posix_and_history =
      mayUse("cluster", "job", "posix", "history");

  @ArchTest
  static final ArchRule start_knows_no_command_line =
      mayUse(
          "start", "config", "job", "posix", "zone", "runlog", "history", "due", "lock", "trigger",
          "control", "cluster", "run", "notify", "report");

  @ArchTest
  static final ArchRule status_gathers_and_starts_nothing =
      mayUse(
          "status",
          "config",
          "job",
          "posix",
          "zone",
          "history",
          "due",
          "lock",
          "trigger",
          "cluster",
          "schedule");

  @ArchTest
  static final ArchRule web_runs_nothing_and_knows_no_command_line =
      mayUse(
          "web", "config", "job", "posix", "history", "runlog", "lock", "trigger", "control",
          "cluster", "start", "status", "report");

  @ArchTest
  static final ArchRule web_is_used_by_its_program_alone =
      noClasses()
          .that()
          .resideOutsideOfPackages("processcontrol.web..", "processcontrol.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("processcontrol.web..");

  @ArchTest
  static final ArchRule report_and_crontab_start_nothing =
      noClasses()
          .that()
          .resideInAnyPackage("processcontrol.report..", "processcontrol.crontab..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "processcontrol.run..",
              "processcontrol.start..",
              "processcontrol.control..",
              "processcontrol.notify..",
              "processcontrol.cli..");

  @ArchTest
  static final ArchRule trigger_uses_job_posix_and_history =
      mayUse("trigger", "job", "posix", "history");

  @ArchTest
  static final ArchRule notify_uses_no_room_but_those_of_facts =
      mayUse("notify", "job", "history", "posix");

  /** Loaded by two classes alone, once there is something to deliver. */
  @ArchTest
  static final ArchRule a_run_that_nobody_is_told_of_does_without_notify_and_mail =
      noClasses()
          .that()
          .resideInAnyPackage(HOT_PATH)
          .and()
          .doNotHaveFullyQualifiedName("processcontrol.start.RunNotifications")
          .and()
          .doNotHaveFullyQualifiedName("processcontrol.start.DeliveryProcess")
          .or()
          .haveFullyQualifiedName("processcontrol.cli.RunJob")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "processcontrol.notify..",
              "jakarta.mail..",
              "org.eclipse.angus..",
              "java.net.http..");

  @ArchTest
  static final ArchRule mails_are_written_in_notify_alone =
      noClasses()
          .that()
          .resideOutsideOfPackage("processcontrol.notify..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.mail..", "jakarta.activation..", "org.eclipse.angus..");

  @ArchTest
  static final ArchRule native_calls_are_made_in_posix_alone =
      noClasses()
          .that(
              resideInAPackage("processcontrol..")
                  .and(describe("not in posix", ArchitectureTest::isNotInPosix)))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jnr..", "com.kenai.jffi..");

  @ArchTest
  static final ArchRule the_process_exits_in_cli_alone =
      noClasses()
          .that()
          .resideOutsideOfPackage("processcontrol.cli..")
          .should()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "halt", int.class);

  @ArchTest
  static final ArchRule the_hot_path_loads_nothing_that_is_slow_to_start =
      noClasses()
          .that()
          .resideInAnyPackage(HOT_PATH)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "java.util.regex..",
                      "java.util.stream..",
                      "java.util.function..",
                      "java.util.logging..",
                      "java.time.format..",
                      "java.text..",
                      "org.slf4j..",
                      "picocli..")
                  .and(
                      describe(
                          "but for an exception that is caught", ArchitectureTest::isNoThrowable)));

  @ArchTest
  static final ArchRule the_hot_path_formats_no_strings =
      noClasses()
          .that()
          .resideInAnyPackage(HOT_PATH)
          .should()
          .callMethod(String.class, "format", String.class, Object[].class)
          .orShould()
          .callMethod(String.class, "format", java.util.Locale.class, String.class, Object[].class)
          .orShould()
          .callMethod(String.class, "formatted", Object[].class)
          .orShould()
          .callMethod(String.class, "matches", String.class)
          .orShould()
          .callMethod(String.class, "replaceAll", String.class, String.class);

  /** So that a test can have a clock of its own, and hours pass in a moment. */
  @ArchTest
  static final ArchRule a_run_decides_by_the_clock_that_it_is_given =
      noClasses()
          .that()
          .resideInAPackage("processcontrol.run..")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(UtcTime.class, "now")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(MonotonicClock.class);

  @ArchTest
  static final ArchRule children_are_started_by_the_spawner_alone =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.lang.ProcessBuilder")
          .orShould()
          .callMethod(Runtime.class, "exec", String[].class)
          .orShould()
          .callMethod(Runtime.class, "exec", String.class);

  @ArchTest
  static final ArchRule cron_utils_are_used_behind_the_schedule_alone =
      noClasses()
          .that()
          .resideOutsideOfPackages("processcontrol.job..", "processcontrol.schedule..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.cronutils..");

  @ArchTest
  static final ArchRule yaml_is_read_in_config_alone =
      noClasses()
          .that()
          .resideOutsideOfPackage("processcontrol.config..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.snakeyaml..");

  @ArchTest
  static void every_package_says_what_it_is_for(JavaClasses classes) throws IOException {
    List<String> silent = new ArrayList<>();
    for (JavaClass each : classes) {
      if (each.getPackageName().startsWith("processcontrol")) {
        Path directory = Path.of("src/main/java", each.getPackageName().replace('.', '/'));
        if (Files.notExists(directory.resolve("package-info.java"))) {
          silent.add(each.getPackageName());
        }
      }
    }
    assertThat(silent).isEmpty();
  }

  private static ArchRule mayUse(String room, String... others) {
    List<String> allowed = new ArrayList<>();
    allowed.add("processcontrol." + room + "..");
    for (String other : others) {
      allowed.add("processcontrol." + other + "..");
    }
    return classes()
        .that()
        .resideInAPackage("processcontrol." + room + "..")
        .should()
        .onlyDependOnClassesThat(
            describe(
                "are not ours, or in " + allowed,
                type ->
                    !type.getPackageName().startsWith("processcontrol")
                        || resideInAnyPackage(allowed.toArray(new String[0])).test(type)));
  }

  private static boolean isNotInPosix(JavaClass type) {
    return !type.getPackageName().startsWith("processcontrol.posix");
  }

  /** An exception's class is loaded when it is thrown, and then time does not matter. */
  private static boolean isNoThrowable(JavaClass type) {
    return !type.isAssignableTo(Throwable.class);
  }
}
