package dev.groundhog.ctl.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class ProgressTest {
  private final AtomicLong clock = new AtomicLong(12345);
  private final StringWriter err = new StringWriter();

  @Example
  void it_says_how_far_how_quick_and_how_long_still() {
    assertThat(ProgressLine.render("replay", 0.4255, 1_234_567, Duration.ofMillis(15_200)))
        .isEqualTo(
            "replay    42 %  ██████████▏·············     1,234,567    81,222/s  21s left  ");
  }

  @Property
  void it_is_always_as_wide(
      @ForAll double share,
      @ForAll @LongRange(min = 0) long records,
      @ForAll @LongRange(min = 0, max = Long.MAX_VALUE / 2) long nanos) {
    assertThat(ProgressLine.render("anonymising", share, records, Duration.ofNanos(nanos)))
        .hasSize(ProgressLine.WIDTH);
  }

  @Example
  void what_is_done_within_two_seconds_shows_nothing() {
    try (Progress progress = new Progress(new PrintWriter(err), "replay", true, clock::get)) {
      run(progress, 100_000, Duration.ofMillis(1_900));
    }
    assertThat(err.toString()).isEmpty();
  }

  @Example
  void what_takes_longer_is_drawn_five_times_a_second_and_wiped_away() {
    try (Progress progress = new Progress(new PrintWriter(err), "replay", true, clock::get)) {
      run(progress, 1_000_000, Duration.ofSeconds(12));
    }
    String[] drawn = err.toString().split("\r", -1);
    assertThat(drawn.length).isBetween(45, 55);
    assertThat(drawn[drawn.length - 1]).isEmpty();
    assertThat(drawn[drawn.length - 2]).isBlank().hasSize(ProgressLine.WIDTH);
    assertThat(err.toString()).doesNotContain("\n").contains("83,3");
  }

  @Example
  void nothing_is_drawn_where_nobody_looks() {
    try (Progress progress = new Progress(new PrintWriter(err), "replay", false, clock::get)) {
      run(progress, 1_000_000, Duration.ofMinutes(12));
    }
    assertThat(err.toString()).isEmpty();
  }

  private void run(Progress progress, int records, Duration time) {
    for (int i = 1; i <= records; i++) {
      clock.addAndGet(time.toNanos() / records);
      if (progress.step()) progress.at(i / (double) records);
    }
  }
}
