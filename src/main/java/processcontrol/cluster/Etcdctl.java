package processcontrol.cluster;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import processcontrol.job.Cluster;
import processcontrol.posix.CurrentProcess;
import processcontrol.posix.Executable;
import processcontrol.posix.Fd;
import processcontrol.posix.FileStatus;
import processcontrol.posix.Poll;
import processcontrol.posix.PosixException;
import processcontrol.posix.Spawner;

/**
 * Calls {@code etcdctl}: as the service user, without a shell, in an environment of its own, and
 * never for longer than {@code request_timeout}. A client in Java would cost half a second of CPU
 * with each launch.
 */
final class Etcdctl {

  private static final String PATH = "/usr/local/bin:/usr/bin:/bin";
  private static final byte[] NOTHING = new byte[0];
  private static final int OTHERS = 07;

  /** From the moment when etcdctl gives up until it has said so. */
  private static final long GRACE_MILLIS = 1000;

  private static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", PATH, "LANG", "C.UTF-8", "ETCDCTL_API", "3", "GOMAXPROCS", "1");

  private final Cluster cluster;
  private final Poll poll = new Poll(3);
  private List<String> common;

  Etcdctl(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Carries a transaction out. */
  EtcdReply commit(Transaction transaction) throws EtcdException {
    return EtcdReply.parse(call(transaction.toBytes(), "txn", "-w", "json"));
  }

  /** Reads all keys that begin with a prefix. */
  EtcdReply read(String prefix) throws EtcdException {
    return EtcdReply.parse(call(NOTHING, "get", "--prefix", prefix, "-w", "json"));
  }

  /** Grants a lease; returns its id. */
  String grant(long millis) throws EtcdException {
    String said = text(call(NOTHING, "lease", "grant", Long.toString(millis / 1000)));
    String[] words = said.split(" ", 3);
    if (words.length < 3 || !words[0].equals("lease") || !isHexadecimal(words[1])) {
      throw new EtcdException("etcdctl lease grant printed something unknown");
    }
    return words[1];
  }

  /** The id becomes an argument, and a part of a line of a transaction. */
  private static boolean isHexadecimal(String word) {
    boolean fits = !word.isEmpty() && word.length() <= 16;
    for (int i = 0; i < word.length(); i++) {
      fits &= Character.digit(word.charAt(i), 16) >= 0 && word.charAt(i) < 128;
    }
    return fits;
  }

  void revoke(String lease) throws EtcdException {
    call(NOTHING, "lease", "revoke", lease);
  }

  private byte[] call(byte[] input, String... arguments) throws EtcdException {
    try (EtcdctlCall call = start(input, arguments)) {
      call.await(poll);
      return call.output();
    }
  }

  /** Starts a call, to be looked after by the caller. */
  EtcdctlCall start(byte[] input, String... arguments) throws EtcdException {
    List<String> all = new ArrayList<>(common());
    all.addAll(List.of(arguments));
    try {
      return new EtcdctlCall(
          Spawner.spawnBeside(all.get(0), all, ENVIRONMENT, input),
          arguments[0],
          cluster.requestTimeout().millis() + GRACE_MILLIS);
    } catch (PosixException e) {
      throw new EtcdException(e.getMessage());
    }
  }

  private List<String> common() throws EtcdException {
    if (common == null) {
      List<String> words = new ArrayList<>();
      words.add(program());
      words.add("--endpoints=" + String.join(",", cluster.endpoints()));
      String timeout = cluster.requestTimeout().millis() + "ms";
      words.add("--command-timeout=" + timeout);
      words.add("--dial-timeout=" + timeout);
      if (cluster.certificateAuthority() != null) {
        words.add("--cacert=" + readable("certificate_authority", cluster.certificateAuthority()));
      }
      if (cluster.key() != null) {
        words.add("--cert=" + readable("certificate", cluster.certificate()));
        words.add("--key=" + secret(cluster.key()));
      }
      common = words;
    }
    return common;
  }

  private static String program() throws EtcdException {
    try {
      return Executable.find("etcdctl", PATH);
    } catch (PosixException e) {
      throw new EtcdException("there is no program etcdctl in " + PATH + ": install etcd-client");
    }
  }

  private static String readable(String key, String path) throws EtcdException {
    try (Fd file = Fd.openForReading(path)) {
      return file.path();
    } catch (PosixException e) {
      throw new EtcdException("cluster." + key + ": " + e.getMessage());
    }
  }

  /** Reads a file that only its owner may read or write. */
  private static String secret(String path) throws EtcdException {
    try (Fd file = Fd.openForReading(path)) {
      FileStatus status = file.status();
      if (!status.isRegularFile()) {
        throw new EtcdException("cluster.key: " + path + " is not a file");
      }
      if ((status.permissions() & OTHERS) != 0) {
        throw new EtcdException(
            "cluster.key: everybody has a permission on " + path + "; run: chmod o= " + path);
      }
      if (status.uid() != 0 && status.uid() != CurrentProcess.effectiveUid()) {
        throw new EtcdException(
            "cluster.key: " + path + " belongs neither to root nor to the service user");
      }
      return path;
    } catch (PosixException e) {
      throw new EtcdException("cluster.key: " + e.getMessage());
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8).strip();
  }
}
