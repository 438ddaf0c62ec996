package processcontrol.posix;

import org.jspecify.annotations.Nullable;

/**
 * A user as the name service knows it (getpwnam(3), so also from LDAP and others).
 *
 * @param home the home directory as configured, which may not exist
 */
public record Account(String name, int uid, int gid, String home, String shell) {

  private static final long GETPWNAM = Libc.function("getpwnam");
  private static final long GETPWUID = Libc.function("getpwuid");

  /** The user of that name, or else of that number; null if there is none. */
  public static @Nullable Account find(String nameOrUid) {
    long cName = Libc.newString(nameOrUid);
    long entry;
    try {
      entry = Libc.call(GETPWNAM, cName);
    } finally {
      Libc.free(cName);
    }
    if (entry == 0 && isNumber(nameOrUid)) {
      long uid = Long.parseLong(nameOrUid);
      return uid > Integer.MAX_VALUE ? null : find((int) uid);
    }
    return entry == 0 ? null : of(entry);
  }

  /** The user of that number, or null. */
  public static @Nullable Account find(int uid) {
    long entry = Libc.call(GETPWUID, uid);
    return entry == 0 ? null : of(entry);
  }

  private static Account of(long passwd) {
    // struct passwd on LP64: name, password, uid, gid, gecos, directory, shell.
    return new Account(
        field(passwd),
        Libc.getInt(passwd + 16),
        Libc.getInt(passwd + 20),
        field(passwd + 32),
        field(passwd + 40));
  }

  /** Reads a text of the entry; the C library gives an empty one where there is none. */
  private static String field(long address) {
    String text = Libc.string(Libc.getLong(address));
    return text == null ? "" : text;
  }

  private static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= 10;
  }
}
