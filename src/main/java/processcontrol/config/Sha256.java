package processcontrol.config;

/**
 * SHA-256 (FIPS 180-4). Not java.security's: starting its providers costs 14 ms of every launch,
 * this a tenth of one.
 */
public final class Sha256 {

  private static final int BLOCK = 64;
  private static final int[] PRIMES = firstPrimes(64);
  private static final int[] ROUND = fractions(64, 3);
  private static final int[] INITIAL = fractions(8, 2);

  private Sha256() {}

  /** The digest of the bytes in lower-case hexadecimal. */
  static String hex(byte[] message) {
    StringBuilder hex = new StringBuilder(64);
    for (int word : state(message)) {
      for (int shift = 28; shift >= 0; shift -= 4) {
        hex.append("0123456789abcdef".charAt((word >>> shift) & 15));
      }
    }
    return hex.toString();
  }

  /** The 32 bytes of the digest. */
  public static byte[] digest(byte[] message) {
    byte[] digest = new byte[32];
    int[] state = state(message);
    for (int i = 0; i < digest.length; i++) {
      digest[i] = (byte) (state[i / 4] >>> (24 - i % 4 * 8));
    }
    return digest;
  }

  private static int[] state(byte[] message) {
    int[] state = INITIAL.clone();
    byte[] padded = pad(message);
    int[] schedule = new int[64];
    for (int offset = 0; offset < padded.length; offset += BLOCK) {
      compress(state, schedule, padded, offset);
    }
    return state;
  }

  /** A one bit, zeros, and the length in bits as 64 bits, to whole blocks. */
  private static byte[] pad(byte[] message) {
    int blocks = (message.length + 8) / BLOCK + 1;
    byte[] padded = java.util.Arrays.copyOf(message, blocks * BLOCK);
    padded[message.length] = (byte) 0x80;
    long bits = message.length * 8L;
    for (int i = 0; i < 8; i++) {
      padded[padded.length - 1 - i] = (byte) (bits >>> (8 * i));
    }
    return padded;
  }

  private static void compress(int[] state, int[] w, byte[] block, int offset) {
    for (int i = 0; i < 16; i++) {
      int at = offset + 4 * i;
      w[i] =
          (block[at] & 0xff) << 24
              | (block[at + 1] & 0xff) << 16
              | (block[at + 2] & 0xff) << 8
              | (block[at + 3] & 0xff);
    }
    for (int i = 16; i < 64; i++) {
      int s0 = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ (w[i - 15] >>> 3);
      int s1 = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ (w[i - 2] >>> 10);
      w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    int[] v = state.clone();
    for (int i = 0; i < 64; i++) {
      int s1 = rotate(v[4], 6) ^ rotate(v[4], 11) ^ rotate(v[4], 25);
      int choice = (v[4] & v[5]) ^ (~v[4] & v[6]);
      int t1 = v[7] + s1 + choice + ROUND[i] + w[i];
      int s0 = rotate(v[0], 2) ^ rotate(v[0], 13) ^ rotate(v[0], 22);
      int majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
      System.arraycopy(v, 0, v, 1, 7);
      v[4] += t1;
      v[0] = t1 + s0 + majority;
    }
    for (int i = 0; i < 8; i++) {
      state[i] += v[i];
    }
  }

  private static int rotate(int word, int bits) {
    return (word >>> bits) | (word << (32 - bits));
  }

  /** The standard's constants: the fractional parts of the square or cube roots of primes. */
  private static int[] fractions(int count, int root) {
    int[] words = new int[count];
    for (int i = 0; i < count; i++) {
      double exact = root == 2 ? Math.sqrt(PRIMES[i]) : Math.cbrt(PRIMES[i]);
      words[i] = (int) (long) ((exact - Math.floor(exact)) * (1L << 32));
    }
    return words;
  }

  private static int[] firstPrimes(int count) {
    int[] primes = new int[count];
    int found = 0;
    for (int candidate = 2; found < count; candidate++) {
      boolean prime = true;
      for (int i = 0; i < found && prime; i++) {
        prime = candidate % primes[i] != 0;
      }
      if (prime) {
        primes[found++] = candidate;
      }
    }
    return primes;
  }
}
