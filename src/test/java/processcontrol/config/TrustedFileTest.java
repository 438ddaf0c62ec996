package processcontrol.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.posix.Fd;

class TrustedFileTest {

  @TempDir Path directory;

  private static String decode(int... bytes) {
    byte[] content = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      content[i] = (byte) bytes[i];
    }
    return TrustedFile.decode("f", content);
  }

  @Test
  void a_file_of_256_kib_is_read_whole_and_closed() throws Exception {
    byte[] content = new byte[256 << 10];
    new java.util.Random(1).nextBytes(content);
    Path file = directory.resolve("file");
    Files.write(file, content);
    Fd opened = Fd.openForReading(file.toString());

    assertThat(TrustedFile.read(opened)).isEqualTo(content);
    assertThat(opened.isOpen()).isFalse();
  }

  @Test
  void a_larger_file_is_refused() throws Exception {
    Path file = directory.resolve("file");
    Files.write(file, new byte[(256 << 10) + 1]);

    assertThatThrownBy(() -> TrustedFile.read(Fd.openForReading(file.toString())))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage(file + ":1:1: is larger than 262144 bytes");
  }

  @Test
  void a_device_is_refused() {
    assertThatThrownBy(() -> TrustedFile.read(Fd.openForReading("/dev/zero")))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage("/dev/zero: is not a regular file");
  }

  @Test
  void a_byte_order_mark_is_no_part_of_the_text() {
    assertThat(decode(0xef, 0xbb, 0xbf, 'a')).isEqualTo("a");
    assertThat(decode(0xef, 0xbb, 0xbf)).isEmpty();
    assertThat(decode('a', 0xef, 0xbb, 0xbf)).isEqualTo("a\ufeff");
  }

  @Test
  void places_are_right_behind_a_byte_order_mark() throws Exception {
    Site site = new Site(directory);
    site.job("a.yaml", "\ufeffnmae: A\ncommand: x\n");

    assertThat(site.faultsOf("a"))
        .containsExactly(
            "a.yaml:1:1: nmae: unknown key; did you mean name?", "a.yaml:1:1: name: is missing");
  }

  @Test
  void text_is_utf_8() {
    byte[] text = "gr\u00fc\u00df \ud83d\ude00".getBytes(StandardCharsets.UTF_8);

    assertThat(TrustedFile.decode("f", text)).isEqualTo("gr\u00fc\u00df \ud83d\ude00");
    assertThat(TrustedFile.decode("f", new byte[0])).isEmpty();
  }

  @Test
  void other_encodings_are_refused_with_the_line() {
    assertThatThrownBy(() -> decode('a', '\n', '\n', 'g', 'r', 0xfc, 0xdf, '\n', 0xff))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage("f:3:1: not valid UTF-8 text");
    assertThatThrownBy(() -> decode(0xc0, 0x80)).hasMessage("f:1:1: not valid UTF-8 text");
    assertThatThrownBy(() -> decode(0xed, 0xa0, 0x80)).hasMessage("f:1:1: not valid UTF-8 text");
    assertThatThrownBy(() -> decode('a', '\n', 0xe2, 0x82))
        .hasMessage("f:2:1: not valid UTF-8 text");
    assertThatThrownBy(() -> decode(0xff, 0xfe, 'a', 0))
        .hasMessage("f:1:1: not valid UTF-8 text; it is UTF-16: save it as UTF-8");
  }
}
