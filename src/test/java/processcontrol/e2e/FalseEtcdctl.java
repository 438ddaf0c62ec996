package processcontrol.e2e;

import java.nio.file.Path;

/**
 * A program in the place of etcdctl, for single calls of run-job: it breaks what a test wants to be
 * broken. It is found before the real one, in a mount namespace of that call.
 */
final class FalseEtcdctl {

  private static final String REAL = "/usr/bin/etcdctl";

  private final Path directory;

  private FalseEtcdctl(Path directory) {
    this.directory = directory;
  }

  /** The program is a shell script, in which $REAL is the real one. */
  static FalseEtcdctl of(Installation pc, String script) {
    ReachIT.requireMountNamespace();
    Path directory = Tree.createIn(pc.root());
    Path program =
        Tree.write(directory.resolve("etcdctl"), "#!/bin/sh\nREAL=" + REAL + "\n" + script);
    Tree.mode(program, "rwxr-xr-x");
    return new FalseEtcdctl(directory);
  }

  /** A script that does something at one call of many, counted from 1, in the place of it. */
  static FalseEtcdctl atCall(Installation pc, int call, String script) {
    Path count = Tree.write(Tree.createIn(pc.root()).resolve("count"), "");
    ServiceUser.own(count);
    return of(
        pc,
        """
        echo call >>%1$s
        [ $(wc -l <%1$s) -eq %2$d ] || exec $REAL "$@"
        %3$s
        """
            .formatted(count, call, script));
  }

  /** What a call has to go through. */
  String[] namespace() {
    String script = "mount --bind " + directory + " /usr/local/bin && exec \"$@\"";
    return new String[] {"unshare", "--mount", "sh", "-c", script, "sh"};
  }
}
