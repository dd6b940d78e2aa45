package dev.groundhog.ctl.anonymise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.engine.cause.CauseKey;
import dev.groundhog.engine.host.CrashCause;
import dev.groundhog.events.EventType;
import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.Tail;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TailsTest {
  private final Key key = new Key("a key for tests".getBytes(StandardCharsets.UTF_8));
  private final Tails tails = new Tails(key, new Words(key));

  /** There are 40 words of two letters to choose from, so other words alone must fall together. */
  @Test
  void more_causes_than_there_are_other_words_stay_as_many() {
    Map<String, CauseKey> before = new HashMap<>();
    Map<String, CauseKey> after = new HashMap<>();
    for (int round = 0; round < 2; round++) {
      for (char a = 'q'; a <= 'z'; a++) {
        for (char b = 'q'; b <= 'z'; b++) {
          UnitEvent event = panic(a + "" + b);
          CauseKey was = cause(event);
          CauseKey is = cause(tails.mask(event, event));
          before.put(was.fingerprint(), was);
          assertThat(is.decisive()).isEqualTo(was.decisive());
          CauseKey known = after.putIfAbsent(was.fingerprint(), is);
          if (known != null) assertThat(is).isEqualTo(known);
          assertThat(tails.cause(was.fingerprint())).isEqualTo(is);
        }
      }
    }
    assertThat(before).hasSizeGreaterThan(50);
    assertThat(after.values().stream().map(CauseKey::fingerprint).distinct())
        .hasSize(before.size());
    assertThat(tails.odd()).isZero();
  }

  private static CauseKey cause(UnitEvent event) {
    return CrashCause.of(event).orElseThrow();
  }

  private static UnitEvent panic(String word) {
    return UnitEventBuilder.builder()
        .type(EventType.STOPPED)
        .host("web-1")
        .unit("chat.service")
        .result(ServiceResult.EXIT_CODE)
        .tail(Tail.of("journal", List.of("panic: " + word, "goroutine 1 [running]:")))
        .build();
  }
}
