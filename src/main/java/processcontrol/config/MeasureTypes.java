package processcontrol.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.config.YamlValue.Scalar;
import processcontrol.job.Moment;
import processcontrol.job.TimeSpan;
import processcontrol.job.VisibleText;

/** The types of numbers, sizes, moments and words out of a few. */
final class MeasureTypes {

  private MeasureTypes() {}

  /** One exit code or a list of them. */
  static final ValueType<List<Integer>> EXIT_CODES =
      new CompositeTypes.ListOf<>(new ScalarTypes.WholeNumber(0, 255), true);

  /** A duration that is not zero. */
  static final ValueType<TimeSpan> LASTING =
      new ValueType.OfText<>("a duration such as 90s, 10m or PT10S, above 0") {
        @Override
        @Nullable TimeSpan of(Scalar scalar) {
          TimeSpan span = TimeSpan.parse(scalar.text().strip());
          if (span.isZero()) {
            throw new IllegalArgumentException("must be more than 0");
          }
          return span;
        }

        @Override
        Map<String, Object> schema() {
          return JobSchema.of("type", "string", "pattern", ScalarTypes.SPAN);
        }
      };

  /** A {@link Moment}. */
  static final ValueType<Moment> MOMENT =
      new ValueType.OfText<>("a date and time, a time of day such as 06:00, or a duration") {
        @Override
        Moment of(Scalar scalar) {
          return new Moment(scalar.text());
        }

        @Override
        Map<String, Object> schema() {
          return JobSchema.of("type", "string");
        }
      };

  /** A decimal number from 1 on. */
  static final ValueType<Double> FACTOR =
      new ValueType.OfText<>("a number from 1 to 1000") {
        @Override
        Double of(Scalar scalar) {
          if (!scalar.isNumber()) {
            return null;
          }
          double factor = Double.parseDouble(scalar.text());
          if (factor < 1 || factor > 1000) {
            throw new IllegalArgumentException(
                VisibleText.excerpt(scalar.text()) + " is out of range 1-1000");
          }
          return factor;
        }

        @Override
        Map<String, Object> schema() {
          return JobSchema.of("type", "number", "minimum", 1, "maximum", 1000);
        }
      };

  /** Bytes: a number, with the unit k, M or G (powers of 1024) if wanted. */
  static final ValueType<Long> SIZE =
      new ValueType.OfText<>("a number of bytes such as 4096, 500k, 10M or 2G") {
        @Override
        Long of(Scalar scalar) {
          String text = scalar.text().strip();
          int shift =
              switch (text.isEmpty() ? ' ' : text.charAt(text.length() - 1)) {
                case 'k', 'K' -> 10;
                case 'm', 'M' -> 20;
                case 'g', 'G' -> 30;
                default -> 0;
              };
          String digits = shift == 0 ? text : text.substring(0, text.length() - 1).strip();
          long number;
          try {
            number = Long.parseLong(digits);
          } catch (NumberFormatException e) {
            return null;
          }
          if (number < 0 || number > Long.MAX_VALUE >> 20 >> shift) {
            throw new IllegalArgumentException(
                VisibleText.excerpt(text) + " is out of range 0-8191G");
          }
          return number << shift;
        }

        @Override
        Map<String, Object> schema() {
          return JobSchema.of(
              "anyOf",
              List.of(
                  JobSchema.of("type", "integer", "minimum", 0),
                  JobSchema.of("type", "string", "pattern", "^\\s*[0-9]+\\s*[kKmMgG]?\\s*$")));
        }
      };

  /**
   * One word out of a few; where {@code true} is one of them, YAML's other words for it as well.
   */
  static final class Word extends ValueType.OfText<String> {
    private final List<String> words;

    Word(String... words) {
      super(String.join(" or ", words));
      this.words = List.of(words);
    }

    @Override
    @Nullable String of(Scalar scalar) {
      Boolean flag = words.contains("true") ? scalar.asBoolean() : null;
      String word = flag == null ? scalar.text() : flag.toString();
      return words.contains(word) ? word : null;
    }

    @Override
    Map<String, Object> schema() {
      if (!words.contains("true")) {
        return JobSchema.of("type", "string", "enum", words);
      }
      return JobSchema.of(
          "anyOf",
          List.of(
              JobSchema.of("type", "boolean"),
              JobSchema.of("type", "string", "enum", words.subList(0, words.indexOf("true")))));
    }
  }
}
