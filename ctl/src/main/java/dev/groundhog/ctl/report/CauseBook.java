package dev.groundhog.ctl.report;

import dev.groundhog.engine.cause.CauseKey;
import dev.groundhog.events.Alert;
import dev.groundhog.events.Tail;
import dev.groundhog.events.UnitEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What crashes looked like, each with one tail, and how runs ended. */
final class CauseBook {
  /** Different causes; with more of them the log is not telling causes. */
  static final int MAX_CAUSES = 200;

  private static final int MAX_EXITS = 200;
  private static final int MAX_LINE = 2000;

  /** One cause. */
  private static final class Entry {
    private final CauseKey key;
    private final int place;
    private final Set<String> hosts = new HashSet<>();
    private long crashes;
    private Report.@Nullable Sample sample;

    Entry(CauseKey key, int place) {
      this.key = key;
      this.place = place;
    }
  }

  private final Map<String, Entry> causes = new LinkedHashMap<>();
  private final Map<String, Integer> exits = new LinkedHashMap<>();

  /** Returns the place of the crash's cause in the order of appearance; -1: none, or too many. */
  int crash(@Nullable CauseKey key, UnitEvent event, long at) {
    Entry entry = key == null ? null : entry(key);
    if (entry == null) return -1;
    entry.crashes++;
    entry.hosts.add(event.host());
    Tail tail = event.tail();
    if (entry.sample == null && tail != null && !tail.lines().isEmpty()) {
      entry.sample = new Report.Sample(event.host(), at, cut(tail.lines()));
    }
    return entry.place;
  }

  /** An alert lists it, though its crashes may have been before what is shown. */
  void known(Alert.Cause cause) {
    Entry entry = entry(new CauseKey(cause.fingerprint(), cause.title(), cause.decisive()));
    Alert.Sample sample = cause.sample();
    if (entry == null || entry.sample != null || sample == null) return;
    entry.sample =
        new Report.Sample(sample.host(), sample.at().toEpochMilli(), cut(sample.lines()));
  }

  private @Nullable Entry entry(CauseKey key) {
    Entry entry = causes.get(key.fingerprint());
    if (entry != null || causes.size() >= MAX_CAUSES) return entry;
    entry = new Entry(key, causes.size());
    causes.put(key.fingerprint(), entry);
    return entry;
  }

  private static List<String> cut(List<String> lines) {
    int skipped = Math.max(0, lines.size() - Tail.MAX_LINES);
    return lines.stream()
        .skip(skipped)
        .map(line -> line.length() <= MAX_LINE ? line : line.substring(0, MAX_LINE) + "…")
        .toList();
  }

  int exit(String exit) {
    Integer known = exits.get(exit);
    if (known != null) return known;
    if (exits.size() >= MAX_EXITS) return -1;
    exits.put(exit, exits.size());
    return exits.size() - 1;
  }

  List<String> exits() {
    return List.copyOf(exits.keySet());
  }

  /** The most frequent first. */
  private List<Entry> sorted() {
    List<Entry> sorted = new ArrayList<>(causes.values());
    sorted.sort(
        Comparator.<Entry>comparingLong(entry -> -entry.crashes)
            .thenComparingInt(entry -> entry.place));
    return sorted;
  }

  /** From the order of appearance to the order that is shown. */
  int[] places() {
    List<Entry> sorted = sorted();
    Map<Integer, Integer> places = new HashMap<>();
    for (int i = 0; i < sorted.size(); i++) places.put(sorted.get(i).place, i);
    return IntStream.range(0, sorted.size()).map(places::get).toArray();
  }

  List<Report.CauseShown> shown() {
    return sorted().stream()
        .map(
            entry ->
                new Report.CauseShown(
                    entry.key.fingerprint(),
                    entry.key.title(),
                    entry.key.decisive(),
                    entry.crashes,
                    entry.hosts.size(),
                    entry.sample))
        .toList();
  }
}
