package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The recipes of process-control(7), done as they stand there, but that the directories that it
 * names are below a temporary one.
 */
@EndToEnd
class CookbookIT {

  private static final List<String> MOVED =
      List.of(
          "/etc/",
          "/var/lib/process-control",
          "/var/log/process-control",
          "/run/process-control",
          "/srv/",
          "/usr/local/");

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private Path root;

  @BeforeEach
  void start_server() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().getPath());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop_server() {
    server.stop(0);
  }

  static List<Recipe> recipes() {
    return Recipe.all();
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void what_the_manual_shows_works(Recipe recipe, Installation pc) {
    assertThat(recipe.steps()).anyMatch(step -> step.kind().equals("run"));
    root = pc.root().resolve("machine");
    install(pc);
    String output = "";
    for (Recipe.Step step : recipe.steps()) {
      switch (step.kind()) {
        case "file" -> write(moved(step.words().get(1)), moved(step.text()));
        case "run" -> output = run(step);
        case "prints" -> assertThat(output).contains(moved(step.text()).lines().toList());
        case "pings" -> step.text().lines().forEach(this::awaitPing);
        default -> shell(List.of(), "set -e\n" + moved(step.text()), 0);
      }
    }
  }

  /** Installs what the package installs. */
  private void install(Installation pc) {
    write(
        moved("/etc/process-control.yaml"),
        moved(
            """
            user: process-control
            job_directory: /var/lib/process-control
            output_directory: /var/log/process-control
            state_directory: /var/lib/process-control-state
            run_directory: /run/process-control
            output_crontab: /etc/cron.d/process-control
            runner_path: /usr/local/bin/run-job
            mail: {sendmail: /usr/local/sbin/sendmail}
            """));
    // The machine's own mail system would try to reach those whom the manual names.
    write(moved("/usr/local/sbin/sendmail"), "#!/bin/sh\nexec cat >/dev/null\n");
    Tree.mode(Path.of(moved("/usr/local/sbin/sendmail")), "rwxr-xr-x");
    directory("/etc/cron.d");
    directory("/var/lib/process-control");
    ServiceUser.own(directory("/var/lib/process-control-state"));
    ServiceUser.own(directory("/var/log/process-control"));
    ServiceUser.own(directory("/run/process-control"));
    for (String name : List.of("run-job", "cron-generate", "check-jobs-icinga")) {
      Path program = pc.launcher().resolveSibling(name);
      String config = moved("/etc/process-control.yaml");
      write(
          moved("/usr/local/bin/") + name,
          """
          #!/bin/sh
          case " $* " in *' --config '*) exec %s "$@" ;; esac
          exec %s --config %s "$@"
          """
              .formatted(program, program, config));
      Tree.mode(Path.of(moved("/usr/local/bin/") + name), "rwxr-xr-x");
    }
  }

  private String moved(String text) {
    String moved = text;
    for (String directory : MOVED) {
      moved = moved.replaceAll("(?<![\\w/])" + directory, root + directory);
    }
    return moved
        .replaceAll("(?m)(?<= )process-control(?=[ /]|$)", ServiceUser.NAME)
        .replace("https://hc.example.org", "http://127.0.0.1:" + server.getAddress().getPort());
  }

  private Path directory(String path) {
    Path directory = Path.of(moved(path));
    Commands.run("install", "-d", "-m", "0755", directory.toString());
    return directory;
  }

  private static void write(String path, String text) {
    Commands.run("install", "-d", "-m", "0755", Path.of(path).getParent().toString());
    Tree.replace(Path.of(path), text);
  }

  private String run(Recipe.Step step) {
    List<String> words = step.words();
    boolean code = words.get(words.size() - 1).matches("\\d+");
    int expected = code ? Integer.parseInt(words.get(words.size() - 1)) : 0;
    List<String> as = new ArrayList<>();
    String script = "set -e\n" + moved(step.text());
    if (words.size() > 2) {
      String user = words.get(1).equals("process-control") ? ServiceUser.NAME : words.get(1);
      String group = Commands.run("id", "-g", user);
      as.addAll(List.of("setpriv", "--reuid", user, "--regid", group, "--init-groups"));
      script = "cd " + moved(words.get(2)) + "\n" + script;
    }
    return shell(as, script, expected);
  }

  private String shell(List<String> as, String script, int expected) {
    List<String> command = new ArrayList<>(as);
    String path = moved("/usr/local/bin:/usr/local/sbin:") + "/usr/sbin:/usr/bin:/sbin:/bin";
    command.addAll(List.of("env", "PATH=" + path, "HOME=/nonexistent", "sh", "-c", script));
    Commands.Result result = Commands.tryRun(command.toArray(new String[0]));
    assertThat(result.exitCode()).as(script + "\n" + result.output()).isEqualTo(expected);
    return result.output();
  }

  private void awaitPing(String path) {
    Await.until("a ping to " + path, () -> asked.contains(path));
  }
}
