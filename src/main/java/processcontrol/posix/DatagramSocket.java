package processcontrol.posix;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Sends single messages to a socket in the file system, and never waits for whoever reads them. */
public final class DatagramSocket {

  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_NONBLOCK = 04000;
  private static final int SOCK_CLOEXEC = 02000000;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int MSG_NOSIGNAL = 0x4000;

  /** sun_path of struct sockaddr_un, with the NUL at its end. */
  private static final int MAX_PATH = 108;

  private static final int FAMILY = 2;

  private DatagramSocket() {}

  /** Sends a message without waiting; returns false if it was not taken, for whatever reason. */
  public static boolean send(String path, byte[] message) {
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    if (name.length >= MAX_PATH) {
      return false;
    }
    long created =
        Libc.call(Libc.function("socket"), AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if ((int) created < 0) {
      return false;
    }
    int size = FAMILY + name.length + 1;
    long memory = Libc.allocate((long) MAX_PATH + FAMILY + message.length);
    try (Fd socket = Fd.adopt("socket", (int) created)) {
      byte[] address =
          Arrays.copyOf(new byte[] {AF_UNIX, 0}, size); // Little endian, as all of ours.
      System.arraycopy(name, 0, address, FAMILY, name.length);
      Libc.copyIn(memory, address, 0, size);
      long text = memory + MAX_PATH + FAMILY;
      Libc.copyIn(text, message, 0, message.length);
      long sent =
          Libc.call(
              Libc.function("sendto"),
              socket.number(),
              text,
              message.length,
              MSG_DONTWAIT | MSG_NOSIGNAL,
              memory,
              size);
      return sent == message.length;
    } finally {
      Libc.free(memory);
    }
  }
}
