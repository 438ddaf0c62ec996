package processcontrol.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.history.Trigger;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;

/** Jobs in a directory, and process-control-web in this process, from variables to bytes. */
final class WebSite {

  static final String ORIGIN = "https://jobs.example.org";

  private static final UtcTime STARTED = UtcTime.parse("2026-11-20T12:00:00.000Z");

  private final Path root;

  WebSite(Path directory) throws IOException {
    root = directory.toRealPath();
    for (String name : List.of("jobs", "log", "run", "state")) {
      Files.createDirectories(root.resolve(name));
    }
    configure(
        """
        web:
          origin: %s
          groups: {ops: [ann]}
          users:
            jane: [start, hold]
            tim: [start: [tag: reports]]
            "@ops": [read, start, hold, kill]
            joe: [read]
        """
            .formatted(ORIGIN));
  }

  Path root() {
    return root;
  }

  Path state(String path) {
    return root.resolve("state").resolve(path);
  }

  void configure(String more) {
    write(
        "config.yaml",
        """
        job_directory: %s/jobs
        output_directory: %s/log
        run_directory: %s/run
        state_directory: %s/state
        output_crontab: %s/crontab
        """
                .formatted(root, root, root, root, root)
            + more);
  }

  WebSite job(String slug, String more) {
    return write("jobs/" + slug + ".yaml", "name: Job " + slug + "\ncommand: /bin/true\n" + more);
  }

  WebSite write(String path, String text) {
    try {
      Path file = root.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the record and the log of a run; returns its name. */
  String run(String slug, String log) {
    String run = slug + "-20261120-120000";
    RunRecord record =
        new RunRecord(
            run,
            new Slug(slug),
            Result.SUCCESS,
            "succeeded",
            0,
            null,
            0,
            STARTED,
            new UtcTime(STARTED.epochMillis() + 1500),
            1,
            Trigger.MANUAL,
            List.of(),
            null,
            null,
            root + "/log/" + slug + "/" + run + ".log",
            List.of(),
            List.of(),
            null);
    write("state/" + slug + "/history.jsonl", new String(record.toLine(), StandardCharsets.UTF_8));
    write("log/" + slug + "/" + run + ".log", log);
    return run;
  }

  /**
   * An answer.
   *
   * @param headers by their names in small letters
   * @param body its bytes, each as a character
   */
  record Answer(int status, Map<String, String> headers, String body) {
    String text() {
      return new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** The body as a map; JSON is YAML. */
    @SuppressWarnings("unchecked")
    Map<String, Object> json() {
      LoadSettings settings = LoadSettings.builder().setMaxAliasesForCollections(0).build();
      return (Map<String, Object>) new Load(settings).loadFromString(text());
    }

    String detail() {
      return (String) json().get("detail");
    }
  }

  /** A request that can be changed before it is sent. */
  static final class Ask {
    private final Map<String, String> variables = new HashMap<>();
    private byte[] body = new byte[0];

    Ask with(String name, String value) {
      variables.put(name, value);
      return this;
    }

    Ask without(String name) {
      variables.remove(name);
      return this;
    }

    Ask body(String text) {
      body = text.getBytes(StandardCharsets.UTF_8);
      return with("CONTENT_LENGTH", Integer.toString(body.length));
    }

    Answer send() {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
      ProcessControlWeb.answer(variables, new ByteArrayInputStream(body), out);
      out.flush();
      return answer(bytes.toByteArray());
    }
  }

  Ask ask(String user, String method, String path) {
    int query = path.indexOf('?');
    Ask ask = new Ask();
    ask.with("PROCESS_CONTROL_CONFIG", root + "/config.yaml");
    ask.with("REQUEST_METHOD", method).with("SCRIPT_NAME", "/jobs").with("REMOTE_USER", user);
    ask.with("PATH_INFO", query < 0 ? path : path.substring(0, query));
    return ask.with("QUERY_STRING", query < 0 ? "" : path.substring(query + 1));
  }

  Answer get(String user, String path) {
    return ask(user, "GET", path).send();
  }

  /** A request as our own page sends it. */
  Ask acting(String user, String path, String body) {
    return ask(user, "POST", path)
        .with("HTTP_ORIGIN", ORIGIN)
        .with("CONTENT_TYPE", "application/json")
        .with("HTTP_X_PROCESS_CONTROL", "1")
        .body(body);
  }

  Answer post(String user, String path, String body) {
    return acting(user, path, body).send();
  }

  private static Answer answer(byte[] response) {
    String text = new String(response, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line : text.substring(0, end).split("\r\n", -1)) {
      int colon = line.indexOf(": ");
      headers.put(
          line.substring(0, colon).toLowerCase(java.util.Locale.ROOT), line.substring(colon + 2));
    }
    int status = Integer.parseInt(headers.get("status").substring(0, 3));
    return new Answer(status, headers, text.substring(end + 4));
  }
}
