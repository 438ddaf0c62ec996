package processcontrol.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Sha256Test {

  private static String reference(byte[] message) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(message));
  }

  @Test
  void the_examples_of_the_standard_are_right() {
    assertThat(Sha256.hex(new byte[0]))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assertThat(Sha256.hex("abc".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void every_length_around_the_blocks_agrees_with_the_jdk() throws Exception {
    Random random = new Random(3);
    for (int round = 0; round < 20; round++) {
      for (int length = 0; length <= 300; length++) {
        byte[] message = new byte[length];
        random.nextBytes(message);

        assertThat(Sha256.hex(message)).as("%d bytes", length).isEqualTo(reference(message));
      }
    }
  }

  @Test
  void a_mebibyte_agrees_with_the_jdk() throws Exception {
    byte[] message = new byte[1 << 20];
    new Random(4).nextBytes(message);

    assertThat(Sha256.hex(message)).isEqualTo(reference(message));
  }

  @Test
  void the_message_is_left_as_it_was() {
    byte[] message = new byte[64];
    message[0] = 1;
    byte[] copy = message.clone();
    Sha256.hex(message);

    assertThat(message).isEqualTo(copy);
  }
}
