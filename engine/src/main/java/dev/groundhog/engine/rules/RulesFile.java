package dev.groundhog.engine.rules;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code rules.yaml}: what it does not say is as built in, what it says wrongly is refused
 * with line and column. A misspelt name is wrong too, because a rule that silently does nothing is
 * an alert that never comes.
 *
 * <pre>
 * defaults:
 *   hostLoop: {crashes: 3, within: 5m}     # or a list of several speeds
 *   wave: {hosts: 3, within: 10m}
 * units:
 *   - match: "payments-*.service"
 *     channel: "#payments"
 * </pre>
 */
public final class RulesFile {
  private static final ObjectMapper YAML = mapper();

  private RulesFile() {}

  record File(@Nullable Entry defaults, @Nullable FleetEntry fleet, @Nullable List<Entry> units) {}

  /** One block of the file; null is "as in the block it stands under". */
  record Entry(
      @Nullable String match,
      @Nullable Map<String, String> labels,
      @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
          @Nullable List<SpeedEntry> hostLoop,
      @Nullable WaveEntry wave,
      @Nullable Boolean gaveUp,
      @JsonDeserialize(using = SeverityReader.class) @Nullable SeverityEntry severity,
      @Nullable Boolean everyStop,
      @Nullable Duration resolveAfter,
      @Nullable Duration reopenWithin,
      @Nullable Duration updateEvery,
      @Nullable Duration notifyEvery,
      @Nullable List<Integer> spread,
      @Nullable List<Duration> remind,
      @Nullable Duration lateness,
      @Nullable String channel) {}

  record SpeedEntry(int crashes, @Nullable Duration within) {}

  record FleetEntry(@Nullable Integer unitsPerHost, @Nullable Integer unitsPerCause) {}

  record WaveEntry(int hosts, @Nullable String share, @Nullable Duration within) {}

  record SeverityEntry(@Nullable Integer hosts, @Nullable String share, @Nullable Boolean gaveUp) {}

  /**
   * @param yaml the file's text; empty is the built-in rules
   * @throws InvalidRulesException in words for the person who wrote it
   */
  public static Rules parse(String yaml) throws InvalidRulesException {
    if (yaml.lines().allMatch(line -> line.isBlank() || line.strip().startsWith("#"))) {
      return Rules.BUILT_IN;
    }
    try {
      File file = YAML.readValue(yaml, File.class);
      if (file == null) return Rules.BUILT_IN;
      UnitRules defaults = over(Rules.BUILT_IN.defaults(), file.defaults(), "defaults");
      return new Rules(defaults, overrides(defaults, file.units()), fleet(file.fleet()));
    } catch (JsonProcessingException e) {
      throw new InvalidRulesException(explain(e, yaml));
    }
  }

  private static FleetRules fleet(@Nullable FleetEntry entry) throws InvalidRulesException {
    FleetRules base = FleetRules.BUILT_IN;
    if (entry == null) return base;
    return new FleetRules(
        units(entry.unitsPerHost(), base.unitsPerHost(), "fleet.unitsPerHost"),
        units(entry.unitsPerCause(), base.unitsPerCause(), "fleet.unitsPerCause"));
  }

  private static int units(@Nullable Integer value, int otherwise, String where)
      throws InvalidRulesException {
    if (value == null || value == 0) return value == null ? otherwise : 0;
    if (value < FleetRules.MIN || value > FleetRules.MAX) {
      throw wrong(where, "2 to 100, or 0 for never", value);
    }
    return value;
  }

  private static List<Rules.ForUnits> overrides(UnitRules defaults, @Nullable List<Entry> units)
      throws InvalidRulesException {
    List<Rules.ForUnits> overrides = new ArrayList<>();
    for (Entry entry : units == null ? List.<Entry>of() : units) {
      String where = "units[" + overrides.size() + "]";
      if (entry == null || entry.match() == null) {
        throw new InvalidRulesException(
            where + ".match: expected a glob such as chat-*.service, found nothing");
      }
      Map<String, String> labels = entry.labels() == null ? Map.of() : entry.labels();
      overrides.add(new Rules.ForUnits(entry.match(), labels, over(defaults, entry, where)));
    }
    return overrides;
  }

  private static UnitRules over(UnitRules base, @Nullable Entry entry, String where)
      throws InvalidRulesException {
    if (entry == null) return base;
    UnitRules merged =
        new UnitRules(
            entry.hostLoop() == null ? base.hostLoop() : speeds(entry.hostLoop(), where),
            entry.wave() == null ? base.wave() : wave(entry.wave(), base.wave(), where),
            or(entry.gaveUp(), base.gaveUp()),
            critical(entry.severity(), base.severity(), where),
            or(entry.everyStop(), base.everyStop()),
            or(entry.resolveAfter(), base.resolveAfter()),
            or(entry.reopenWithin(), base.reopenWithin()),
            or(entry.updateEvery(), base.updateEvery()),
            or(entry.notifyEvery(), base.notifyEvery()),
            or(entry.spread(), base.spread()).stream().sorted().toList(),
            or(entry.remind(), base.remind()).stream().sorted().toList(),
            or(entry.lateness(), base.lateness()),
            entry.channel() == null ? base.channel() : entry.channel());
    if (merged.hostLoop().isEmpty()) throw wrong(where + ".hostLoop", "at least one speed", "none");
    return merged;
  }

  private static <T> T or(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }

  private static List<Speed> speeds(List<SpeedEntry> entries, String where)
      throws InvalidRulesException {
    List<Speed> speeds = new ArrayList<>();
    for (SpeedEntry entry : entries) {
      if (entry.crashes() < 1 || entry.crashes() > 100) {
        throw wrong(where + ".hostLoop.crashes", "1 to 100", entry.crashes());
      }
      if (entry.within() == null) throw wrong(where + ".hostLoop.within", "a time", "nothing");
      speeds.add(new Speed(entry.crashes(), entry.within()));
    }
    return speeds;
  }

