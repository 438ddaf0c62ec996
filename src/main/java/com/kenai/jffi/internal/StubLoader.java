package com.kenai.jffi.internal;

/**
 * Stands in for the class of the same name in jffi, which {@code com.kenai.jffi.Init} looks up by
 * name to load the native half.
 *
 * <p>The original searches several places, may unpack a library into /tmp (as root, and where /tmp
 * may be mounted noexec) and starts java.util.logging, which alone costs some 10 ms of every
 * launch. This one loads the library that the package installed, from the directory named by the
 * system property {@code jffi.boot.library.path}, and nothing else.
 */
public final class StubLoader {
  private static final String LIBRARY = "libjffi-1.2.so";

  private static Throwable failure;

  static {
    try {
      String arch = System.getProperty("os.arch");
      String directory = System.getProperty("jffi.boot.library.path");
      System.load(
          directory + ("amd64".equals(arch) ? "/x86_64" : "/" + arch) + "-Linux/" + LIBRARY);
    } catch (UnsatisfiedLinkError | SecurityException e) {
      failure = e;
    }
  }

  private StubLoader() {}

  /** Called by jffi through reflection. */
  public static boolean isLoaded() {
    return failure == null;
  }

  /** Called by jffi through reflection: why {@link #isLoaded} is false. */
  public static Throwable getFailureCause() {
    return failure;
  }
}
