package dev.groundhog.ctl.incidents;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.groundhog.events.ControlEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody takes care of an incident.
 *
 * @param note what others should know
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Acknowledged(@Nullable String by, @Nullable Instant at, @Nullable String note) {

  static Acknowledged of(ControlEvent event) {
    return new Acknowledged(event.by(), event.at(), event.text());
  }
}
