package dev.groundhog.ctl.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.groundhog.ctl.control.Span;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.ControlEvent.ControlType;
import dev.groundhog.events.ControlEventBuilder;
import dev.groundhog.events.Scope;
import dev.groundhog.events.Silence;
import dev.groundhog.events.SilenceBuilder;
import dev.groundhog.events.Wire;
import dev.groundhog.runtime.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a browser sent, as a control event. Pure.
 *
 * @param author who says it
 * @param text why, or what others should know
 * @param incident whole id, of an acknowledgement
 * @param unit glob, of a silence, as are the next four
 * @param length such as {@code 2h}
 * @param silence id of the one that is to end
 */
record Wish(
    @Nullable String author,
    @Nullable String text,
    @Nullable String incident,
    @Nullable String unit,
    @Nullable String host,
    @Nullable Scope scope,
    @Nullable Map<String, String> labels,
    @Nullable String length,
    @Nullable String silence) {
  /** As on the command line. */
  private static final int MAX_TEXT = 1000;

  private static final ObjectReader JSON = Wire.mapper().readerFor(Wish.class);

  /** It cannot be done so; the message is for the person who asked. */
  static final class BadWishException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadWishException(String message) {
      super(message);
    }
  }

  static Wish parse(String body) {
    try {
      Wish wish = JSON.readValue(body);
      if (wish == null) throw new BadWishException("expected a JSON object");
      return wish;
    } catch (JsonProcessingException e) {
      throw new BadWishException("expected a JSON object: " + e.getOriginalMessage());
    }
  }

  ControlEvent acknowledgement(String whole, Instant now) {
    return said(ControlType.ACK, now).id("ack:" + whole).incident(whole).text(text(false)).build();
  }

  /**
   * @param id of the new silence
   */
  ControlEvent silence(String id, Instant now) {
    Duration time =
        Settings.parseDuration(String.valueOf(length))
            .orElseThrow(() -> new BadWishException("length: expected a time such as 30m or 2h"));
    if (time.isZero() || time.compareTo(Span.LONGEST) > 0) {
      throw new BadWishException("length: expected at most " + Span.LONGEST.toDays() + "d");
    }
    try {
      Silence covers =
          new Silence(
              filled(unit),
              filled(host),
              labels == null ? Map.of() : labels,
              known(scope),
              now,
              now.plus(time));
      return said(ControlType.SILENCE, now).id(id).silence(covers).text(text(true)).build();
    } catch (IllegalArgumentException e) {
      throw new BadWishException(String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable Scope known(@Nullable Scope scope) {
    if (scope != Scope.UNKNOWN) return scope;
    throw new BadWishException("scope: expected unit, host or cause");
  }

  /**
   * The same silence, ended.
   *
   * @param found as it stands
   */
  ControlEvent end(ControlEvent found, Instant now) {
    Silence stands = found.silence();
    if (stands == null) throw new BadWishException("silence: there is none of that id");
    Silence until = SilenceBuilder.builder(stands).until(now).build();
    // Why it was, people still want to read.
    return said(ControlType.SILENCE, now).id(found.id()).silence(until).text(found.text()).build();
  }

  private ControlEventBuilder said(ControlType type, Instant now) {
    String by = filled(author);
    if (by == null) throw new BadWishException("author: expected your name");
    return ControlEventBuilder.builder().type(type).at(now).by(shortened("author", by));
  }

  private @Nullable String text(boolean needed) {
    String words = filled(text);
    if (words == null && needed) throw new BadWishException("text: expected why");
    return words == null ? null : shortened("text", words);
  }

  private static String shortened(String field, String text) {
    if (text.length() <= MAX_TEXT) return text;
    throw new BadWishException(field + ": expected at most " + MAX_TEXT + " characters");
  }

  private static @Nullable String filled(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }
}
