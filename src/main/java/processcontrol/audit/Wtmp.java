package processcontrol.audit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import processcontrol.audit.PowerEvent.Kind;
import processcontrol.posix.Fd;
import processcontrol.posix.PosixException;

/**
 * The file of logins, boots and shutdowns (utmp(5)) as glibc has it. Many containers and newer
 * systems have none.
 */
public final class Wtmp {

  private static final int RUN_LEVEL = 1;
  private static final int BOOT_TIME = 2;
  private static final int LAST_TYPE = 9;
  private static final int USER_OFFSET = 44;
  private static final int USER_SIZE = 32;

  /** The newest records, of years. */
  private static final int MAX_RECORDS = 100_000;

  private final int size;
  private final int timeOffset;
  private final boolean wide;

  private Wtmp(boolean wide) {
    this.wide = wide;
    this.size = wide ? 400 : 384;
    this.timeOffset = wide ? 344 : 340;
  }

  /** As this machine writes it: glibc has times of 64 bits in it on some architectures. */
  public static Wtmp ofThisMachine() {
    String architecture = System.getProperty("os.arch");
    return new Wtmp(architecture.equals("aarch64") || architecture.equals("riscv64"));
  }

  static Wtmp of(boolean wide) {
    return new Wtmp(wide);
  }

  /** The events in a file; none if there is no such file or it cannot be read. */
  public List<PowerEvent> read(String path) {
    List<PowerEvent> events = new ArrayList<>();
    try (Fd file = Fd.openForReading(path)) {
      long end = file.status().size() / size * size;
      int step = Fd.CHUNK / size * size;
      long at = Math.max(0, end - (long) MAX_RECORDS * size);
      while (at < end) {
        byte[] block = file.readAt(at, (int) Math.min(step, end - at));
        if (block.length < size) {
          break;
        }
        for (int offset = 0; offset + size <= block.length; offset += size) {
          add(ByteBuffer.wrap(block, offset, size).slice(), events);
        }
        at += step;
      }
    } catch (PosixException e) {
      return events; // Its events are not known then.
    }
    return events;
  }

  private void add(ByteBuffer record, List<PowerEvent> events) {
    record.order(ByteOrder.nativeOrder());
    int type = record.getShort(0);
    long seconds =
        wide ? record.getLong(timeOffset) : Integer.toUnsignedLong(record.getInt(timeOffset));
    if (type <= 0 || type > LAST_TYPE || seconds <= 0 || seconds > Integer.MAX_VALUE * 2L) {
      return;
    }
    byte[] user = new byte[USER_SIZE];
    record.position(USER_OFFSET).get(user);
    boolean shutdown =
        type == RUN_LEVEL && new String(user, StandardCharsets.ISO_8859_1).startsWith("shutdown\0");
    Kind kind = type == BOOT_TIME ? Kind.BOOT : shutdown ? Kind.SHUTDOWN : Kind.SIGN;
    events.add(new PowerEvent(seconds * 1000, kind));
  }

  /** Returns the kernel's start (proc(5)) as an event of its own; none if it does not say. */
  public static List<PowerEvent> kernelBoot(String path) {
    try (Fd file = Fd.openForReading(path)) {
      String text = new String(file.readAll(4 << 20), StandardCharsets.ISO_8859_1);
      for (String line : text.split("\n", -1)) {
        if (line.startsWith("btime ")) {
          long seconds = Long.parseLong(line.substring("btime ".length()).strip());
          return List.of(new PowerEvent(seconds * 1000, Kind.BOOT));
        }
      }
    } catch (PosixException | NumberFormatException e) {
      return List.of();
    }
    return List.of();
  }
}
