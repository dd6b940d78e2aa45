package dev.groundhog.ctl.anonymise;

import dev.groundhog.engine.cause.CauseKey;
import java.util.Map;

/** What is called how in one export. */
final class Names {
  private final Key key;
  private final Words words;
  private final Ids ids;
  private final Tails tails;
  private final UnitNames units = new UnitNames();
  private final Labels labels = new Labels();
  private final Pseudonyms hosts = new Pseudonyms("host");
  private final Pseudonyms people = new Pseudonyms("person");
  private final Pseudonyms channels = new Pseudonyms("channel");

  Names(Key key) {
    this.key = key;
    this.words = new Words(key);
    this.ids = new Ids(key);
    this.tails = new Tails(key, words);
  }

  Key key() {
    return key;
  }

  /** Takes note of a host; people leave out its domain. */
  void meetHost(String host) {
    words.forget(host);
    int dot = host.indexOf('.');
    if (dot > 0 && host.chars().anyMatch(Character::isLetter)) {
      words.forget(host.substring(0, dot));
    }
  }

  /** Takes note of a unit, or a unit family; what kind of unit it is, is no secret. */
  void meetUnit(String unit) {
    words.forget(UnitNames.known(unit));
  }

  /** Takes note of labels' values, and of names that are not common ones. */
  void meetLabels(Map<String, String> given) {
    given.forEach(
        (name, value) -> {
          if (!labels.name(name).equals(name)) words.forget(name);
          words.forget(value);
        });
  }

  Words words() {
    return words;
  }

  Ids ids() {
    return ids;
  }

  Tails tails() {
    return tails;
  }

  UnitNames units() {
    return units;
  }

  Labels labels() {
    return labels;
  }

  Pseudonyms people() {
    return people;
  }

  Pseudonyms channels() {
    return channels;
  }

  String host(String host) {
    return hosts.of(host);
  }

  /** {@code v1:} and 12 hex digits: the one that a replay finds now, if a crash of it was met. */
  String fingerprint(String fingerprint) {
    CauseKey cause = tails.cause(fingerprint);
    return cause == null ? "v1:" + key.hex(fingerprint, 12) : cause.fingerprint();
  }

  /**
   * {@code chat.service/2026-11-22T11:22:41.581Z/1f3a}: time and hash stay. A larger incident's
   * begins with {@code host:} or {@code cause:}.
   */
  String incident(String id) {
    int hash = id.lastIndexOf('/');
    int time = hash < 0 ? -1 : id.lastIndexOf('/', hash - 1);
    if (time < 0) return key.hex(id, 32);
    return subject(id.substring(0, time)) + id.substring(time);
  }

  private String subject(String subject) {
    if (subject.startsWith("host:")) return "host:" + host(subject.substring(5));
    if (subject.startsWith("cause:")) return "cause:" + fingerprint(subject.substring(6));
    return units.family(subject);
  }
}
