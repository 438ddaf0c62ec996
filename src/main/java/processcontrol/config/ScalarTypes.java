package processcontrol.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.config.YamlValue.Scalar;
import processcontrol.job.Signal;
import processcontrol.job.Slug;
import processcontrol.job.TimeSpan;
import processcontrol.job.VisibleText;

/** The types whose values are one scalar. */
final class ScalarTypes {

  /** Pattern of a duration in the schema: numbers with units, a mere number, or ISO 8601. */
  static final String SPAN =
      "^\\s*([0-9.]+|([0-9.]+(ms|s|m|min|h|d))+|[Pp][-+.,0-9DdTtHhMmSs]+)\\s*$";

  private ScalarTypes() {}

  /** A line or more of text. Text that YAML reads as a number or a boolean has to be quoted. */
  static final ValueType.OfText<String> TEXT =
      new ValueType.OfText<>("text") {
        @Override
        @Nullable String of(Scalar scalar) {
          boolean other =
              scalar.isNumber()
                  || "true".equalsIgnoreCase(scalar.text())
                  || "false".equalsIgnoreCase(scalar.text());
          if (scalar.plain() && other) {
            throw new IllegalArgumentException(
                "expected text, not " + scalar.describe() + "; put it in quotes");
          }
          return scalar.text();
        }

        @Override
        Map<String, Object> schema() {
          return JobSchema.of("type", "string");
        }
      };

  /** Lines of text for people, shown whole. */
  static final ValueType.OfText<String> PROSE =
      new ValueType.OfText<>("text") {
        @Override
        String of(Scalar scalar) {
          String text = TEXT.of(scalar);
          String hidden =
              VisibleText.firstHidden(
                  text.replace("\r\n", " ").replace('\n', ' ').replace('\t', ' '));
          if (hidden != null) {
            throw new IllegalArgumentException(
                "must be text without invisible characters, such as " + hidden);
          }
          return text;
        }

        @Override
        Map<String, Object> schema() {
          return TEXT.schema();
        }
      };

  /** A name of one line that is not empty. */
  static final ValueType.OfText<String> TITLE =
      new ValueType.OfText<>("text") {
        @Override
        String of(Scalar scalar) {
          String text = TEXT.of(scalar).strip();
          // Titles and addresses become headers of mails and lines on terminals.
          String hidden = VisibleText.firstHidden(text);
          if (hidden != null || VisibleText.isBlank(text)) {
            throw new IllegalArgumentException(
                "must be one line of text without control characters"
                    + (hidden == null || hidden.compareTo("U+00A0") < 0
                        ? ""
                        : " and other invisible ones, such as " + hidden));
          }
          return text;
        }

        @Override
        Map<String, Object> schema() {
          return JobSchema.of("type", "string", "pattern", "^\\s*\\S(.*\\S)?\\s*$");
        }
      };

  static final ValueType<Boolean> BOOLEAN =
      new ValueType.OfText<>("true or false") {
        @Override
        Boolean of(Scalar scalar) {
          return scalar.asBoolean();
        }

        @Override
        Map<String, Object> schema() {
          // Editors that read YAML 1.2 see text in the words of YAML 1.1.
          return JobSchema.of(
              "anyOf",
              List.of(
                  JobSchema.of("type", "boolean"),
                  JobSchema.of(
                      "enum",
                      List.of(
                          "yes", "Yes", "YES", "on", "On", "ON", "no", "No", "NO", "off", "Off",
                          "OFF"))));
        }
      };

  /** A duration with a unit. */
  static final ValueType<TimeSpan> DURATION =
      new ValueType.OfText<>("a duration such as 90s, 10m or PT10S") {
        @Override
        TimeSpan of(Scalar scalar) {
          return TimeSpan.parse(scalar.text().strip());
        }

        @Override
        Map<String, Object> schema() {
          return JobSchema.of(
              "type", List.of("string", "number"), "pattern", SPAN, "minimum", 0, "maximum", 0);
        }
      };

  /** A duration, where a bare number counts minutes. */
  static final ValueType<TimeSpan> MINUTES =
      new ValueType.OfText<>("a number of minutes or a duration such as 90s, 10m or PT10S") {
        @Override
        TimeSpan of(Scalar scalar) {
          return TimeSpan.parseMinutes(scalar.text().strip());
        }

        @Override
        Map<String, Object> schema() {
          return JobSchema.of(
              "type",
              List.of("string", "number"),
              "pattern",
              SPAN,
              "minimum",
              0,
              "maximum",
              TimeSpan.MAX_DAYS * 24 * 60);
        }
      };

