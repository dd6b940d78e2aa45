package dev.groundhog.engine.cause;

import java.util.Locale;
import java.util.Set;

/**
 * What of a message tells one fault from another where functions tell it anyway: the words of
 * failure. All other words may be names of things ({@code lock anna lost}), which no list knows.
 */
final class Gist {
  private static final Set<String> WORDS =
      Words.of(
          """
          not no never none null nil without cannot can't couldn't unable must already still too
          out beyond outside below above over under before after only again twice empty full
          negative positive zero odd large big small long short high low deep old older new newer
          late early slow busy gone missing lost stale dead down open alone wrong bad same
          different equal greater less more fewer invalid illegal unknown undefined unexpected
          unsupported unreachable unavailable inconsistent incompatible incomplete insufficient
          impossible forbidden unauthorized corrupt duplicate ambiguous readonly read-only broken
          frozen stuck hung shut cut built found held left sent kept taken given set bound torn
          overdrawn unbalanced unsigned due overdue mismatch conflict violation overflow underflow
          timeout limit deadlock corruption quota budget capacity permission checksum signature
          certificate password token license version schema syntax encoding format parse decode
          range bounds length size index key type route host port address socket connection memory
          space disk file directory descriptor device argument parameter property column row table
          transaction lock handshake connect bind listen read write load save close start stop
          resolve reach render divide division refused reset peer
          """);

  /**
   * {@code inventory: timeout}, {@code payment service down}: which part of the system it is about.
   */
  private static boolean isPart(String message, int from, int end) {
    String word = message.substring(from, end);
    if (from == 0 && word.endsWith(":") && word.length() > 4 && isLower(bare(word))) return true;
    int next = message.indexOf(' ', end + 1);
    String after =
        end >= message.length()
            ? ""
            : message.substring(end + 1, next < 0 ? message.length() : next);
    return PARTS.contains(bare(after)) && isLower(bare(word));
  }

  private static final Set<String> PARTS =
      Words.of(
          """
          service services api gateway backend broker cache database db store provider upstream
          endpoint client queue cluster
          """);

  private static final Set<String> NAMED =
      Words.of(
          """
          table column relation index schema function field attribute property method module
          variable setting option parameter argument
          """);

  private Gist() {}

  /** {@code queue_size}, {@code DB_PASSWORD}. */
  private static boolean isIdentifier(String word) {
    return word.indexOf('_') > 0 && word.chars().allMatch(c -> c == '_' || Character.isLetter(c));
  }

  /** The words of failure, in order; names in code, and codes, stay too. */
  static String of(String message) {
    StringBuilder gist = new StringBuilder(message.length());
    int at = 0;
    String before = "";
    while (at < message.length()) {
      int end = message.indexOf(' ', at);
      if (end < 0) end = message.length();
      String word = message.substring(at, end);
      if (stays(word) || isOfCode(before, word) || isPart(message, at, end))
        gist.append(gist.length() == 0 ? "" : " ").append(bare(word));
      before = word;
      at = end + 1;
    }
    return gist.toString();
  }

  /** {@code no such table: orders}: a name that stands in the program. */
  private static boolean isOfCode(String before, String word) {
    return NAMED.contains(bare(before).toLowerCase(Locale.ROOT)) && bare(word).indexOf('…') < 0;
  }

  private static boolean stays(String word) {
    String plain = bare(word);
    if (Landmarks.in(plain)) return true;
    if (plain.isEmpty() || plain.equals("…")) return false;
    if (isIdentifier(plain)) return true;
    if (Tokens.hasDigit(plain)) return true;
    char quote = word.charAt(0);
    boolean code = plain.contains("::") || plain.contains("()") || "'\"`[".indexOf(quote) >= 0;
    if (code) return plain.indexOf('…') < 0;
    if (plain.length() > 4 && plain.endsWith("ed") && isLower(plain)) return true;
    if (plain.length() > 4 && plain.charAt(0) == 'E' && isUpper(plain)) return true;
    return WORDS.contains(plain.toLowerCase(Locale.ROOT));
  }

  private static String bare(String word) {
    int from = 0;
    int to = word.length();
    while (from < to && "'\"`([{<".indexOf(word.charAt(from)) >= 0) from++;
    while (to > from && "'\"`)]}>,;:.!?".indexOf(word.charAt(to - 1)) >= 0) to--;
    return word.substring(from, to);
  }

  private static boolean isLower(String word) {
    return word.chars().allMatch(c -> c >= 'a' && c <= 'z');
  }

  private static boolean isUpper(String word) {
    return word.chars().allMatch(c -> c >= 'A' && c <= 'Z');
  }
}
