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
        Libc.string(Libc.getLong(passwd)),
        Libc.getInt(passwd + 16),
        Libc.getInt(passwd + 20),
        Libc.string(Libc.getLong(passwd + 32)),
        Libc.string(Libc.getLong(passwd + 40)));
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
