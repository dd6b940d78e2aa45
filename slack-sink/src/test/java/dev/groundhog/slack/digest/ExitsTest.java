package dev.groundhog.slack.digest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitsTest {
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "exit-code 3|exit 3",
        "exit-code 127|exit 127 (command not found)",
        "exit-code 137|exit 137 (SIGKILL, often out of memory)",
        "exit-code 139|exit 139 (SIGSEGV, segmentation fault)",
        "exit-code 203|exit 203 (systemd could not execute it)",
        "exit-code 150|exit 150",
        "signal KILL|SIGKILL (often out of memory)",
        "signal SIGSEGV|SIGSEGV (segmentation fault)",
        "signal 9|SIGKILL (often out of memory)",
        "signal 40|signal 40",
        "signal RTMIN+3|SIGRTMIN+3",
        "core-dump ABRT|SIGABRT (aborted by itself), core dumped",
        "oom-kill|the out-of-memory killer",
        "oom-kill KILL|the out-of-memory killer",
        "watchdog ABRT|systemd's watchdog (it stopped answering)",
        "success|a clean exit, again and again",
        "a-newer-word 7|a-newer-word 7",
      })
  void how_a_run_died_is_said_in_words(String exit, String words) {
    assertThat(Exits.decode(exit)).isEqualTo(words);
  }
}
