package processcontrol.web;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import processcontrol.job.TimeSpan;
import processcontrol.posix.CurrentProcess;
import processcontrol.posix.Directory;
import processcontrol.posix.Fd;
import processcontrol.posix.FileStatus;
import processcontrol.posix.Poll;
import processcontrol.posix.PosixException;

/**
 * The code that a form has to bring back, so that no page of another site can send it: of the user
 * and the day, with a secret of this machine. A form that was loaded yesterday still works.
 *
 * <p>The secret is {@code <state directory>/.web-secret}. Jobs can read it; they can do by
 * themselves all that it is good for.
 */
final class FormToken {

  private static final String FILE = ".web-secret";
  private static final int FILE_MODE = 0600;
  private static final int OTHERS = 077;
  private static final int LENGTH = 32;

  /** Time for another request to write the secret that it has just made, in tries. */
  private static final int TRIES = 100;

  private static final long RETRY_MILLIS = 10;

  private final byte[] secret;

  private FormToken(byte[] secret) {
    this.secret = secret;
  }

  /**
   * Takes the secret of a state directory, or makes it.
   *
   * @throws PosixException if there is none, and none can be made, or it is not fit to be one
   */
  static FormToken of(String stateDirectory) {
    try (Directory directory = Directory.open(stateDirectory)) {
      byte[] secret;
      try {
        secret = read(directory);
      } catch (PosixException e) {
        if (!e.isNotFound()) {
          throw e;
        }
        secret = make(directory);
      }
      return new FormToken(secret);
    }
  }

  private static byte[] make(Directory directory) {
    byte[] secret = new byte[LENGTH];
    new SecureRandom().nextBytes(secret);
    try (Fd file = directory.createForAppending(FILE, FILE_MODE)) {
      file.writeAtOnce(secret);
      return secret;
    } catch (PosixException e) {
      if (!e.isExists()) {
        throw e;
      }
      return read(directory); // Another request was first.
    }
  }

  private static byte[] read(Directory directory) {
    Poll pause = new Poll(0);
    for (int tries = 0; tries < TRIES; tries++) {
      try (Fd file = directory.openForReading(FILE)) {
        FileStatus status = file.status();
        if (status.uid() != CurrentProcess.effectiveUid() || (status.mode() & OTHERS) != 0) {
          throw damaged(directory, "readable or writable by others");
        }
        byte[] read = file.readAll(LENGTH + 1);
        if (read.length == LENGTH) {
          return read;
        }
        if (read.length > LENGTH) {
          break;
        }
      }
      pause.await(RETRY_MILLIS);
    }
    throw damaged(directory, "not " + LENGTH + " bytes long");
  }

  private static PosixException damaged(Directory directory, String what) {
    return PosixException.unusable("use " + directory.path() + "/" + FILE, what);
  }

  /** The code for the forms that a user gets now. */
  String of(String user, long now) {
    return code(user, Math.floorDiv(now, TimeSpan.DAY_MILLIS));
  }

  /** Returns true if this program has given the code to the user, today or yesterday. */
  boolean isOf(String user, String code, long now) {
    long day = Math.floorDiv(now, TimeSpan.DAY_MILLIS);
    byte[] given = code.getBytes(StandardCharsets.UTF_8);
    boolean isOfToday =
        MessageDigest.isEqual(given, code(user, day).getBytes(StandardCharsets.UTF_8));
    boolean isOfYesterday =
        MessageDigest.isEqual(given, code(user, day - 1).getBytes(StandardCharsets.UTF_8));
    return isOfToday || isOfYesterday;
  }

  private String code(String user, long day) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      // The day comes first: no user's name makes the same of two.
      byte[] code = mac.doFinal((day + "\n" + user).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(code);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
