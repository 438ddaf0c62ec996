package processcontrol.run;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.job.RestartPolicy;
import processcontrol.posix.Clock;
import processcontrol.posix.Inotify;
import processcontrol.posix.Poll;

/**
 * Watches the files whose change the command is to notice, while it runs. A change means that a
 * file is another one than when the command was started: inotify(7) only says when to look, and
 * where it does not, everything is looked at every other second.
 *
 * <p>A file that is gone has not changed: editors and deployments put another one in its place.
 * Several changes in a moment are one.
 */
final class ChangeWatch implements AutoCloseable {

  /** The action that a change asks for. */
  enum Wish {
    NOTHING,
    RELOAD,
    RESTART
  }

  private static final long LOOK_MILLIS = 2000;

  /**
   * Time that a file must stay as it is before the change counts, and the longest time that it may
   * take.
   */
  private static final long SETTLE_MILLIS = 300;

  private static final long UNSETTLED_MILLIS = 5000;

  private final List<Watched> files = new ArrayList<>();
  private final List<String> entries = new ArrayList<>();
  private final List<String> directories = new ArrayList<>();
  private final @Nullable Inotify inotify;
  private final Clock clock;
  private int told = -1;
  private long nextLook;
  private String restartedBy;

  /** The look of a file; a link counts as what it leads to. */
  private record Look(Object key, long changed, long size) {

    /** Null for a file that is not there. */
    static @Nullable Look at(String path) {
      try {
        BasicFileAttributes now = Files.readAttributes(Path.of(path), BasicFileAttributes.class);
        return new Look(now.fileKey(), now.lastModifiedTime().to(NANOS), now.size());
      } catch (IOException e) {
        return null;
      }
    }
  }

  private static final java.util.concurrent.TimeUnit NANOS =
      java.util.concurrent.TimeUnit.NANOSECONDS;

  private static final class Watched {
    final String path;
    final Wish wish;
    @Nullable Look known;

    /** The look that it is changing to, the time since it changes at all, and since it looks so. */
    @Nullable Look next;

    long unsettledSince;
    long nextSince;

    Watched(String path, Wish wish) {
      this.path = path;
      this.wish = wish;
      this.known = Look.at(path);
    }

    boolean isMoving() {
      return next != null;
    }

    /** Looks; returns whether it has become another one. */
    boolean hasChanged(long now) {
      Look look = Look.at(path);
      if (look == null || look.equals(known)) {
        next = null;
        return false;
      }
      if (next == null) {
        unsettledSince = now;
      }
      if (!look.equals(next)) {
        next = look;
        nextSince = now;
      }
      if (now - nextSince < SETTLE_MILLIS && now - unsettledSince < UNSETTLED_MILLIS) {
        return false;
      }
      known = next;
      next = null;
      return true;
    }
  }

  private ChangeWatch(RestartPolicy restartPolicy, Clock clock) {
    this.clock = clock;
    inotify = Inotify.open();
    for (String path : restartPolicy.restartOnChange()) {
      add(path, Wish.RESTART);
    }
    for (String path : restartPolicy.reloadOnChange()) {
      add(path, Wish.RELOAD);
    }
    nextLook = clock.monotonic() + LOOK_MILLIS;
  }

  /** Begins to watch; null where there is nothing to watch. */
  static @Nullable ChangeWatch of(RestartPolicy restartPolicy, Clock clock) {
    boolean watches =
        !restartPolicy.restartOnChange().isEmpty() || !restartPolicy.reloadOnChange().isEmpty();
    return watches ? new ChangeWatch(restartPolicy, clock) : null;
  }

  private void add(String path, Wish wish) {
    File file = new File(path);
    String directory = file.getParent() == null ? "/" : file.getParent();
    entries.add(file.getName());
    if (inotify != null && !directories.contains(directory)) {
      directories.add(directory);
      inotify.watch(directory);
    }
    files.add(new Watched(path, wish)); // Watched first, looked at then.
  }

  /** Waits for changes, too. */
  void addTo(Poll poll) {
    told = inotify == null ? -1 : poll.add(inotify.fd(), Poll.IN);
  }

  /** Returns the latest moment of the next look. */
  long nextLook() {
    return nextLook;
  }

  /** Looks at the files, if it is time or a change was reported; returns the most urgent action. */
  Wish look(Poll poll) {
    long now = clock.monotonic();
    boolean concerned = poll.isReady(told) && inotify.take(entries);
    if (!concerned && now < nextLook) {
      return Wish.NOTHING;
    }
    Wish wanted = Wish.NOTHING;
    nextLook = now + LOOK_MILLIS;
    for (Watched file : files) {
      if (file.hasChanged(now) && wanted.compareTo(file.wish) < 0) {
        wanted = file.wish;
        restartedBy = wanted == Wish.RESTART ? file.path : restartedBy;
      }
      nextLook = file.isMoving() ? Math.min(nextLook, now + SETTLE_MILLIS) : nextLook;
    }
    return wanted;
  }

  /** The file that wanted a restart, or null. */
  String restartedBy() {
    return restartedBy;
  }

  @Override
  public void close() {
    if (inotify != null) {
      inotify.close();
    }
  }
}
