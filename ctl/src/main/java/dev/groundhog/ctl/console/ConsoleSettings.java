package dev.groundhog.ctl.console;

import dev.groundhog.runtime.settings.InvalidSettingException;
import dev.groundhog.runtime.settings.Secret;
import dev.groundhog.runtime.settings.Settings;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the console is to run.
 *
 * @param bind address it listens on
 * @param port 0: any that is free
 * @param hosts names under which it is reached, besides addresses and localhost
 * @param token that writing needs; null: only this machine may write
 * @param history how far back it reads the history of incidents
 */
record ConsoleSettings(
    String bind, int port, Set<String> hosts, @Nullable Secret token, Duration history) {
  private static final int SHORTEST_TOKEN = 16;

  static ConsoleSettings of(Settings settings) {
    return new ConsoleSettings(
        settings.text("console.bind", "127.0.0.1"),
        settings.integer("console.port", 7080, 0, 65535),
        hosts(settings),
        token(settings),
        settings.duration(
            "console.history", Duration.ofDays(30), Duration.ofHours(1), Duration.ofDays(180)));
  }

  /** Also the one of the address that messages link to. */
  private static Set<String> hosts(Settings settings) {
    Set<String> hosts =
        Arrays.stream(settings.text("console.hosts", "").split(",", -1))
            .map(name -> name.strip().toLowerCase(Locale.ROOT))
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toCollection(TreeSet::new));
    if (settings.text("console.url").isPresent()) {
      hosts.add(settings.url("console.url", "").getHost().toLowerCase(Locale.ROOT));
    }
    return Set.copyOf(hosts);
  }

  private static @Nullable Secret token(Settings settings) {
    Secret token = settings.secret("console.token").orElse(null);
    if (token != null && token.reveal().length() < SHORTEST_TOKEN) {
      throw new InvalidSettingException(
          "console.token",
          "at least " + SHORTEST_TOKEN + " characters, such as openssl rand -hex 16 makes",
          "fewer",
          "Nothing was started.");
    }
    return token;
  }
}
