package processcontrol.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import processcontrol.config.YamlValue.Mapping;

class MeasureTypesTest {

  private final Problems problems = new Problems();

  private <T> T parse(ValueType<T> type, String yaml) {
    Mapping mapping = YamlReader.read("f", "k: " + yaml + "\n", problems);
    return type.parse(mapping.get("k"), new ValueType.Report("k", problems));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "4096, 4096",
    "1k, 1024",
    "1K, 1024",
    "'\"10 M\"', 10485760",
    "2G, 2147483648",
    "8191G, 8795019280384"
  })
  void sizes_have_units_of_powers_of_1024(String text, long bytes) {
    assertThat(parse(MeasureTypes.SIZE, text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "8192G|8192G is out of range 0-8191G",
        "9223372036854775807|9223372036854775807 is out of range 0-8191G",
        "-1k|-1k is out of range 0-8191G",
        "1.5M|expected a number of bytes such as 4096, 500k, 10M or 2G, not the text '1.5M'",
        "10MB|expected a number of bytes such as 4096, 500k, 10M or 2G, not the text '10MB'",
        "k|expected a number of bytes such as 4096, 500k, 10M or 2G, not the text 'k'",
        "~|expected a number of bytes such as 4096, 500k, 10M or 2G, not nothing"
      })
  void a_wrong_size_is_reported(String text, String fault) {
    assertThat(parse(MeasureTypes.SIZE, text)).isNull();
    assertThat(problems.lines()).containsExactly("f:1:4: k: " + fault);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1.5, 1.5", "1000, 1000"})
  void a_factor_is_a_decimal_number(String text, double factor) {
    assertThat(parse(MeasureTypes.FACTOR, text)).isEqualTo(factor);
  }

  @ParameterizedTest
  @CsvSource({"0.99", "1000.1", "-2", "1e3", "NaN", "'\"2\"'", "[2]"})
  void a_wrong_factor_is_reported(String text) {
    assertThat(parse(MeasureTypes.FACTOR, text)).isNull();
    assertThat(problems.lines()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"5, [5]", "'[0, 255]', '[0, 255]'", "[], []"})
  void exit_codes_are_one_or_many_or_none(String text, String codes) {
    assertThat(parse(MeasureTypes.EXIT_CODES, text)).hasToString(codes);
  }

  @ParameterizedTest
  @CsvSource({"256", "-1"})
  void a_wrong_exit_code_is_reported(String text) {
    assertThat(parse(MeasureTypes.EXIT_CODES, text)).isNull();
    assertThat(problems.lines()).containsExactly("f:1:4: k: " + text + " is out of range 0-255");
  }
}
