package dev.groundhog.producer.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundhog.events.EventType;
import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.UnitEvent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SpoolFileTest {
  private static final String INVOCATION = "8f8f816c6e284653aa6f8fd4e75dfa0d";
  private static final long WRITTEN = 1_763_810_599_000L;
  private static final String HEADER =
      """
      groundhog-spool 1
      type=stopped
      unit=chat.service
      wall=1763810561581
      uptime=1784690
      boot=cbdead91-05a1-4b1d-a58e-7b95001bda71
      invocation=8f8f816c6e284653aa6f8fd4e75dfa0d
      host=
      result=exit-code
      exit-code=exited
      exit-status=3
      job=
      lines=22
      log=/var/log/chat.log
      log-note=

      """;

  @Test
  void what_the_hook_wrote_becomes_an_event() throws Exception {
    SpooledEvent read = parse(HEADER + "a\nb\n\n.end\n");

    UnitEvent event = read.event();
    assertThat(event.type()).isEqualTo(EventType.STOPPED);
    assertThat(event.id()).isEqualTo(INVOCATION + ":stopped");
    assertThat(event.host()).isEqualTo("web-1");
    assertThat(event.unit()).isEqualTo("chat.service");
    assertThat(event.at()).isEqualTo("2025-11-22T11:22:41.581Z");
    assertThat(event.result()).isEqualTo(ServiceResult.EXIT_CODE);
    assertThat(event.exitCode()).isEqualTo("exited");
    assertThat(event.exitStatus()).isEqualTo("3");
    assertThat(event.planned()).isNull();
    assertThat(event.age()).isNull();
    assertThat(read.captured())
        .isEqualTo(new HostTime("cbdead9105a14b1da58e7b95001bda71", 1_784_690, 1_763_810_561_581L));
    assertThat(new String(read.body(), StandardCharsets.UTF_8)).isEqualTo("a\nb\n");
    assertThat(read.log()).isEqualTo("/var/log/chat.log");
    assertThat(read.logNote()).isNull();
  }

  @Test
  void a_hook_that_does_not_say_the_time_means_that_of_the_file() throws Exception {
    SpooledEvent read = parse(HEADER.replace("wall=1763810561581\n", "") + "\n.end\n");

    assertThat(read.captured().wallMillis()).isEqualTo(WRITTEN);
  }

  @ParameterizedTest
  @CsvSource({"stop,true", "restart,true", "none,false", "start,false"})
  void a_stop_was_asked_for_if_systemd_had_a_job_to_stop_the_unit(String job, boolean planned)
      throws Exception {
    String file = HEADER.replace("job=", "job=" + job);

    assertThat(parse(file + "\n.end\n").event().planned()).isEqualTo(planned);
  }

  @Test
  void an_event_without_an_invocation_of_systemds_is_known_by_its_files_name() throws Exception {
    String file = HEADER.replace(INVOCATION, "x4711");

    UnitEvent event =
        SpoolFile.parse("cbdead91-1-2-x4711-stopped", bytes(file + "\n.end\n"), WRITTEN, "h")
            .event();

    assertThat(event.id()).isEqualTo("cbdead91-1-2-x4711-stopped");
    assertThat(event.invocation()).isNull();
  }

  @Test
  void a_log_that_looks_like_the_format_cannot_change_the_event() throws Exception {
    SpooledEvent read = parse(HEADER + "unit=other.service\n\n.end\n\ntype=note\n\n.end\n");

    assertThat(read.event().unit()).isEqualTo("chat.service");
    assertThat(new String(read.body(), StandardCharsets.UTF_8))
        .isEqualTo("unit=other.service\n\n.end\n\ntype=note\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\n",
        "groundhog-spool 2\ntype=starting\n\n\n.end\n",
        "groundhog-spool 1\n\n\n.end\n",
        "groundhog-spool 1\n\n.end\n",
        "groundhog-spool 1\ntype=tick\nwall=1\nuptime=1\nboot=cbdead9105a14b1da58e7b95001bda71\n\n\n.end\n",
        "groundhog-spool 1\ntype=starting\nwall=1\nuptime=1\nboot=cbdead9105a14b1da58e7b95001bda71\n\n\n.end\n",
        "groundhog-spool 1\ntype=starting\nunit=a.service\nwall=1\nuptime=1\nboot=../../etc\n\n\n.end\n",
        "groundhog-spool 1\ntype=starting\nunit=a.service\nwall=-1\nuptime=1\nboot=cbdead9105a14b1da58e7b95001bda71\n\n\n.end\n",
        "groundhog-spool 1\ntype=starting\nunit=a\u0007.service\nwall=1\nuptime=1\nboot=cbdead9105a14b1da58e7b95001bda71\n\n\n.end\n"
      })
  void what_is_no_event_is_called_malformed(String file) {
    assertThatThrownBy(() -> parse(file)).isInstanceOf(MalformedSpoolFileException.class);
  }

  @Property
  void a_file_cut_short_anywhere_is_malformed(@ForAll @IntRange(max = 10_000) int cut) {
    byte[] whole = bytes(HEADER + "a\nb\n\n.end\n");
    byte[] torn = Arrays.copyOf(whole, cut % whole.length);

    assertThatThrownBy(() -> SpoolFile.parse("f", torn, WRITTEN, "h"))
        .isInstanceOf(MalformedSpoolFileException.class);
  }

  /** What a file system leaves behind when the size reached the disk and the data did not. */
  @Property
  void a_file_whose_end_is_zeros_is_malformed(@ForAll @IntRange(max = 10_000) int from) {
    byte[] whole = bytes(HEADER + "a\nb\n\n.end\n");
    Arrays.fill(whole, from % whole.length, whole.length, (byte) 0);

    assertThatThrownBy(() -> SpoolFile.parse("f", whole, WRITTEN, "h"))
        .isInstanceOf(MalformedSpoolFileException.class);
  }

  @Property
  void any_bytes_are_an_event_or_malformed_and_nothing_else(@ForAll byte[] bytes) {
    byte[] file = concat(bytes(HEADER.substring(0, bytes.length % HEADER.length())), bytes);
    try {
      SpoolFile.parse("f", concat(file, bytes("\n\n\n.end\n")), WRITTEN, "h");
    } catch (MalformedSpoolFileException e) {
      assertThat(e).hasMessageContaining("expected");
    }
  }

  @Example
  void a_file_beyond_the_limit_is_malformed() {
    String huge = HEADER + "x".repeat(SpoolFile.MAX_BYTES) + "\n.end\n";

    assertThatThrownBy(() -> parse(huge)).hasMessageContaining("size");
  }

  private static SpooledEvent parse(String file) throws MalformedSpoolFileException {
    return SpoolFile.parse("name", bytes(file), WRITTEN, "web-1");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }
}
