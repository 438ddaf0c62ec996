package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The units of the web service and those of jobs are in one directory. */
@EndToEnd
class WebUnitsIT {

  private static final Path SHIPPED = Path.of("etc/systemd");

  private static Map<String, String> units(Path directory) {
    Map<String, String> units = new TreeMap<>();
    Tree.list(directory).forEach(unit -> units.put(unit.getFileName().toString(), Tree.read(unit)));
    return units;
  }

  private static Finished generate(Installation pc, Path directory, String... more) {
    List<String> options =
        new ArrayList<>(List.of("--format", "systemd", "--output", directory.toString()));
    options.addAll(List.of(more));
    return Operator.cronGenerate(pc, options.toArray(new String[0]));
  }

  @Test
  void units_of_jobs_come_and_go_beside_those_of_the_web_service(Installation pc) {
    Path directory = Tree.directory(pc.root().resolve("units"));
    Map<String, String> shipped = units(SHIPPED);
    assertThat(shipped).isNotEmpty();
    shipped.forEach((name, text) -> Tree.write(directory.resolve(name), text));
    pc.configure("web:\n  origin: http://localhost\n  users: {ann: [read, start]}\n");
    // Named as if they were of the web service.
    pc.shellJob("web", "schedule: '30 4 * * *'", "true");
    pc.shellJob("web.service", "schedule: '30 5 * * *'", "true");

    assertThat(generate(pc, directory).exitCode()).isZero();
    Map<String, String> written = units(directory);
    assertThat(written).containsAllEntriesOf(shipped);
    assertThat(written.keySet())
        .contains("process-control-web.timer", "process-control-web.service")
        .contains("process-control-web.service.timer", "process-control-web.service.service")
        .contains("process-control--pending.timer", "process-control--pending.service")
        .hasSize(shipped.size() + 6);
    // What the path unit of the web service starts at once, cron's place starts in any case.
    assertThat(written.get("process-control--pending.service")).contains(" --scheduled --pending");
    assertThat(written.get("process-control--pending.timer")).contains("OnCalendar=*-*-* *:*:00");
    assertThat(generate(pc, directory, "--check").exitCode()).isZero();

    Tree.delete(pc.jobs().resolve("web.yaml"));
    assertThat(generate(pc, directory, "--check").exitCode()).isEqualTo(1);
    assertThat(generate(pc, directory).exitCode()).isZero();
    assertThat(Files.exists(directory.resolve("process-control-web.timer"))).isFalse();
    assertThat(units(directory)).containsAllEntriesOf(shipped).hasSize(shipped.size() + 4);
  }
}