  private static Wave wave(WaveEntry entry, Wave base, String where) throws InvalidRulesException {
    if (entry.hosts() < 1) throw wrong(where + ".wave.hosts", "at least 1", entry.hosts());
    double share = share(entry.share(), 0, where + ".wave.share");
    return new Wave(entry.hosts(), share, or(entry.within(), base.within()));
  }

  private static Critical critical(@Nullable SeverityEntry entry, Critical base, String where)
      throws InvalidRulesException {
    if (entry == null) return base;
    int hosts = or(entry.hosts(), base.hosts());
    if (hosts < 0) throw wrong(where + ".severity.hosts", "at least 0", hosts);
    double share = share(entry.share(), base.share(), where + ".severity.share");
    return new Critical(hosts, share, or(entry.gaveUp(), base.gaveUp()));
  }

  private static double share(@Nullable String share, double otherwise, String name)
      throws InvalidRulesException {
    if (share == null) return otherwise;
    Matcher percent = Pattern.compile("([0-9]{1,2}|100)%").matcher(share);
    if (!percent.matches()) throw wrong(name, "0% to 100%", share);
    return Integer.parseInt(percent.group(1)) / 100.0;
  }

  private static InvalidRulesException wrong(String name, String expected, Object found) {
    return new InvalidRulesException("%s: expected %s, found %s".formatted(name, expected, found));
  }

  private static String explain(JsonProcessingException e, String yaml) {
    JsonLocation at = e.getLocation();
    String where =
        at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
    if (e instanceof UnrecognizedPropertyException unknown) {
      return placeOf(unknown.getPropertyName(), yaml)
          + "no such rule: "
          + unknown.getPropertyName()
          + suggestion(unknown)
          + "; known are "
          + unknown.getKnownPropertyIds().stream()
              .map(Object::toString)
              .sorted()
              .collect(Collectors.joining(", "));
    }
    if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      String path =
          mapping.getPath().stream()
              .map(p -> p.getFieldName() == null ? "[" + p.getIndex() + "]" : p.getFieldName())
              .collect(Collectors.joining("."));
      return where + path + ": " + firstLine(e);
    }
    return where + firstLine(e);
  }

  private static String suggestion(UnrecognizedPropertyException unknown) {
    List<String> known = unknown.getKnownPropertyIds().stream().map(Object::toString).toList();
    return Spelling.nearest(unknown.getPropertyName(), known)
        .map(name -> "; did you mean " + name + "?")
        .orElse("");
  }

  /** Where a name stands in the text: Jackson's own place for it is behind its value. */
  private static String placeOf(String name, String yaml) {
    Pattern key = Pattern.compile("(?<![\\w-])" + Pattern.quote(name) + "['\"]?\\s*:");
    int number = 0;
    for (String line : yaml.split("\n", -1)) {
      number++;
      Matcher found = key.matcher(line);
      if (found.find()) return "line " + number + ", column " + (found.start() + 1) + ": ";
    }
    return "";
  }

  private static String firstLine(JsonProcessingException e) {
    return e.getOriginalMessage().lines().findFirst().orElse("not YAML");
  }

  private static ObjectMapper mapper() {
    SimpleModule times = new SimpleModule("times");
    times.addDeserializer(Duration.class, new DurationReader());
    return YAMLMapper.builder()
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
        .addModule(times)
        .build();
  }

  /** {@code critical} or {@code warning}, or what makes it critical. */
  static final class SeverityReader extends StdDeserializer<SeverityEntry> {
    SeverityReader() {
      super(SeverityEntry.class);
    }

    @Override
    public SeverityEntry deserialize(JsonParser yaml, DeserializationContext context)
        throws IOException {
      if (yaml.currentToken().isStructStart()) return context.readValue(yaml, SeverityEntry.class);
      String word = yaml.getText();
      if (word.equals("critical")) return entry(Critical.ALWAYS);
      if (word.equals("warning")) return entry(Critical.NEVER);
      String meant =
          Spelling.nearest(word, List.of("critical", "warning"))
              .map(name -> "; did you mean " + name + "?")
              .orElse("");
      throw MismatchedInputException.from(
          yaml,
          SeverityEntry.class,
          "expected critical, warning or {hosts: 11, share: 50%, gaveUp: true}, found "
              + word
              + meant);
    }

    private static SeverityEntry entry(Critical rule) {
      return new SeverityEntry(rule.hosts(), rule.percent() + "%", rule.gaveUp());
    }
  }

  /** A time with its unit: {@code 30s}, {@code 5m}, {@code 1h}, {@code 1d}. */
  private static final class DurationReader extends StdDeserializer<Duration> {
    private static final Pattern TIME = Pattern.compile("([0-9]{1,6})(ms|s|m|h|d)");

    DurationReader() {
      super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser yaml, DeserializationContext context)
        throws IOException {
      Matcher time = TIME.matcher(yaml.getText());
      if (!time.matches() || Long.parseLong(time.group(1)) == 0) {
        throw MismatchedInputException.from(
            yaml, Duration.class, "expected a time such as 30s, 5m or 1h, found " + yaml.getText());
      }
      long n = Long.parseLong(time.group(1));
      return switch (time.group(2)) {
        case "ms" -> Duration.ofMillis(n);
        case "s" -> Duration.ofSeconds(n);
        case "m" -> Duration.ofMinutes(n);
        case "h" -> Duration.ofHours(n);
        default -> Duration.ofDays(n);
      };
    }
  }
}
