package processcontrol.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.config.YamlValue.Mapping;
import processcontrol.config.YamlValue.Scalar;
import processcontrol.config.YamlValue.Sequence;
import processcontrol.job.VisibleText;

/**
 * Lays a job over its templates, those over what its tags say, and all of that over the defaults.
 * Of several templates or tags the later one wins.
 */
final class JobLayers {

  /** Templates can double with each step; no job needs so many. */
  private static final int MAX_TEMPLATES = 50;

  private final GlobalConfig.Layers layers;
  private final Problems problems;
  private int applied;

  JobLayers(GlobalConfig.Layers layers, Problems problems) {
    this.layers = layers;
    this.problems = problems;
  }

  /** Returns the job with all that stands under it. */
  Mapping under(Mapping own) {
    Mapping merged = withTemplates(own, own.get(JobKeys.EXTENDS.name()), List.of());
    if (layers.tagDefaults().isEmpty()) {
      return merged.over(layers.defaults());
    }
    List<String> tags = tagsOf(merged.over(layers.defaults()));
    for (int i = tags.size() - 1; i >= 0; i--) {
      Mapping ofTag = layers.tagDefaults().get(tags.get(i));
      merged = ofTag == null ? merged : merged.over(ofTag);
    }
    return merged.over(layers.defaults());
  }

  /** Returns the tags as they are written; their faults are reported where they are parsed. */
  private static List<String> tagsOf(Mapping job) {
    List<String> tags = new ArrayList<>();
    YamlValue value = job.get(JobKeys.TAG.name());
    for (YamlValue each : itemsOf(value)) {
      if (each instanceof Scalar tag && !tags.contains(tag.text())) {
        tags.add(tag.text());
      }
    }
    return tags;
  }

  private static List<YamlValue> itemsOf(YamlValue value) {
    if (value instanceof Sequence list) {
      return list.items();
    }
    return value == null ? List.of() : List.of(value);
  }

  /**
   * Lays a mapping over the templates that are named, each of them over its own.
   *
   * @param path the templates that lead here
   */
  private Mapping withTemplates(Mapping top, YamlValue names, List<String> path) {
    Mapping merged = top;
    List<YamlValue> items = itemsOf(names);
    for (int i = items.size() - 1; i >= 0; i--) {
      if (items.get(i) instanceof Scalar name && !name.isNull()) {
        String fault = faultOf(name.text(), path);
        if (fault != null) {
          problems.add(name.place(), "extends: " + fault);
          return merged;
        }
        List<String> further = new ArrayList<>(path);
        further.add(name.text());
        Mapping template = layers.templates().get(name.text());
        merged =
            withTemplates(merged.over(template), template.get(JobKeys.EXTENDS.name()), further);
      }
    }
    return merged;
  }

  private @Nullable String faultOf(String name, List<String> path) {
    Map<String, Mapping> templates = layers.templates();
    if (!templates.containsKey(name)) {
      String close = Similar.to(name, templates.keySet());
      return "there is no job template "
          + VisibleText.quoted(name)
          + (close == null ? "" : "; did you mean " + close + "?");
    }
    if (path.contains(name)) {
      return "templates extend each other in a circle: "
          + VisibleText.excerpt(String.join(" -> ", path))
          + " -> "
          + VisibleText.excerpt(name);
    }
    applied++;
    return applied > MAX_TEMPLATES
        ? "a job is based on " + MAX_TEMPLATES + " templates at most, those of templates included"
        : null;
  }
}
