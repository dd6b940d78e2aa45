package dev.groundhog.ctl.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.groundhog.runtime.settings.Secret;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which requests are answered. Pure.
 *
 * <p>Everybody who reaches the page may read. But a page of somebody else's, in the browser of
 * somebody who may, must not: a name of theirs that resolves to this machine is refused by its
 * {@code Host} (DNS rebinding), a request that they send from elsewhere by its {@code Origin} and
 * because what it must contain cannot be sent without asking first (CSRF). There are no cookies, so
 * a browser adds nothing by itself.
 *
 * @param names under which the page is reached, other than addresses and {@code localhost}; lower
 *     case
 * @param token that whoever writes must know; null: only this machine may write
 */
record Gate(Set<String> names, @Nullable Secret token) {
  /** No one can make a browser send a foreign name here that is an address. */
  private static final Pattern ADDRESS =
      Pattern.compile("\\[[0-9a-f:.%]+]|[0-9]{1,3}(\\.[0-9]{1,3}){3}");

  /** What a request says of itself, and where it comes from. */
  record Asked(
      String host,
      @Nullable String origin,
      @Nullable String site,
      @Nullable String contentType,
      @Nullable String authorization,
      boolean loopback) {}

  /** Why a request is not answered. */
  record Refused(int status, String why) {}

  /** How this request's sender may write. */
  enum Writing {
    /** As it is. */
    FREE,
    /** With the token. */
    TOKEN,
    /** Not at all. */
    NONE
  }

  Optional<Refused> read(Asked asked) {
    if (isKnown(name(asked.host()))) return Optional.empty();
    return refused(
        421,
        "This page is not known under the name \""
            + name(asked.host())
            + "\". If it should be: console.hosts="
            + name(asked.host()));
  }

  Optional<Refused> write(Asked asked) {
    Optional<Refused> unread = read(asked);
    if (unread.isPresent()) return unread;
    if (!isOwn(asked)) return refused(403, "The request comes from a page of somebody else's.");
    if (!isJson(asked.contentType())) {
      return refused(415, "Content-Type: expected application/json.");
    }
    return switch (writing(asked)) {
      case FREE -> Optional.empty();
      case NONE ->
          refused(
              403,
              "Only this machine may write, because no token is set: console.token or"
                  + " GROUNDHOG_CONSOLE_TOKEN.");
      case TOKEN ->
          isToken(asked.authorization())
              ? Optional.empty()
              : refused(401, "The token is missing or wrong.");
    };
  }

  /** With a token set nobody writes without it: a proxy on this machine makes all look local. */
  Writing writing(Asked asked) {
    if (token != null) return Writing.TOKEN;
    return asked.loopback() ? Writing.FREE : Writing.NONE;
  }

  private boolean isKnown(String name) {
    return ADDRESS.matcher(name).matches() || name.equals("localhost") || names.contains(name);
  }

  /** Programs send neither header; a browser cannot be made to leave them out. */
  private static boolean isOwn(Asked asked) {
    if (asked.site() != null && !asked.site().equals("same-origin")) return false;
    if (asked.origin() == null) return true;
    String origin = asked.origin().toLowerCase(Locale.ROOT);
    String host = asked.host().toLowerCase(Locale.ROOT);
    return origin.equals("http://" + host) || origin.equals("https://" + host);
  }

  private static boolean isJson(@Nullable String type) {
    if (type == null) return false;
    String plain = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return plain.equals("application/json");
  }

  private boolean isToken(@Nullable String authorization) {
    if (token == null || authorization == null || !authorization.startsWith("Bearer ")) {
      return false;
    }
    byte[] given = authorization.substring("Bearer ".length()).strip().getBytes(UTF_8);
    // As long for a token that is nearly right.
    return MessageDigest.isEqual(given, token.reveal().getBytes(UTF_8));
  }

  /** Without the port, in lower case. */
  private static String name(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    int end = lower.startsWith("[") ? lower.indexOf(']') + 1 : lower.indexOf(':');
    return end <= 0 ? lower : lower.substring(0, end);
  }

  private static Optional<Refused> refused(int status, String why) {
    return Optional.of(new Refused(status, why));
  }
}