  static final ValueType<Signal> SIGNAL =
      new ValueType.OfText<>("a signal such as TERM or INT") {
        @Override
        Signal of(Scalar scalar) {
          return Signal.parse(scalar.text());
        }

        @Override
        Map<String, Object> schema() {
          List<String> names = new ArrayList<>();
          for (int number = 1; number <= Signal.MAX_NAMED; number++) {
            names.add(new Signal(number).toString().substring("SIG".length()));
          }
          return JobSchema.of(
              "anyOf",
              List.of(
                  JobSchema.of("enum", names),
                  JobSchema.of(
                      "type",
                      "string",
                      "pattern",
                      "^(SIG(" + String.join("|", names) + ")|[0-9]{1,2})$"),
                  JobSchema.of("type", "integer", "minimum", 1, "maximum", 64)));
        }
      };

  /** The name of a template. */
  static final ValueType<String> TEMPLATE_NAME =
      new ValueType.OfText<>("the name of a job template") {
        @Override
        String of(Scalar scalar) {
          return scalar.text();
        }

        @Override
        Map<String, Object> schema() {
          return JobSchema.of("type", List.of("string", "number", "boolean"));
        }
      };

  /** A user's name or number. */
  static final ValueType<String> USER =
      new ValueType.OfText<>("a user's name or number") {
        @Override
        String of(Scalar scalar) {
          String text = scalar.text();
          for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c == ':' || c == 0x7f) {
              throw new IllegalArgumentException(
                  VisibleText.quoted(text) + " is not a user's name");
            }
          }
          return text.isEmpty() ? null : text;
        }
      };

  /** An absolute path. */
  static final ValueType.OfText<String> PATH =
      new ValueType.OfText<>("an absolute path") {
        @Override
        String of(Scalar scalar) {
          String text = scalar.text();
          if (!text.startsWith("/")) {
            throw new IllegalArgumentException(
                VisibleText.quoted(text) + " is not an absolute path");
          }
          if (text.indexOf('\0') >= 0 || text.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a path is one line without NUL characters");
          }
          return text;
        }

        @Override
        Map<String, Object> schema() {
          return JobSchema.of("type", "string", "pattern", "^/[^\\n]*$");
        }
      };

  /** An absolute path, or the word {@code console}. */
  static final ValueType<String> PATH_OR_CONSOLE =
      new ValueType.OfText<>("an absolute path or 'console'") {
        @Override
        String of(Scalar scalar) {
          return scalar.text().equals("console") ? scalar.text() : PATH.of(scalar);
        }
      };

  private static final String WORDS =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";

  /** Local users or addresses, separated by commas, as cron takes them for MAILTO; or none. */
  static final ValueType<String> MAILTO =
      new ValueType.OfText<>("a user, a mail address or a list of them with commas") {
        @Override
        String of(Scalar scalar) {
          String text = TEXT.of(scalar);
          // It becomes a line of the crontab, and cron hands it to sendmail.
          boolean clean = text.length() <= 500;
          char before = ',';
          for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean word = WORDS.indexOf(c) >= 0;
            clean &= before == ',' ? word : word || "@.+-,".indexOf(c) >= 0;
            before = c;
          }
          if (!clean || (before == ',' && !text.isEmpty())) {
            throw new IllegalArgumentException(
                VisibleText.quoted(text)
                    + " cannot stand behind MAILTO in a crontab: write root, ops@example.org or"
                    + " root,ops@example.org; \"\" for no mail");
          }
          return text;
        }
      };

  /** A whole number within bounds. */
  static final class WholeNumber extends ValueType.OfText<Integer> {
    private final int low;
    private final int high;

    WholeNumber(int low, int high) {
      super("a whole number from " + low + " to " + high);
      this.low = low;
      this.high = high;
    }

    @Override
    @Nullable Integer of(Scalar scalar) {
      try {
        int number = Integer.parseInt(scalar.text());
        if (number >= low && number <= high) {
          return number;
        }
      } catch (NumberFormatException e) {
        return null;
      }
      throw new IllegalArgumentException(
          VisibleText.excerpt(scalar.text()) + " is out of range " + low + "-" + high);
    }

    @Override
    Map<String, Object> schema() {
      return JobSchema.of("type", "integer", "minimum", low, "maximum", high);
    }
  }

  /** A tag: the same letters as in a job's name. */
  static final ValueType<String> TAG = new Word("a tag");

  static final ValueType<String> POOL_NAME = new Word("the name of a pool");

  /** Text that is made like the name of a job. */
  private static final class Word extends ValueType.OfText<String> {

    private final String what;

    private Word(String what) {
      super(what);
      this.what = what;
    }

    @Override
    @Nullable String of(Scalar scalar) {
      String text = TEXT.of(scalar);
      if (!Slug.isValid(text)) {
        throw new IllegalArgumentException(
            VisibleText.quoted(text)
                + " is not "
                + what
                + ": use letters, digits, '.', '_' and '-'");
      }
      return text;
    }

    @Override
    Map<String, Object> schema() {
      return JobSchema.of(
          "type",
          "string",
          "pattern",
          "^[A-Za-z0-9][A-Za-z0-9._-]*$",
          "maxLength",
          Slug.MAX_LENGTH);
    }
  }
}
