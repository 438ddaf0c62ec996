package processcontrol.cli;

import java.io.File;
import java.io.PrintStream;
import java.util.List;
import processcontrol.config.EffectiveConfig.Setting;
import processcontrol.config.EffectiveGlobal;
import processcontrol.config.GlobalConfig;
import processcontrol.report.ShowJson;
import processcontrol.report.ShowYaml;
import processcontrol.run.ExitCode;

/**
 * {@code run-job --show-config}: the effective global configuration, and the origin of each value.
 */
final class ShowConfigAction {

  private ShowConfigAction() {}

  static int run(Invocation invocation, GlobalConfig config, PrintStream out) {
    List<Setting> settings = EffectiveGlobal.of(config);
    String file = new File(config.file()).getAbsolutePath();
    boolean exists = new File(file).exists();
    out.print(
        invocation.has(Invocation.Flag.JSON)
            ? ShowJson.ofConfiguration(exists ? file : null, settings)
            : ShowYaml.ofConfiguration(exists ? file : file + " (does not exist)", settings));
    return ExitCode.SUCCESS.status();
  }
}
