package processcontrol.config;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import processcontrol.posix.Fd;
import processcontrol.posix.FileStatus;

/**
 * A configuration file's bytes, read through a descriptor whose owner and mode were checked, so
 * that nothing can be exchanged between the check and the reading.
 */
final class TrustedFile {

  /** The most that a configuration or job file may hold. */
  static final int MAX_SIZE = 256 << 10;

  private TrustedFile() {}

  /**
   * Reads a file that others than owner and group may not write; closes {@code file}.
   *
   * @throws InvalidConfigException if it is not a regular file, too large or not to be trusted
   */
  static byte[] read(Fd file) {
    try (file) {
      FileStatus status = file.status();
      if (!status.isRegularFile()) {
        throw new InvalidConfigException(file.path() + ": is not a regular file");
      }
      checkMode(file.path(), status);
      byte[] bytes = file.readAll(MAX_SIZE + 1);
      if (bytes.length > MAX_SIZE) {
        throw new InvalidConfigException(
            Place.startOf(file.path()) + ": is larger than " + MAX_SIZE + " bytes");
      }
      return bytes;
    }
  }

  static void checkMode(String path, FileStatus status) {
    if (status.isWritableByOthers()) {
      throw new InvalidConfigException(
          path + ": is writable by everybody; mend it with: chmod o-w " + path);
    }
  }

  /**
   * The text of a file's bytes.
   *
   * @throws InvalidConfigException naming the line of the first byte that is not UTF-8
   */
  static String decode(String path, byte[] bytes) {
    boolean mark = bytes.length >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb;
    int start = mark && bytes[2] == (byte) 0xbf ? 3 : 0;
    String text = new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
    if (text.indexOf('\ufffd') < 0) { // Which stands for what is not valid, or for itself.
      return text;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(in)
          .toString();
    } catch (CharacterCodingException e) {
      int line = 1;
      for (int i = 0; i < in.position(); i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      throw new InvalidConfigException(
          path + ":" + line + ":1: not valid UTF-8 text" + other(bytes));
    }
  }

  /** Returns what an editor of another system has made of it, to be added to a message. */
  private static String other(byte[] bytes) {
    boolean wide =
        bytes.length >= 2
            && ((bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe)
                || (bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff));
    return wide ? "; it is UTF-16: save it as UTF-8" : "";
  }
}
