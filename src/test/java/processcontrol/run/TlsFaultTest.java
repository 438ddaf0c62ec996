package processcontrol.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

/** Faults of TLS that a server cannot be made to have at any time; HttpsIT has the others. */
class TlsFaultTest {

  private static String told(Exception cause) {
    SSLHandshakeException failure = new SSLHandshakeException("failed");
    failure.initCause(cause);
    return TlsFault.of(failure, "here");
  }

  @Test
  void certificates_out_of_their_time_are_told() {
    assertThat(told(new CertificateException(new CertificateExpiredException("NotAfter"))))
        .isEqualTo("the certificate of here has expired");
    assertThat(told(new CertificateNotYetValidException("NotBefore")))
        .isEqualTo("the certificate of here is not valid yet: is a clock wrong?");
  }

  @Test
  void any_other_fault_is_told_as_it_is() {
    assertThat(told(null)).isEqualTo("TLS: failed");
  }
}
