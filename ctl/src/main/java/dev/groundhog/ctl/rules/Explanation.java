package dev.groundhog.ctl.rules;

import dev.groundhog.engine.rules.Critical;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.engine.rules.Speed;
import dev.groundhog.engine.rules.UnitRules;
import dev.groundhog.engine.rules.Wave;
import dev.groundhog.engine.signal.UnitFamily;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which entry of the rules judges a unit and what it says, as text for a person. Pure.
 *
 * <pre>
 * worker@3.service, of the family worker@.service, by rules.yaml
 *
 *     units[0]  payments-*.service     no: another name
 *   → units[1]  worker@*               yes, the first that matches
 *
 *     hostLoop  3 crashes in 5m        as built in
 *     channel   #workers               set for units[1]
 * </pre>
 */
public final class Explanation {
  private Explanation() {}

  /**
   * @param source of the rules, in words
   * @param unit or unit family
   * @param labels of its crashes
   */
  public static String of(Rules rules, String source, String unit, Map<String, String> labels) {
    String family = UnitFamily.of(unit);
    String of = family.equals(unit) ? "" : ", of the family " + family;
    int entry = rules.entryOf(family, labels);
    return unit
        + of
        + ", by "
        + source
        + "\n\n"
        + entries(rules, family, labels, entry)
        + '\n'
        + values(rules, entry);
  }

  private static String entries(
      Rules rules, String family, Map<String, String> labels, int chosen) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rules.overrides().size(); i++) {
      Rules.ForUnits entry = rules.overrides().get(i);
      String why =
          i == chosen
              ? "yes, the first that matches"
              : chosen >= 0 && i > chosen
                  ? "not looked at"
                  : switch (entry.match(family, labels)) {
                    case OTHER_NAME -> "no: another name";
                    case OTHER_LABELS -> "no: " + missing(entry.labels(), labels);
                    case COVERS -> "yes";
                  };
      text.append(line(i == chosen, "units[" + i + "]", pattern(entry), why));
    }
    String defaults = chosen < 0 ? "yes, no entry matches" : "not needed";
    return text.append(line(chosen < 0, "defaults", "", defaults)).toString();
  }

  private static String pattern(Rules.ForUnits entry) {
    String labels =
        entry.labels().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(label -> "  " + label.getKey() + "=" + label.getValue())
            .collect(Collectors.joining());
    return entry.match() + labels;
  }

  private static String missing(Map<String, String> wanted, Map<String, String> labels) {
    return wanted.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .filter(label -> !label.getValue().equals(labels.get(label.getKey())))
        .map(
            label -> {
              String found = labels.get(label.getKey());
              return label.getKey() + (found == null ? " is not given" : " is " + found);
            })
        .collect(Collectors.joining(", "));
  }

  private static String values(Rules rules, int entry) {
    Map<String, String> builtIn = words(Rules.BUILT_IN.defaults());
    Map<String, String> defaults = words(rules.defaults());
    Map<String, String> here = entry < 0 ? defaults : words(rules.overrides().get(entry).rules());
    StringBuilder text = new StringBuilder();
    here.forEach(
        (name, value) -> {
          String from =
              !value.equals(defaults.get(name))
                  ? "set for units[" + entry + "]"
                  : value.equals(builtIn.get(name)) ? "as built in" : "set in defaults";
          text.append(line(false, name, value, from));
        });
    return text.toString();
  }

  private static String line(boolean marked, String name, String value, String why) {
    String arrow = marked ? "→" : " ";
    return String.format(Locale.ROOT, "  %s %-12s  %-40s  %s", arrow, name, value, why)
            .stripTrailing()
        + '\n';
  }

  /** Each rule in words, in the order of docs/rules.md. */
  private static Map<String, String> words(UnitRules rules) {
    Map<String, String> words = new LinkedHashMap<>();
    words.put(
        "hostLoop",
        rules.hostLoop().stream().map(Explanation::speed).collect(Collectors.joining(", or ")));
    words.put("wave", wave(rules.wave()));
    words.put("gaveUp", rules.gaveUp() ? "told at once" : "not told by itself");
    words.put("severity", severity(rules.severity()));
    words.put("everyStop", rules.everyStop() ? "each told by itself" : "not told by itself");
    words.put("resolveAfter", time(rules.resolveAfter()));
    words.put("reopenWithin", time(rules.reopenWithin()));
    words.put("updateEvery", time(rules.updateEvery()));
    words.put("notifyEvery", time(rules.notifyEvery()));
    words.put("spread", list(rules.spread().stream().map(String::valueOf).toList()));
    words.put("remind", list(rules.remind().stream().map(Explanation::time).toList()));
    words.put("lateness", time(rules.lateness()));
    String channel = rules.channel();
    words.put("channel", channel == null ? "the sink's slack.channel" : channel);
    return words;
  }

  private static String speed(Speed speed) {
    String crashes = speed.crashes() == 1 ? "1 crash" : speed.crashes() + " crashes";
    return crashes + " in " + time(speed.within());
  }

  private static String wave(Wave wave) {
    String hosts = wave.hosts() == 1 ? "1 host" : wave.hosts() + " hosts";
    String share =
        wave.share() == 0 ? "" : ", or " + Math.round(100 * wave.share()) + "% if that is more";
    return hosts + share + ", in " + time(wave.within());
  }

  private static String severity(Critical rule) {
    if (rule.hosts() == 1) return "always critical";
    List<String> any = new ArrayList<>();
    if (rule.hosts() > 0) any.add(rule.hosts() + " hosts");
    if (rule.share() > 0) any.add(rule.percent() + "%");
    if (rule.gaveUp()) any.add("gave up");
    return any.isEmpty() ? "never critical" : "critical: " + String.join(", or ", any);
  }

  private static String list(List<String> items) {
    return items.isEmpty() ? "never" : String.join(", ", items);
  }

  /** In the largest unit that leaves no rest, as it would stand in the file. */
  private static String time(Duration time) {
    long millis = time.toMillis();
    if (millis % 86_400_000 == 0) return millis / 86_400_000 + "d";
    if (millis % 3_600_000 == 0) return millis / 3_600_000 + "h";
    if (millis % 60_000 == 0) return millis / 60_000 + "m";
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }
}
