package processcontrol.run;

import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;

/** Says why a server was not believed, in words for whoever looks after its certificate. */
final class TlsFault {

  private TlsFault() {}

  /**
   * The reason in a few words.
   *
   * @param host that was asked
   */
  static String of(SSLException failure, String host) {
    String certificate = "the certificate of " + host;
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof CertificateExpiredException) {
        return certificate + " has expired";
      }
      if (e instanceof CertificateNotYetValidException) {
        return certificate + " is not valid yet: is a clock wrong?";
      }
      if (e instanceof CertPathBuilderException) {
        return certificate
            + " is signed by no CA that Java trusts; see wait.urls in"
            + " process-control-job(5)";
      }
      if (e instanceof InvalidAlgorithmParameterException) {
        return "Java's file of CAs is missing or empty; see wait.urls in process-control-job(5)";
      }
      // The JDK has no class of its own for faults of names alone.
      String text = String.valueOf(e.getMessage());
      if (e instanceof CertificateException && text.startsWith("No ")) {
        return certificate + " is for another name";
      }
    }
    String text = String.valueOf(failure.getMessage());
    return text.startsWith("Unsupported or unrecognized")
        ? "the answer is not TLS: is it http?"
        : "TLS: " + text;
  }
}
