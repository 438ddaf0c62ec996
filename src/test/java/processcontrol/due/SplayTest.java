package processcontrol.due;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import processcontrol.job.Slug;

/** Splay: stable, and even over machines and jobs. */
class SplayTest {

  @ParameterizedTest
  @CsvSource({
    "web%03d, 10, job",
    "web%03d, 60, job",
    "web%03d.example.org, 15, backup",
    "ip-10-0-%d-7.internal, 7, report",
    "node%d, 24, x",
    "web%03d, 120, clean-up"
  })
  void a_thousand_machines_are_spread_evenly(String form, int range, String slug) {
    int[] count = new int[range];
    for (int host = 0; host < 1000; host++) {
      count[(int) Splay.minutes(form.formatted(host), new Slug(slug), range)]++;
    }

    double expected = 1000.0 / range;
    double chiSquare = 0;
    for (int each : count) {
      chiSquare += (each - expected) * (each - expected) / expected;
    }
    // Four standard deviations above the mean of the distribution.
    assertThat(chiSquare).isLessThan(range - 1 + 4 * Math.sqrt(2.0 * (range - 1)));
  }

  @Test
  void jobs_of_one_machine_are_spread_too() {
    int[] count = new int[10];
    for (int job = 0; job < 1000; job++) {
      count[(int) Splay.minutes("web001", new Slug("job" + job), 10)]++;
    }
    for (int each : count) {
      assertThat(each).isBetween(65, 135);
    }
  }

  /** A changed hash would move every job of every machine. */
  @Test
  void the_offset_of_a_job_on_a_machine_never_changes() {
    assertThat(Splay.hash("web001\0backup")).isEqualTo(PINNED);
    assertThat(Splay.minutes("web001", new Slug("backup"), 60))
        .isEqualTo(Long.remainderUnsigned(PINNED, 60));
    assertThat(Splay.minutes("web001", new Slug("backup"), 1)).isZero();
  }

  private static final long PINNED = pinned();

  /** FNV-1a and the finalizer of MurmurHash3, in arbitrary precision. */
  private static long pinned() {
    java.math.BigInteger modulus = java.math.BigInteger.ONE.shiftLeft(64);
    java.math.BigInteger hash = new java.math.BigInteger("cbf29ce484222325", 16);
    for (byte each : "web001\0backup".getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
      hash = hash.xor(java.math.BigInteger.valueOf(each));
      hash = hash.multiply(new java.math.BigInteger("100000001b3", 16)).mod(modulus);
    }
    for (String factor : new String[] {"ff51afd7ed558ccd", "c4ceb9fe1a85ec53"}) {
      hash = hash.xor(hash.shiftRight(33));
      hash = hash.multiply(new java.math.BigInteger(factor, 16)).mod(modulus);
    }
    return hash.xor(hash.shiftRight(33)).longValue();
  }

  @Test
  void the_name_of_this_machine_is_known() {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      names.add(Splay.hostName());
    }
    assertThat(names).hasSize(1).doesNotContain("");
  }
}
