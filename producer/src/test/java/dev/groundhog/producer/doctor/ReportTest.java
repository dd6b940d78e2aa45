package dev.groundhog.producer.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReportTest {
  private static final List<Finding> FINDINGS =
      List.of(
          Finding.ok("systemd", "252 is PID 1"),
          Finding.ok("host", "known as web-1"),
          Finding.warn("host", "the clock is wrong", "timedatectl set-ntp true"),
          Finding.fail("Kafka", "no connection", "nc -vz kafka 9092"),
          Finding.skipped("Kafka", "a test event: not tried"));

  @Test
  void each_link_is_a_line_and_below_what_is_wrong_stands_what_mends_it() {
    assertThat(Report.lines("web-1", FINDINGS, false, "→"))
        .containsExactly(
            "groundhog doctor on web-1",
            "",
            "  systemd   ok    252 is PID 1",
            "  host      ok    known as web-1",
            "            warn  the clock is wrong",
            "                  → timedatectl set-ntp true",
            "  Kafka     FAIL  no connection",
            "                  → nc -vz kafka 9092",
            "            --    a test event: not tried",
            "",
            "  2 links are fine, 1 warning, 1 broken");
  }

  @Test
  void a_terminal_sees_the_same_words_in_colour() {
    String plain = String.join("\n", Report.lines("web-1", FINDINGS, false, "→"));
    String coloured = String.join("\n", Report.lines("web-1", FINDINGS, true, "→"));

    assertThat(coloured).isNotEqualTo(plain);
    assertThat(coloured.replaceAll("\033\\[[0-9;]*m", "")).isEqualTo(plain);
  }

  @Test
  void a_program_reads_the_same_findings() {
    assertThat(Report.json("web-1", FINDINGS))
        .contains("\"healthy\" : false")
        .contains("\"level\" : \"fail\"")
        .contains("\"mend\" : \"nc -vz kafka 9092\"");
  }

  @Test
  void a_warning_is_no_illness() {
    assertThat(Report.isHealthy(FINDINGS.subList(0, 3))).isTrue();
    assertThat(Report.isHealthy(FINDINGS)).isFalse();
  }

  @Test
  void refusals_of_kafka_name_the_setting_or_the_command() {
    assertThat(
            Trouble.atTheDoor(new SaslAuthenticationException("bad password"), java.util.Map.of())
                .mend())
        .contains("kafka.sasl.jaas.config");
    assertThat(
            Trouble.atTheDoor(new SslAuthenticationException("no path"), java.util.Map.of()).mend())
        .contains("kafka.ssl.truststore");
    assertThat(Trouble.atTheTopic(new TopicAuthorizationException("t")).mend())
        .contains("--operation Write");
    assertThat(Trouble.atTheTopic(new ClusterAuthorizationException("c")).mend())
        .contains("IdempotentWrite");
    assertThat(Trouble.wrongTopic("cleanup.policy", "delete", "compact").mend())
        .contains("--add-config cleanup.policy=delete");
  }

  @Test
  void a_probe_that_hangs_is_a_finding_and_holds_up_nobody() throws InterruptedException {
    Examination examination = new Examination(Duration.ofMillis(300));
    examination.add(
        "disk",
        () -> {
          new CountDownLatch(1).await();
          return List.of();
        },
        () -> List.of(Finding.ok("disk", "the first half")));
    examination.add("host", () -> List.of(Finding.ok("host", "fine")));
    examination.add(
        "spool",
        () -> {
          throw new java.io.IOException("permission denied");
        });

    assertThat(examination.findings())
        .extracting(Finding::says)
        .containsExactly("the first half", "no answer within 0 s", "fine", "permission denied");
  }
}
