package dev.groundhog.ctl.anonymise;

import dev.groundhog.engine.cause.CauseKey;
import dev.groundhog.engine.signal.NoteFamily;
import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertBuilder;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Alerts under other names. */
final class Alerts {
  /** {@code exit-code 3}, {@code core-dump SEGV}, {@code other}. */
  private static final Pattern EXIT =
      Pattern.compile("[a-z-]{1,20}(?: (?:[0-9]{1,5}|[A-Z0-9+-]{1,10}))?");

  /** Titles of notes are sentences, not names. */
  private static final String NOTE = "note:";

  private final Names names;

  Alerts(Names names) {
    this.names = names;
  }

  /** Takes note of the names in it. */
  void meet(Alert alert) {
    if (alert.unit() != null) meetFamily(alert.unit());
    alert.hosts().forEach(host -> names.meetHost(host.host()));
    alert.members().forEach(member -> meetFamily(member.unit()));
    names.meetLabels(alert.labels());
    if (alert.channel() != null) names.words().forget(alert.channel());
  }

  private void meetFamily(String family) {
    names.units().family(family);
    if (!family.startsWith(NOTE)) names.meetUnit(family);
  }

  Alert mask(Alert alert) {
    return AlertBuilder.builder(alert)
        .incident(names.incident(alert.incident()))
        .unit(alert.unit() == null ? null : names.units().family(alert.unit()))
        .hosts(alert.hosts().stream().map(this::host).toList())
        .exits(exits(alert.exits()))
        .causes(alert.causes().stream().map(this::cause).toList())
        .suspects(alert.suspects().stream().map(this::suspect).toList())
        .members(alert.members().stream().map(this::member).toList())
        .partOf(alert.partOf() == null ? null : names.incident(alert.partOf()))
        .labels(names.labels().mask(alert.labels()))
        .channel(alert.channel() == null ? null : '#' + names.channels().of(alert.channel()))
        .notice(notice(alert.notice()))
        .note(note(alert))
        .build();
  }

  private Alert.HostPart host(Alert.HostPart part) {
    return new Alert.HostPart(
        names.host(part.host()), part.crashes(), part.state(), part.lastCrashAt(), part.restarts());
  }

  private Map<String, Long> exits(Map<String, Long> exits) {
    Map<String, Long> masked = new TreeMap<>();
    exits.forEach(
        (exit, n) ->
            masked.merge(
                EXIT.matcher(exit).matches() ? exit : "exit " + names.key().hex(exit, 8),
                n,
                Long::sum));
    return masked;
  }

  private Alert.Cause cause(Alert.Cause cause) {
    CauseKey known = names.tails().cause(cause.fingerprint());
    String title = known == null ? names.words().mask(cause.title()) : known.title();
    return new Alert.Cause(
        names.fingerprint(cause.fingerprint()),
        title,
        cause.crashes(),
        cause.hosts(),
        sample(cause.sample()),
        cause.decisive());
  }

  private Alert.@Nullable Sample sample(Alert.@Nullable Sample sample) {
    if (sample == null) return null;
    return new Alert.Sample(
        names.host(sample.host()), sample.at(), names.tails().mask(sample.lines()));
  }

  private Alert.Suspect suspect(Alert.Suspect suspect) {
    return new Alert.Suspect(
        names.labels().name(suspect.label()),
        names.labels().value(suspect.label(), suspect.value()),
        suspect.crashing(),
        suspect.healthy());
  }

  private Alert.Member member(Alert.Member member) {
    return new Alert.Member(
        names.incident(member.incident()),
        names.units().family(member.unit()),
        member.state(),
        member.crashes(),
        member.hosts(),
        member.left());
  }

  private Alert.@Nullable Notice notice(Alert.@Nullable Notice notice) {
    if (notice == null) return null;
    return new Alert.Notice(names.units().unit(notice.unit()), notice.planned(), notice.others());
  }

  private Alert.@Nullable Note note(Alert alert) {
    Alert.Note note = alert.note();
    if (note == null) return null;
    String family = NoteFamily.of(null, note.title());
    return new Alert.Note(
        note.title() == null ? null : names.units().note(family),
        note.unit() == null ? null : names.units().unit(note.unit()),
        names.tails().mask(note.lines()),
        note.omitted(),
        note.others());
  }
}
