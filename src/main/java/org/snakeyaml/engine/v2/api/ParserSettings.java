package org.snakeyaml.engine.v2.api;

import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.common.SpecVersion;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;

/**
 * Settings for the parser alone, which neither composes nor constructs.
 *
 * <p>In the package of the library, whose builder makes the JSON schema in any case, with its
 * regular expressions and lambdas: a twentieth of a launch, for what the parser never looks at.
 */
public final class ParserSettings {

  private ParserSettings() {}

  /** The library's defaults, without a limit of code points; how long a file is was checked. */
  public static LoadSettings unlimited() {
    return new LoadSettings(
        "reader",
        Map.of(),
        /* defaultList */ null,
        /* defaultSet */ null,
        /* defaultMap */ null,
        new Version(),
        /* bufferSize */ 1024,
        /* allowDuplicateKeys */ false,
        /* allowRecursiveKeys */ false,
        /* maxAliasesForCollections */ 50,
        /* useMarks */ true,
        Map.of(),
        /* envConfig */ Optional.empty(),
        /* parseComments */ false,
        /* codePointLimit */ Integer.MAX_VALUE,
        /* schema */ null,
        /* allowNonScalarKeys */ false);
  }

  /** As the library has it: any version 1 of YAML will do. */
  private static final class Version implements UnaryOperator<SpecVersion> {
    @Override
    public SpecVersion apply(SpecVersion version) {
      if (version.getMajor() != 1) {
        throw new YamlVersionException(version);
      }
      return version;
    }
  }
}
