package processcontrol.web;

import org.jspecify.annotations.Nullable;
import processcontrol.config.WebRight;

/** The actions on a job that forms offer. */
enum PageAction {
  START("start", Route.START, "Start", "is triggered"),
  HOLD("hold", Route.DISABLE, "Hold", "is on hold"),
  RELEASE("release", Route.ENABLE, "Release", "is released"),
  STOP("stop", Route.KILL, "Stop", "was asked to stop");

  private final String word;
  private final Route route;
  private final String title;
  private final String done;

  PageAction(String word, Route route, String title, String done) {
    this.word = word;
    this.route = route;
    this.title = title;
    this.done = done;
  }

  /** The action of a word in a path or a query; null if there is none. */
  static @Nullable PageAction of(String word) {
    for (PageAction each : values()) {
      if (each.word.equals(word)) {
        return each;
      }
    }
    return null;
  }

  String word() {
    return word;
  }

  /** Returns the route of the same action for programs. */
  Route route() {
    return route;
  }

  @Nullable WebRight right() {
    return route.right();
  }

  /** Returns what the button says. */
  String title() {
    return title;
  }

  /** Returns what is then true of the job. */
  String done() {
    return done;
  }
}
