package processcontrol.cli;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import processcontrol.posix.Directory;
import processcontrol.posix.Fd;
import processcontrol.posix.PosixException;
import processcontrol.report.HtmlJobPage;

/** The files of a report in their directory, which a web server reads. */
final class ReportFiles {

  static final String INDEX = "index.html";

  private static final int MODE = 0644;

  /** Far more than what tells whether a page is one of ours, and up to date. */
  private static final int BEGINNING = 256;

  private final Directory directory;

  /** The pages of jobs that are there, before this report. */
  private final Set<String> before = new HashSet<>();

  private final Set<String> wanted = new HashSet<>();

  ReportFiles(Directory directory) {
    this.directory = directory;
    byte[] names = directory.regularFiles();
    for (int at = 0; at < names.length; at += 1 + (names[at] & 0xff)) {
      String name = new String(names, at + 1, names[at] & 0xff, StandardCharsets.ISO_8859_1);
      if (HtmlJobPage.isFileName(name)) {
        before.add(name);
      }
    }
  }

  /** Returns true if the page of a job is there and begins like this; it is kept in any case. */
  boolean isUpToDate(String name, String beginning) {
    wanted.add(name);
    return before.contains(name) && beginningOf(name).startsWith(beginning);
  }

  private String beginningOf(String name) {
    try (Fd file = directory.openForReading(name)) {
      return new String(file.readAt(0, BEGINNING), StandardCharsets.UTF_8);
    } catch (PosixException e) {
      return ""; // Writing it says what is wrong.
    }
  }

  void write(String name, StringBuilder page) {
    directory.replaceFileUnsynced(name, page.toString().getBytes(StandardCharsets.UTF_8), MODE);
  }

  /** Removes the pages of jobs that do not exist any more, and no other files. */
  void removeOthers() {
    for (String name : List.copyOf(before)) {
      if (!wanted.contains(name) && HtmlJobPage.isOurs(beginningOf(name))) {
        directory.unlink(name);
      }
    }
  }
}
