package processcontrol.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.job.Slug;

class JobFilesTest {

  private static final String JOB = "name: A\ncommand: /bin/true\n";

  @TempDir Path directory;
  private Site site;

  @BeforeEach
  void make_site() throws Exception {
    site = new Site(directory);
  }

  private JobFiles files() {
    return new JobFiles(site.jobs().toString());
  }

  private List<String> all() {
    List<String> relative = new ArrayList<>();
    for (String path : files().all()) {
      assertThat(path).startsWith(site.jobs() + "/");
      relative.add(path.substring(site.jobs().toString().length() + 1));
    }
    return relative;
  }

  @Test
  void files_are_found_at_any_depth_and_sorted_by_slug() {
    site.job("b.yaml", "").job("x/c.yaml", "").job("x/y/z/a.yaml", "").job("B.yaml", "");
    site.job("x/a.yaml", "");

    assertThat(all()).containsExactly("B.yaml", "x/a.yaml", "x/y/z/a.yaml", "b.yaml", "x/c.yaml");
  }

  @Test
  void hidden_entries_and_other_names_are_skipped() {
    site.job(".a.yaml", "").job(".git/b.yaml", "").job("c.yml", "").job("d.yaml~", "");
    site.job("README", "").job(".yaml", "").job("x/.hidden/e.yaml", "").job("f.YAML", "");

    assertThat(all()).isEmpty();
    assertThatThrownBy(() -> files().find(new Slug("b")))
        .hasMessage("there is no job b: no b.yaml below " + site.jobs());
  }

  @Test
  void symbolic_links_to_directories_are_not_followed() throws Exception {
    site.job("real/a.yaml", "");
    Files.createSymbolicLink(site.jobs().resolve("link"), site.jobs().resolve("real"));
    Files.createSymbolicLink(site.jobs().resolve("loop"), site.jobs());
    Files.createSymbolicLink(site.jobs().resolve("out"), Path.of("/"));

    assertThat(all()).containsExactly("real/a.yaml");
  }

  @Test
  void the_job_directory_itself_may_be_a_link() throws Exception {
    site.job("a.yaml", JOB);
    Path link = directory.resolve("link");
    Files.createSymbolicLink(link, site.jobs());

    assertThat(new JobFiles(link.toString()).find(new Slug("a")))
        .isEqualTo(site.jobs() + "/a.yaml");
  }

  @Test
  void a_missing_job_directory_is_refused() {
    assertThatThrownBy(() -> new JobFiles(directory + "/none"))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage(
            "the job directory " + directory + "/none does not exist or is not a directory");
    assertThatThrownBy(() -> new JobFiles(site.configFile().toString()))
        .hasMessage(
            "the job directory " + site.configFile() + " does not exist or is not a directory");
  }

  @Test
  void a_job_is_found_by_its_slug() {
    site.job("x/yak.yaml", JOB).job("x/yakk.yaml", JOB);

    assertThat(files().find(new Slug("yak"))).isEqualTo(site.jobs() + "/x/yak.yaml");
    assertThat(site.load("yak").source()).isEqualTo(site.jobs() + "/x/yak.yaml");
  }

  @Test
  void a_job_defined_twice_is_refused() {
    site.job("x/yak.yaml", JOB).job("a/b/yak.yaml", JOB);

    assertThat(site.faultsOf("yak"))
        .containsExactly("the job yak is defined more than once: a/b/yak.yaml, x/yak.yaml");
  }

  @Test
  void an_unknown_job_is_answered_with_a_close_name() {
    site.job("backup.yaml", JOB).job("x/report.yaml", JOB);

    assertThat(site.faultsOf("bakcup"))
        .containsExactly(
            "there is no job bakcup: no bakcup.yaml below "
                + site.jobs()
                + "; did you mean backup?");
    assertThat(site.faultsOf("something-else"))
        .containsExactly(
            "there is no job something-else: no something-else.yaml below " + site.jobs());
  }

  @Test
  void a_link_to_a_file_inside_is_a_job() throws Exception {
    site.job("real.yaml", JOB);
    Files.createSymbolicLink(site.jobs().resolve("alias.yaml"), Path.of("real.yaml"));

    assertThat(site.load("alias").name()).isEqualTo("A");
  }

  @Test
  void a_link_out_of_the_job_directory_is_refused() throws Exception {
    Path outside = directory.toRealPath().resolve("outside.yaml");
    Site.write(outside, JOB);
    Files.createSymbolicLink(site.jobs().resolve("a.yaml"), outside);
    Files.createSymbolicLink(site.jobs().resolve("b.yaml"), Path.of("../jobs-not/../outside.yaml"));

    assertThat(site.faultsOf("a"))
        .containsExactly("a.yaml: is a link to " + outside + ", outside the job directory");
    assertThat(site.faultsOf("b"))
        .containsExactly("b.yaml: is a link to ../jobs-not/../outside.yaml, which does not exist");
  }

  @Test
  void a_link_in_a_circle_is_told_as_one() throws Exception {
    Files.createSymbolicLink(site.jobs().resolve("a.yaml"), Path.of("a.yaml"));

    assertThat(site.faultsOf("a"))
        .containsExactly("a.yaml: is a link to a.yaml, which leads back to itself");
  }

