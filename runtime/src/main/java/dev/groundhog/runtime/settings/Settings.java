package dev.groundhog.runtime.settings;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A program's settings: a properties file, over which {@code GROUNDHOG_*} variables win. {@code
 * slack.api.url} in the file is {@code GROUNDHOG_SLACK_API_URL} in the environment.
 *
 * <p>Every getter checks what it returns and throws {@link InvalidSettingException} in words for
 * the person who must mend it. Secrets can also come from a file ({@code slack.token.file}) or a
 * systemd credential named like the setting.
 *
 * <p>Not thread-safe; read at start.
 */
public final class Settings {
  private static final String PREFIX = "GROUNDHOG_";
  private static final String STOPS = "Nothing was started.";
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

  /** So few digits cannot overflow with any of the units. */
  private static final Pattern BYTES = Pattern.compile("([0-9]{1,10})(|KiB|MiB|GiB)");

  private final Map<String, String> values;
  private final Map<String, String> environment;

  /** Parts of a program ask from their own threads. */
  private final Set<String> asked;

  private Settings(Map<String, String> values, Map<String, String> environment, Set<String> asked) {
    this.values = values;
    this.environment = environment;
    this.asked = asked;
  }

  /**
   * @param file a properties file in UTF-8, or null for none
   * @param environment all variables; those that begin with GROUNDHOG_ win over the file
   */
  public static Settings load(@Nullable Path file, Map<String, String> environment) {
    Map<String, String> values = new TreeMap<>();
    if (file != null) values.putAll(read(file));
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX) && !value.isEmpty()) values.put(settingOf(name), value);
        });
    return new Settings(values, environment, new ConcurrentSkipListSet<>());
  }

  /** Settings as given, for programs that run inside another and for tests. */
  public static Settings of(Map<String, String> values) {
    return new Settings(new TreeMap<>(values), Map.of(), new ConcurrentSkipListSet<>());
  }

  /** These settings with others over them; what is asked of either counts as known to both. */
  public Settings with(Map<String, String> others) {
    Map<String, String> all = new TreeMap<>(values);
    all.putAll(others);
    return new Settings(all, environment, asked);
  }

  private static Map<String, String> read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidSettingException(
          "--config", "a readable properties file", file + " (" + e + ")", STOPS);
    }
    Map<String, String> values = new TreeMap<>();
    properties.forEach((k, v) -> values.put(k.toString(), v.toString().strip()));
    return values;
  }

  private static String settingOf(String variable) {
    return variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '.');
  }

  /** The setting, if it is there and not empty. */
  public Optional<String> text(String name) {
    asked.add(name);
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
  }

  public String text(String name, String otherwise) {
    return text(name).orElse(otherwise);
  }

  public int integer(String name, int otherwise, int min, int max) {
    String found = text(name).orElse(null);
    if (found == null) return otherwise;
    try {
      int value = Integer.parseInt(found);
      if (value >= min && value <= max) return value;
    } catch (NumberFormatException e) {
      // Said below, together with the range.
    }
    throw invalid(name, "a whole number from " + min + " to " + max, found);
  }

  /** A number of bytes such as {@code 262144}, {@code 256KiB}, {@code 64MiB} or {@code 1GiB}. */
  public long bytes(String name, long otherwise, long min, long max) {
    String found = text(name).orElse(null);
    if (found == null) return otherwise;
    Matcher matcher = BYTES.matcher(found.strip());
    if (matcher.matches()) {
      int shift = 10 * List.of("", "KiB", "MiB", "GiB").indexOf(matcher.group(2));
      long value = Long.parseLong(matcher.group(1)) << shift;
      if (value >= min && value <= max) return value;
    }
    throw invalid(name, "bytes such as 64MiB from " + min + " to " + max, found);
  }

  public boolean flag(String name, boolean otherwise) {
    String found = text(name).orElse(null);
    if (found == null) return otherwise;
    return switch (found.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> true;
      case "false", "no", "off" -> false;
      default -> throw invalid(name, "true or false", found);
    };
  }

  /** A time such as {@code 500ms}, {@code 10s}, {@code 5m}, {@code 2h} or {@code 1d}. */
  public Duration duration(String name, Duration otherwise, Duration min, Duration max) {
    String found = text(name).orElse(null);
    if (found == null) return otherwise;
    Duration value = parseDuration(found).orElse(null);
    if (value != null && value.compareTo(min) >= 0 && value.compareTo(max) <= 0) return value;
    throw invalid(name, "a time such as 10s or 5m from " + min + " to " + max, found);
  }

  /** Reads a number with one of the units ms, s, m, h, d; empty for anything else. */
  public static Optional<Duration> parseDuration(String text) {
    Matcher matcher = DURATION.matcher(text.strip());
    if (!matcher.matches()) return Optional.empty();
    long n = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(n);
          case "s" -> Duration.ofSeconds(n);
          case "m" -> Duration.ofMinutes(n);
          case "h" -> Duration.ofHours(n);
          default -> Duration.ofDays(n);
        });
  }

  public Optional<Path> path(String name) {
    return text(name).map(Path::of);
  }

  /** An http or https address. */
  public URI url(String name, String otherwise) {
    String found = text(name, otherwise);
    try {
      URI uri = URI.create(found);
      if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw invalid(name, "an address that begins with https:// or http://", found);
  }

  /** A secret from the setting itself, from {@code NAME.file}, or from a systemd credential. */
  public Optional<Secret> secret(String name) {
    Optional<String> direct = text(name);
    if (direct.isPresent()) return direct.map(String::strip).map(Secret::new);
    Optional<Path> file = path(name + ".file");
    if (file.isPresent()) return Optional.of(readSecret(name + ".file", file.get()));
    String credentials = environment.get("CREDENTIALS_DIRECTORY");
    if (credentials == null) return Optional.empty();
    Path credential = Path.of(credentials, name);
    return Files.isReadable(credential)
        ? Optional.of(readSecret(name, credential))
        : Optional.empty();
  }

  private static Secret readSecret(String name, Path file) {
    try {
      String value = Files.readString(file).strip();
      if (value.isEmpty()) throw invalid(name, "a file with a secret in it", "an empty file");
      return new Secret(value);
    } catch (IOException e) {
      throw invalid(name, "a readable file", file + " (" + e.getClass().getSimpleName() + ")");
    }
  }

  /** All settings that begin with {@code prefix}, without it; {@code kafka.} goes to the client. */
  public Map<String, String> withPrefix(String prefix) {
    asked.add(prefix + "*");
    return values.entrySet().stream()
        .filter(e -> e.getKey().startsWith(prefix))
        .collect(
            Collectors.toMap(
                e -> e.getKey().substring(prefix.length()),
                Map.Entry::getValue,
                (a, b) -> b,
                TreeMap::new));
  }

  /** Settings that are there and that nobody asked for: most likely misspelt. */
  public Set<String> unknown() {
    return values.keySet().stream()
        .filter(name -> asked.stream().noneMatch(a -> covers(a, name)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean covers(String asked, String name) {
    return asked.endsWith("*")
        ? name.startsWith(asked.substring(0, asked.length() - 1))
        : asked.equals(name);
  }

  private static InvalidSettingException invalid(String name, String expected, String found) {
    return new InvalidSettingException(name, expected, '"' + found + '"', STOPS);
  }
}
