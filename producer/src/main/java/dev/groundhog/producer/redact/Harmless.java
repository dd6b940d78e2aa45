package dev.groundhog.producer.redact;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Values that are no secret although their name says so: {@code password=null}, {@code token:
 * expired}, {@code secret=${DB_SECRET}}, {@code password = config["password"]}.
 */
final class Harmless {
  /** No placeholder is longer, so that looking costs the same for any value. */
  private static final int LONGEST = 64;

  /** What logs put in place of a secret, and how sentences go on behind {@code password:}. */
  private static final Set<String> WORDS =
      Set.copyOf(
          Arrays.asList(
              """
              null none nil undefined unset empty blank missing absent unknown invalid valid expired
              expires true false yes no on off ok is was are were be been not must should shall may
              can cannot could will would has have had does did do the a an for to from of in at by
              with without and or but if then than that this it its as you your please enter retype
              type provide check use using set sets reset change changed changes changing update
              updated required require requires optional default redacted hidden masked filtered
              protected secret password passwd token key value string str text str. bytes int integer
              bool boolean object denied access failed failure fails error wrong incorrect bad
              mismatch mismatched match matches matched found given provided rejected refused revoked
              accepted ok. success succeeded disabled enabled deleted removed created rotated rotating
              verified confirmed authentication authorization unauthorized forbidden too short long
              weak strong plain md5 sha1 sha256 sha512 bcrypt scrypt argon2 scram basic bearer digest
              negotiate ntlm login user username admin file env environment prompt stdin keyring vault
              kerberos oauth oauth2 jwt ldap pam peer trust ident cert certificate certificates
              reading read loading loaded load using getting got get fetch fetched fetching refresh
              refreshed refreshing expired, unexpected expected malformed truncated unsupported
              unrecognized n/a na tbd todo changeme-later example placeholder dummy eof identifier
              whitespace newline eol end start sent received issued requested request got stored
              signature size length count limit type name id only new old same different ends starts
              contains exceeds characters chars digits letters server client remote local internal
              external connection timeout timed out skipping skipped ignored ignoring unable already
              no-op wasn't isn't doesn't couldn't didn't can't cannot: err: error: when where while
              after before until once because so there here his her their our my one two both each
              every all any some other another never always still longer less more most least
              """
                  .strip()
                  .split("\\s+", -1)));

  /** How code that a stack trace quotes takes a value from elsewhere. */
  private static final List<String> OBJECTS =
      List.of(
          "self.",
          "this.",
          "os.",
          "env.",
          "process.env.",
          "config.",
          "cfg.",
          "conf.",
          "settings.",
          "options.",
          "opts.",
          "args.",
          "params.",
          "request.",
          "req.",
          "props.",
          "user.",
          "ctx.",
          "credentials.",
          "creds.",
          "var.",
          "local.",
          "data.",
          "module.",
          "secrets.",
          "vault:",
          "new ",
          "std::",
          "System.");

  private static final List<String> FOLDERS =
      List.of(
          "/etc/",
          "/run/",
          "/var/",
          "/opt/",
          "/home/",
          "/usr/",
          "/tmp/",
          "/root",
          "/srv/",
          "/mnt/",
          "/app/",
          "/data/",
          "/secrets/",
          "/proc/",
          "/dev/",
          "/Users/",
          "/vault/",
          "/config/",
          "/workspace/",
          "./",
          "../",
          "~/",
          "file:/");

  private Harmless() {}

  /** Whether the value of that name, unquoted, says nothing that must not be seen. */
  static boolean is(String value) {
    if (value.isBlank()) return true;
    if (isPath(value)) return true;
    if (value.length() > LONGEST) return false;
    if (value.contains("***") || isOneSign(value)) return true;
    String lower = value.toLowerCase(Locale.ROOT);
    return WORDS.contains(lower)
        || WORDS.contains(withoutEnd(lower))
        || isReference(value)
        || isCode(value)
        || isShortNumber(value);
  }

  private static String withoutEnd(String word) {
    int end = word.length();
    while (end > 0 && ".,;:!?)]}'\"".indexOf(word.charAt(end - 1)) >= 0) end--;
    return word.substring(0, end);
  }

  /** {@code ****}, {@code xxxxxx}, {@code ......}: one sign, three times or more; or one alone. */
  private static boolean isOneSign(String value) {
    char first = value.charAt(0);
    if (value.length() > 1 && "*xX.#-_•?~=".indexOf(first) < 0) return false;
    return value.chars().allMatch(c -> c == first);
  }

  /** Something that another program puts the value in the place of. */
  private static boolean isReference(String value) {
    char first = value.charAt(0);
    char last = value.charAt(value.length() - 1);
    if (value.startsWith("${") || value.startsWith("$(") || value.startsWith("{{")) return true;
    if (first == '$') return value.substring(1).chars().allMatch(c -> Chars.isUpper(c) || c == '_');
    if (first == '%') return last == '%' || value.length() <= 3;
    if (first == '{' && last == '}') return true;
    if (first == '<' || first == '(' || first == '[') return isBracketed(value);
    return value.startsWith("arn:") || value.startsWith("vault:") || value.startsWith("op://");
  }

  /** {@code <none>}, {@code (not set)}, {@code [hidden]}. */
  private static boolean isBracketed(String value) {
    char closing = ">)]".charAt("<([".indexOf(value.charAt(0)));
    if (value.charAt(value.length() - 1) != closing) return false;
    return value.chars().noneMatch(Chars::isDigit);
  }

  private static boolean isPath(String value) {
    return FOLDERS.stream().anyMatch(value::startsWith);
  }

  /** {@code os.environ["X"]}, {@code getToken()}, {@code self.token}: names, and no digits. */
  private static boolean isCode(String value) {
    int end = Chars.runEnd(value, 0, c -> Chars.isLetter(c) || c == '_' || c == '.');
    boolean calls = end > 1 && end < value.length() && "([".indexOf(value.charAt(end)) >= 0;
    if (calls) return ")]".indexOf(value.charAt(value.length() - 1)) >= 0 || value.endsWith("\"");
    return end == value.length() && OBJECTS.stream().anyMatch(value::startsWith);
  }

  /** A count, or line and column. */
  private static boolean isShortNumber(String value) {
    boolean numbers = value.chars().allMatch(c -> Chars.isDigit(c) || c == ':');
    return numbers && (value.length() <= 2 || value.indexOf(':') > 0);
  }
}
