package processcontrol.job;

import java.util.List;

/**
 * One job named by another: what it triggers, or what it runs after.
 *
 * @param arguments that a trigger adds to the target's command
 * @param place where the name stands, for messages
 */
public record Link(Slug job, List<String> arguments, String place) {

  public Link {
    arguments = List.copyOf(arguments);
  }
}
