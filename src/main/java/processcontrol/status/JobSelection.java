package processcontrol.status;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import processcontrol.config.InvalidConfigException;
import processcontrol.config.JobFiles;
import processcontrol.config.JobLoader;
import processcontrol.config.Similar;
import processcontrol.job.Job;
import processcontrol.job.Slug;
import processcontrol.job.VisibleText;

/** The jobs that a call is about: those it names, those with its tags, or all. */
public final class JobSelection {

  /**
   * One of them.
   *
   * @param name its slug; what the file's name says where that is not a valid one
   * @param path of its file; null if there is none
   * @param job null if it is not valid
   * @param problems why not
   */
  public record Item(String name, @Nullable String path, @Nullable Job job, List<String> problems) {
    public boolean isValid() {
      return job != null;
    }

    public Slug slug() {
      return new Slug(name);
    }
  }

  private JobSelection() {}

  /**
   * The named jobs, or all, that have one of the tags, sorted by name, invalid ones among them.
   *
   * @throws InvalidConfigException if it has a tag that no job has
   */
  public static List<Item> of(List<String> names, List<String> tags, JobLoader loader) {
    List<Item> items = names.isEmpty() ? all(loader) : named(names, loader);
    if (tags.isEmpty()) {
      return items;
    }
    checkTags(names, tags, items);
    List<Item> tagged = new ArrayList<>();
    for (Item item : items) {
      if (item.isValid() && item.job().tags().stream().anyMatch(tags::contains)) {
        tagged.add(item);
      }
    }
    return tagged;
  }

  /**
   * As {@link #of}, for operators: a job that runs or is on hold can be looked after even while its
   * file is broken, but not one that has no file.
   */
  public static List<Item> existingOf(List<String> names, List<String> tags, JobLoader loader) {
    List<Item> items = of(names, tags, loader);
    for (Item item : items) {
      if (item.path() == null) {
        throw new InvalidConfigException(item.problems());
      }
    }
    return items;
  }

  /** A misspelled tag must not look like a group without jobs. */
  private static void checkTags(List<String> names, List<String> tags, List<Item> items) {
    Set<String> known = new TreeSet<>();
    int invalid = 0;
    for (Item item : items) {
      invalid += item.isValid() ? 0 : 1;
      known.addAll(item.isValid() ? item.job().tags() : Set.of());
    }
    List<String> problems = new ArrayList<>();
    for (String tag : tags) {
      if (!known.contains(tag)) {
        String close = Similar.to(tag, known);
        problems.add(
            (names.isEmpty() ? "no job has the tag " : "none of these jobs has the tag ")
                + VisibleText.excerpt(tag)
                + (close == null ? "" : "; did you mean " + close + "?")
                + (invalid == 0 ? "" : " (jobs that are not valid have no tags)"));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidConfigException(problems);
    }
  }

  private static List<Item> named(List<String> names, JobLoader loader) {
    Map<String, Item> items = new LinkedHashMap<>();
    for (String name : names) {
      try {
        items.put(name, load(loader.pathOf(new Slug(name)), loader));
      } catch (InvalidConfigException e) {
        items.put(name, new Item(name, null, null, e.problems()));
      } catch (IllegalArgumentException e) {
        items.put(name, new Item(name, null, null, List.of(e.getMessage())));
      }
    }
    return new ArrayList<>(items.values());
  }

  /** All jobs, sorted by name, invalid ones among them, and behind them places at fault. */
  public static List<Item> all(JobLoader loader) {
    List<Item> items = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    for (String path : loader.paths()) {
      Item item = load(path, loader);
      Integer other = seen.putIfAbsent(item.name(), items.size());
      if (other == null) {
        items.add(item);
      } else {
        items.set(other, defined(items.get(other), item));
      }
    }
    for (Map.Entry<String, List<String>> place : loader.faultsOfPlaces().entrySet()) {
      String path = loader.root() + "/" + place.getKey();
      items.add(new Item(place.getKey(), path, null, place.getValue()));
    }
    return items;
  }

  static Item load(String path, JobLoader loader) {
    String name = JobFiles.slugOf(path);
    try {
      return new Item(name, path, loader.loadFile(path), List.of());
    } catch (InvalidConfigException e) {
      return new Item(name, path, null, e.problems());
    }
  }

  /** Two files of one name: neither is the job. */
  private static Item defined(Item first, Item second) {
    List<String> problems = new ArrayList<>(first.problems());
    problems.addAll(second.problems());
    problems.add(
        second.path()
            + ": the job "
            + second.name()
            + " is defined in "
            + first.path()
            + " as well");
    return new Item(first.name(), first.path(), null, problems);
  }
}
