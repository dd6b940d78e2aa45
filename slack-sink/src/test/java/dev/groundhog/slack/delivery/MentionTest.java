package dev.groundhog.slack.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.groundhog.slack.digest.Digest;
import dev.groundhog.slack.digest.Message;
import dev.groundhog.slack.digest.Rung;
import dev.groundhog.slack.fake.Alerts;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Whom a critical incident pages. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MentionTest {
  @Test
  void a_message_that_is_sent_again_pages_once() {
    Message message = Digest.message(Alerts.spread(), Rung.FULL);
    Mention here = Mention.of("here").orElseThrow();
    for (int i = 0; i < 3; i++) {
      ObjectNode payload = message.payload();
      here.addTo(payload);
      assertThat(payload.toString().split("\"range\":\"here\"", -1)).hasSize(2);
    }
  }
}
