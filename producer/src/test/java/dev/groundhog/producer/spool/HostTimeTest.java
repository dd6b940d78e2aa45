package dev.groundhog.producer.spool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HostTimeTest {
  private static final String BOOT = "cbdead9105a14b1da58e7b95001bda71";
  private static final String NEXT_BOOT = "11111111111111111111111111111111";
  private static final long NINE = 1_767_258_000_000L;

  @Test
  void within_one_boot_a_wall_clock_that_jumps_changes_no_age() {
    HostTime then = new HostTime(BOOT, 10_000, NINE);

    assertThat(then.ageAt(new HostTime(BOOT, 10_250, NINE - 3_600_000))).isEqualTo(250);
    assertThat(then.ageAt(new HostTime(BOOT, 10_250, NINE + 3_600_000))).isEqualTo(250);
  }

  @Test
  void after_a_reboot_the_wall_clock_tells_the_age() {
    HostTime then = new HostTime(BOOT, 9_999_999, NINE);

    assertThat(then.ageAt(new HostTime(NEXT_BOOT, 20_000, NINE + 90_000))).isEqualTo(90_000);
  }

  @Test
  void an_age_is_never_negative() {
    HostTime then = new HostTime(BOOT, 10_000, NINE);

    assertThat(then.ageAt(new HostTime(BOOT, 9_990, NINE))).isZero();
    assertThat(then.ageAt(new HostTime(NEXT_BOOT, 0, NINE - 5_000))).isZero();
  }
}
