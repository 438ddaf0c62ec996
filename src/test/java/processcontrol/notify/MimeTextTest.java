package processcontrol.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MimeTextTest {

  private static final Session SESSION = Session.getInstance(new Properties());

  private static Mail mail(String from, String subject, String body) {
    return new Mail(from, List.of("ops@example.org"), subject, "<a@b>", null, "yak", body);
  }

  private static String text(Mail mail) throws Exception {
    return new String(MimeText.bytes(MimeText.of(mail, SESSION)), StandardCharsets.UTF_8);
  }

  private static MimeMessage read(Mail mail) throws Exception {
    return new MimeMessage(
        SESSION, new ByteArrayInputStream(text(mail).getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void headers_say_who_and_what() throws Exception {
    String text = text(mail("Ops team <ops@db1>", "plain", "a line\n"));

    assertThat(text)
        .contains("From: Ops team <ops@db1>\n")
        .contains("To: ops@example.org\n")
        .contains("Subject: plain\n")
        .contains("Message-ID: <a@b>\n")
        .contains("Auto-Submitted: auto-generated\n")
        .contains("X-Process-Control-Job: yak\n")
        .contains("Content-Type: text/plain; charset=UTF-8\n")
        .containsPattern("(?m)^Date: \\w{3}, \\d+ \\w{3} \\d{4} [0-9:]{8} (GMT|[+-]\\d{4})$")
        .endsWith("\n\na line\n")
        .doesNotContain("\r");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x\r\nBcc: evil@example.org",
        "x\nBcc: evil@example.org",
        "x\rBcc: evil@example.org",
        "x\n\nBcc: evil@example.org",
        "x\u0085Bcc: evil@example.org",
        "x\u2028Bcc: evil@example.org",
        "x\u0000\nBcc: evil@example.org",
        "=?UTF-8?Q?x=0D=0ABcc:_evil@example.org?=",
        "é\r\nBcc: evil@example.org"
      })
  void no_header_can_be_begun_within_another(String text) throws Exception {
    Mail mail = mail("\"" + text + "\" <ops@db1>", text, "Bcc: evil@example.org\n");
    MimeMessage read = read(mail);

    assertThat(read.getHeader("Bcc")).isNull();
    assertThat(Collections.list(read.getAllHeaders()))
        .extracting(jakarta.mail.Header::getName)
        .containsExactlyInAnyOrder(
            "Date",
            "From",
            "To",
            "Message-ID",
            "Subject",
            "MIME-Version",
            "Content-Type",
            "Content-Transfer-Encoding",
            "Auto-Submitted",
            "X-Process-Control-Job");
    assertThat(text(mail)).doesNotContainPattern("(?m)^Bcc:[^\\n]*(?=\\n(?s:.*)\\n\\n)");
  }

  @Test
  void text_that_is_not_ascii_comes_through() throws Exception {
    MimeMessage read = read(mail("Jörg <ops@db1>", "Grüße, 你好 \ud83d\ude00", "Grüße\n"));

    assertThat(read.getSubject()).isEqualTo("Grüße, 你好 \ud83d\ude00");
    assertThat(read.getFrom()[0].toString()).contains("ops@db1");
    assertThat(read.getContent().toString()).isEqualTo("Grüße\n");
    assertThat(text(mail("Jörg <ops@db1>", "Grüße", "x\n")).split("\n\n", 2)[0])
        .matches("\\p{ASCII}*");
  }

  @Test
  void long_subject_is_cut_and_long_lines_are_encoded() throws Exception {
    String text = text(mail("ops", "y".repeat(5000), "z".repeat(5000) + "\n.\nFrom x\n"));

    assertThat(text.lines()).allMatch(line -> line.length() <= 998);
    assertThat(read(mail("ops", "y".repeat(5000), "")).getSubject()).hasSizeLessThan(210);
  }

  @Test
  void address_that_a_program_would_take_for_an_option_is_refused() {
    assertThatThrownBy(() -> MimeText.address("-oQ/tmp"))
        .isInstanceOf(DeliveryException.class)
        .hasMessage("'-oQ/tmp' is not a mail address");
    assertThatThrownBy(() -> MimeText.address("X <>")).isInstanceOf(DeliveryException.class);
  }

  @Test
  void message_ids_have_no_two_points_in_a_row() {
    assertThat(Mail.messageId("a.b", "a.b-1.2", "", "h"))
        .isEqualTo("<process-control.a.b.a.b-1.2@h>");
    assertThat(Mail.messageId("a..", "a..-1", "start", "h")).doesNotContain("..");
  }
}
