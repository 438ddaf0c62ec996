package processcontrol.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuccessCriteriaTest {

  private static SuccessCriteria criteria(
      List<Integer> success, List<Integer> failure, boolean onExit, Integer... fatal) {
    return new SuccessCriteria(success, failure, onExit, false, List.of(fatal), null);
  }

  @Test
  void zero_alone_is_a_success_by_default() {
    assertThat(SuccessCriteria.DEFAULT.isSuccess(0)).isTrue();
    assertThat(SuccessCriteria.DEFAULT.isSuccess(1)).isFalse();
    assertThat(SuccessCriteria.DEFAULT.isSuccess(255)).isFalse();
  }

  @Test
  void success_codes_are_the_only_successes() {
    SuccessCriteria criteria = criteria(List.of(0, 2), List.of(), true);

    assertThat(criteria.isSuccess(0)).isTrue();
    assertThat(criteria.isSuccess(2)).isTrue();
    assertThat(criteria.isSuccess(1)).isFalse();
    assertThat(criteria(List.of(2), List.of(), true).isSuccess(0)).isFalse();
  }

  @Test
  void failure_codes_alone_are_the_only_failures() {
    SuccessCriteria criteria = criteria(List.of(), List.of(1, 2), true);

    assertThat(criteria.isSuccess(0)).isTrue();
    assertThat(criteria.isSuccess(3)).isTrue();
    assertThat(criteria.isSuccess(1)).isFalse();
    assertThat(criteria(List.of(), List.of(0), true).isSuccess(0)).isFalse();
  }

  @Test
  void what_is_in_neither_list_is_a_failure() {
    SuccessCriteria criteria = criteria(List.of(0), List.of(2), true);

    assertThat(criteria.isSuccess(0)).isTrue();
    assertThat(criteria.isSuccess(2)).isFalse();
    assertThat(criteria.isSuccess(5)).isFalse();
  }

  @Test
  void without_exit_no_code_is_a_failure_but_a_fatal_one() {
    SuccessCriteria criteria = criteria(List.of(), List.of(), false, 9);

    assertThat(criteria.isSuccess(0)).isTrue();
    assertThat(criteria.isSuccess(1)).isTrue();
    assertThat(criteria.isSuccess(9)).isFalse();
  }

  @Test
  void a_fatal_code_is_a_failure_whatever_else_is_said() {
    assertThat(criteria(List.of(), List.of(), true, 0).isSuccess(0)).isFalse();
    assertThat(criteria(List.of(), List.of(2), true, 3).isSuccess(3)).isFalse();
    assertThat(criteria(List.of(), List.of(2), true, 3).isSuccess(4)).isTrue();
  }
}
