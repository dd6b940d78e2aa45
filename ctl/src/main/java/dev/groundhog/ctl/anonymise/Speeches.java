package dev.groundhog.ctl.anonymise;

import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.ControlEvent.ControlType;
import dev.groundhog.events.ControlEventBuilder;
import dev.groundhog.events.Mute;
import dev.groundhog.events.Silence;
import dev.groundhog.events.SilenceBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What people said, in other words and under other names. A pattern over several names cannot say
 * the same of other names: such a silence or mark stays, and covers nothing.
 */
final class Speeches {
  private static final String NOBODY = "nobody";

  private final Names names;
  private final RulesText rules;

  Speeches(Names names) {
    this.names = names;
    this.rules = new RulesText(names.units(), names.labels(), names.channels());
  }

  /** Takes note of the names in it: who said it, and of what. */
  void meet(ControlEvent event) {
    if (event.by() != null) names.words().forget(event.by());
    if (event.unit() != null) names.meetUnit(event.unit());
    Silence silence = event.silence();
    if (silence == null) return;
    if (silence.unit() != null) names.meetUnit(silence.unit());
    if (silence.host() != null) names.meetHost(silence.host());
    names.meetLabels(silence.labels());
  }

  /** Null for rules that are none. */
  @Nullable ControlEvent mask(ControlEvent event) {
    String text = event.rules() == null ? null : rules.mask(event.rules());
    if (event.type() == ControlType.RULES && event.rules() != null && text == null) return null;
    return ControlEventBuilder.builder(event)
        .id(id(event))
        .by(event.by() == null ? null : names.people().of(event.by()))
        .text(event.text() == null ? null : names.words().mask(event.text()))
        .rules(text)
        .silence(silence(event.silence()))
        .incident(event.incident() == null ? null : names.incident(event.incident()))
        .unit(unit(event.unit()))
        .mute(mute(event.mute()))
        .build();
  }

  private String id(ControlEvent event) {
    if (event.type() == ControlType.ACK && event.incident() != null) {
      return "ack:" + names.incident(event.incident());
    }
    if (event.mute() != null) return "mute:" + channel(event.mute().channel());
    String id = names.ids().mask(event.id());
    return id == null ? NOBODY : id;
  }

  private @Nullable Silence silence(@Nullable Silence silence) {
    if (silence == null) return null;
    return SilenceBuilder.builder(silence)
        .unit(unit(silence.unit()))
        .host(silence.host() == null ? null : host(silence.host()))
        .labels(names.labels().mask(silence.labels()))
        .build();
  }

  private @Nullable Mute mute(@Nullable Mute mute) {
    return mute == null ? null : new Mute(channel(mute.channel()), mute.times());
  }

  /** As alerts have it. */
  private String channel(String channel) {
    return '#' + names.channels().of(channel);
  }

  private String host(String glob) {
    if (glob.chars().allMatch(c -> c == '*')) return glob;
    return isPattern(glob) ? NOBODY : names.host(glob);
  }

  /** People may leave out the suffix. */
  private @Nullable String unit(@Nullable String glob) {
    if (glob == null || glob.chars().allMatch(c -> c == '*')) return glob;
    if (isPattern(glob)) return NOBODY;
    boolean bare = !names.units().families().contains(glob);
    return names.units().family(bare && glob.indexOf('.') < 0 ? glob + ".service" : glob);
  }

  private static boolean isPattern(String glob) {
    return glob.indexOf('*') >= 0 || glob.indexOf('?') >= 0;
  }
}
