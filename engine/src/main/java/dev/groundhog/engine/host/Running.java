package dev.groundhog.engine.host;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The units that a host's agent said run, by its newest list. Apart from {@link HostRow}, because
 * it can be long and is seldom asked for.
 *
 * @param hash what the agent says instead of the list as long as that does not change
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Running(List<String> units, @Nullable String hash) {
  public Running {
    units = List.copyOf(units);
  }
}
