package processcontrol.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rights of users of the web service: the key {@code web} of the global configuration.
 *
 * @param origin of the pages that may act, such as {@code https://jobs.example.org}; null for none
 * @param groups the members of each group
 * @param users the rights of a user, of a group ({@code @ops}), and of all users that the web
 *     server has authenticated ({@code *})
 */
public record WebAccess(
    @Nullable String origin, Map<String, List<String>> groups, Map<String, List<Grant>> users) {

  static final String EVERYBODY = "*";

  /**
   * A right that is given.
   *
   * @param tags one of which a job must have; empty for all jobs
   */
  public record Grant(WebRight right, List<String> tags) {
    public Grant {
      tags = List.copyOf(tags);
    }
  }

  /** Nobody may do anything. */
  public static final WebAccess NONE = new WebAccess(null, Map.of(), Map.of());

  public WebAccess {
    groups = Map.copyOf(groups);
    users = Map.copyOf(users);
  }

  /**
   * Returns what a user may do, by his name, by his groups and as everybody; nothing without a
   * name.
   */
  public List<Grant> grantsOf(String user) {
    List<Grant> grants = new ArrayList<>();
    if (user.isEmpty() || !WebType.isUserName(user)) {
      return grants; // A name that begins as a group's does is no user.
    }
    grants.addAll(users.getOrDefault(user, List.of()));
    for (Map.Entry<String, List<String>> group : groups.entrySet()) {
      if (group.getValue().contains(user)) {
        grants.addAll(users.getOrDefault("@" + group.getKey(), List.of()));
      }
    }
    grants.addAll(users.getOrDefault(EVERYBODY, List.of()));
    return grants;
  }
}
