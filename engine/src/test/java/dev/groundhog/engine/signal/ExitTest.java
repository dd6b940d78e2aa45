package dev.groundhog.engine.signal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.events.EventType;
import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExitTest {
  @Test
  void the_way_it_died_is_named_in_systemds_words() {
    assertThat(Exit.of(stop(ServiceResult.EXIT_CODE, "3"))).isEqualTo("exit-code 3");
    assertThat(Exit.of(stop(ServiceResult.OOM_KILL, null))).isEqualTo("oom-kill");
    assertThat(Exit.of(stop(ServiceResult.SIGNAL, "<!channel>"))).isEqualTo("signal ??channel?");
  }

  private static UnitEvent stop(ServiceResult result, @Nullable String status) {
    return UnitEventBuilder.builder()
        .type(EventType.STOPPED)
        .host("web-1")
        .unit("chat.service")
        .result(result)
        .exitStatus(status)
        .build();
  }
}
