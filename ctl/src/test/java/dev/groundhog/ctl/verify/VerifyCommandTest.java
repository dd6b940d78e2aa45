package dev.groundhog.ctl.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.ctl.CtlMain;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VerifyCommandTest {
  private final StringWriter err = new StringWriter();

  @Test
  void a_broker_that_is_gone_is_no_disagreement() throws IOException {
    assertThat(exit("127.0.0.1:" + freePort(), "--last", "1h")).isEqualTo(3);
    assertThat(err.toString()).startsWith("groundhogctl: ").hasLineCount(1);
  }

  @Test
  void a_wrong_setting_and_a_wrong_option_are_bad_usage() {
    assertThat(exit("no address at all", "--last", "1h")).as(err.toString()).isEqualTo(2);
    assertThat(exit("127.0.0.1:9092", "--lst", "1h")).isEqualTo(2);
  }

  private int exit(String bootstrap, String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "verify";
    System.arraycopy(args, 0, all, 1, args.length);
    return CtlMain.commandLine(Map.of("GROUNDHOG_KAFKA_BOOTSTRAP_SERVERS", bootstrap))
        .setErr(new PrintWriter(err, true))
        .execute(all);
  }

  /** Nobody listens there once it is closed. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