  @Test
  void a_deep_tree_is_a_fault_of_its_own_and_no_job_is_lost_by_it() throws Exception {
    site.job("yak.yaml", JOB).job("deep/beside/cow.yaml", JOB);
    String path = "deep" + "/d".repeat(JobTree.MAX_DEPTH - 1);
    site.job(path + "/deepest.yaml", JOB).job(path + "/d/lost.yaml", JOB);
    Files.createDirectories(site.jobs().resolve(path + "/d/d/d/d/d/d/d"));

    assertThat(all()).containsExactly("deep/beside/cow.yaml", path + "/deepest.yaml", "yak.yaml");
    assertThat(files().faults()).hasSize(1);
    assertThat(files().faults().get(0).problem())
        .isEqualTo(
            site.jobs()
                + "/deep: is nested deeper than 32 levels; what is below that is not looked at");
    assertThat(site.faultsOf("yak")).isEmpty();
    assertThat(site.faultsOf("deepest")).isEmpty();
    assertThat(site.faultsOf("lost"))
        .containsExactly(
            "there is no job lost: no lost.yaml below " + site.jobs(),
            "deep: is nested deeper than 32 levels; what is below that is not looked at");
  }

  @Test
  void a_huge_directory_is_a_fault_of_its_own_and_its_jobs_are_found_by_name() throws Exception {
    site.job("a/yak.yaml", JOB).job("huge/cow.yaml", JOB).job("z/yeti.yaml", JOB);
    for (int i = 0; i <= JobTree.MAX_ENTRIES; i++) {
      Files.createFile(site.jobs().resolve("huge/" + i));
    }

    assertThat(files().faults()).hasSize(1);
    assertThat(files().faults().get(0).problem())
        .isEqualTo(site.jobs() + "/huge: holds more than 10000 entries; not all are looked at");
    for (String slug : List.of("yak", "cow", "yeti")) {
      assertThat(site.faultsOf(slug)).as(slug).isEmpty();
    }
  }

  @Test
  void too_many_directories_are_a_fault_of_their_tree() throws Exception {
    site.job("z/yeti.yaml", JOB);
    for (int i = 0; i <= JobTree.MAX_DIRECTORIES; i++) {
      Files.createDirectories(site.jobs().resolve("wide/" + i));
    }

    assertThat(files().faults()).hasSize(1);
    assertThat(files().faults().get(0).problem())
        .isEqualTo(site.jobs() + "/wide: holds more than 1000 directories; not all are looked at");
    assertThat(site.faultsOf("yeti")).isEmpty();
  }

  @Test
  void a_file_in_a_directory_that_everybody_may_write_takes_no_job_from_another() throws Exception {
    site.job("a.yaml", JOB).job("open/x/a.yaml", JOB);
    allow(site.jobs().resolve("open"), "rwxrwxrwx");

    assertThat(site.faultsOf("a")).isEmpty();
    assertThat(all()).containsExactly("a.yaml");
    assertThat(files().faults().get(0).problem())
        .startsWith(site.jobs() + "/open: is writable by everybody");
  }

  @Test
  void what_looks_like_a_job_and_is_passed_over_is_named() throws Exception {
    site.job("a.yaml", JOB).job("x/b.yml", JOB).job("c.YAML", JOB).job("README.md", "");
    Files.createSymbolicLink(site.jobs().resolve("link"), site.jobs().resolve("x"));
    Files.createSymbolicLink(site.jobs().resolve("gone"), Path.of("nowhere"));
    String jobs = site.jobs() + "/";

    assertThat(files().skipped())
        .containsExactly(
            jobs + "c.YAML: is skipped, as the name of a job file ends in .yaml",
            jobs + "gone: is a link to nowhere, which does not exist",
            jobs + "link: is skipped, as links to directories are not followed",
            jobs + "x/b.yml: is skipped, as the name of a job file ends in .yaml");
  }

  @Test
  void a_directory_whose_name_begins_like_the_job_directory_is_outside() throws Exception {
    Path sibling = directory.toRealPath().resolve("jobs2/a.yaml");
    Site.write(sibling, JOB);
    Files.createSymbolicLink(site.jobs().resolve("a.yaml"), sibling);

    assertThat(site.faultsOf("a"))
        .containsExactly("a.yaml: is a link to " + sibling + ", outside the job directory");
  }

  @Test
  void a_file_that_everybody_may_write_is_refused() throws Exception {
    site.job("a.yaml", JOB);
    allow(site.jobs().resolve("a.yaml"), "rw-rw-rw-");

    assertThat(site.faultsOf("a"))
        .containsExactly("a.yaml: is writable by everybody; mend it with: chmod o-w a.yaml");
  }

  @Test
  void a_file_that_the_group_may_write_is_good() throws Exception {
    site.job("a.yaml", JOB);
    allow(site.jobs().resolve("a.yaml"), "rw-rw-r--");

    assertThat(site.faultsOf("a")).isEmpty();
  }

  @Test
  void a_directory_on_the_way_that_everybody_may_write_is_refused() throws Exception {
    site.job("x/y/a.yaml", JOB).job("b.yaml", JOB);
    allow(site.jobs().resolve("x"), "rwxrwxrwx");

    assertThat(site.faultsOf("a"))
        .containsExactly("x: is writable by everybody; mend it with: chmod o-w x");
    assertThat(site.faultsOf("b")).isEmpty();
    allow(site.jobs(), "rwxr-xrwx");
    assertThat(site.faultsOf("b"))
        .containsExactly(
            site.jobs() + ": is writable by everybody; mend it with: chmod o-w " + site.jobs());
  }

  @Test
  void what_is_no_regular_file_is_refused() throws Exception {
    Files.createDirectory(site.jobs().resolve("a.yaml"));
    new ProcessBuilder("mkfifo", site.jobs() + "/b.yaml").start().waitFor();

    assertThat(site.faultsOf("a")).containsExactly("a.yaml: is not a regular file");
    assertThat(site.faultsOf("b")).containsExactly("b.yaml: is not a regular file");
  }

  private static void allow(Path path, String permissions) throws Exception {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }
}
