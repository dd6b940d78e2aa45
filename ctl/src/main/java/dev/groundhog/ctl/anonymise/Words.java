package dev.groundhog.ctl.anonymise;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Log text in other words. What every program's log has in common stays: the words of {@code
 * words.txt} (exceptions, signals, states), times, punctuation, numbers of at most three digits
 * that do not stand in a name. Every other word becomes one of the same length and capitals, the
 * same one each time; long numbers, addresses and ids become others of their kind.
 */
final class Words {
  /** What makes a piece one of its kind; the first that fits. */
  private static final Pattern PIECE = piece();

  private static Pattern piece() {
    String group = "[0-9a-fA-F]{1,4}";
    String ip = "\\d{1,3}(?:\\.\\d{1,3}){3}";
    return Pattern.compile(
        "(?<time>\\d{4}-\\d{2}-\\d{2}(?:[T ]\\d{2}:\\d{2}(?::\\d{2})?(?:[.,]\\d+)?Z?)?"
            + "|(?<![\\d:])\\d{2}:\\d{2}:\\d{2}(?![\\d:])(?:[.,]\\d+)?)"
            + "|(?<local>\\b(?:127\\.0\\.0\\.1|0\\.0\\.0\\.0)\\b"
            + "|(?<![\\p{L}\\d:])::1(?![\\p{L}\\d:.]))"
            + "|(?<ip>(?<![\\d.])\\d{1,3}(?:\\.\\d{1,3}){3}(?![\\d.]))"
            + "|(?<hex>0x[0-9a-fA-F]+"
            // IPv6 with its zeros left out. Names of C++ and Rust have colons, too, but no digits.
            + "|(?<![\\p{L}\\d:])(?=[0-9a-fA-F:]*\\d)"
            + ("(?:" + group + "(?::" + group + "){0,6})?::")
            + ("(?:(?:" + group + ":){0,6}(?:" + ip + "|" + group + "))?(?![\\p{L}\\d:])")
            + "|(?<![\\p{L}\\d])(?:[0-9a-fA-F]{1,4}:){3,}[0-9a-fA-F]{1,4}(?![\\p{L}\\d])"
            + "|(?<![\\p{L}\\d])(?=[a-fA-F]*\\d)(?=\\d*[a-fA-F])[0-9a-fA-F]{8,}(?![\\p{L}\\d]))"
            + "|(?<version>(?<![\\d.])\\d{1,3}(?:\\.\\d{1,3})+(?![\\d.]))"
            + "|(?<word>\\p{Lu}+(?!\\p{Ll})|\\p{Lu}?\\p{Ll}+|[\\p{L}\\p{M}])"
            + "|(?<number>\\d{4,})"
            + "|(?<few>\\d{1,3})");
  }

  private static final String CONSONANTS = "bdgkmnprvz";
  private static final String VOWELS = "aiou";

  /** The numbers of the groups in PIECE. */
  private static final int TIME = 1;

  private static final int LOCAL = 2;
  private static final int IP = 3;
  private static final int HEX = 4;
  private static final int VERSION = 5;
  private static final int NUMBER = 7;
  private static final int FEW = 8;

  private final Key key;
  private final Set<String> kept = kept();
  private final Set<String> versions = new HashSet<>();

  /** Where a short number stands in which names. */
  private final Map<String, Set<InName>> few = new HashMap<>();

  /**
   * A short number in a name.
   *
   * @param at where it begins there
   */
  private record InName(String name, int at) {
    /** Whether the number that begins there in a text stands in this very name. */
    boolean stands(String text, int number) {
      int begin = number - at;
      return begin >= 0
          && text.regionMatches(true, begin, name, 0, name.length())
          && !isPart(text, begin - 1)
          && !isPart(text, begin + name.length());
    }

    private static boolean isPart(String text, int at) {
      return at >= 0 && at < text.length() && Character.isLetterOrDigit(text.charAt(at));
    }
  }

  Words(Key key) {
    this.key = key;
  }

  /**
   * This is a name of theirs, so what it is made of is not kept either, even if every log has it;
   * short numbers only where they stand in it.
   */
  void forget(String name) {
    for (MatchResult piece : PIECE.matcher(name).results().toList()) {
      String text = piece.group();
      if (piece.group(VERSION) != null || piece.group(LOCAL) != null) versions.add(text);
      else if (piece.group(FEW) != null) {
        few.computeIfAbsent(text, t -> new LinkedHashSet<>()).add(new InName(name, piece.start()));
      } else if (text.length() > 1) kept.remove(text.toLowerCase(Locale.ROOT));
    }
  }

  /** The text with every piece of it replaced that could say whose it is. */
  String mask(String text) {
    return PIECE
        .matcher(text)
        .replaceAll(piece -> Matcher.quoteReplacement(replacement(text, piece)));
  }

  private String replacement(String line, MatchResult piece) {
    String text = piece.group();
    if (piece.group(FEW) != null) return isInName(line, piece) ? digits(text) : text;
    if (piece.group(TIME) != null) return text;
    if (piece.group(LOCAL) != null && !versions.contains(text)) return text;
    if (piece.group(LOCAL) != null || piece.group(IP) != null) {
      return text.indexOf(':') < 0 ? address(text) : digits(text);
    }
    if (piece.group(VERSION) != null) return versions.contains(text) ? digits(text) : text;
    if (piece.group(HEX) != null && text.startsWith("0x")) return "0x" + digits(text.substring(2));
    if (piece.group(HEX) != null || piece.group(NUMBER) != null) return digits(text);
    return kept.contains(text.toLowerCase(Locale.ROOT)) ? text : word(text);
  }

  private boolean isInName(String line, MatchResult piece) {
    return few.getOrDefault(piece.group(), Set.of()).stream()
        .anyMatch(name -> name.stands(line, piece.start()));
  }

  /** Of the same length and capitals, and such as can be spoken. */
  String word(String text) {
    SplittableRandom chance = key.chance(text.toLowerCase(Locale.ROOT));
    String other = word(text, chance);
    while (other.equals(text)) other = word(text, chance);
    return other;
  }

  private static String word(String text, SplittableRandom chance) {
    StringBuilder word = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      String from = i % 2 == 0 ? CONSONANTS : VOWELS;
      char c = from.charAt(chance.nextInt(from.length()));
      word.append(Character.isUpperCase(text.charAt(i)) ? Character.toUpperCase(c) : c);
    }
    return word.toString();
  }

  private String address(String text) {
    SplittableRandom chance = key.chance(text);
    return "10."
        + chance.nextInt(256)
        + '.'
        + chance.nextInt(256)
        + '.'
        + (1 + chance.nextInt(254));
  }

  /** Digits for digits, letters for letters; no zero at the beginning that was none. */
  private String digits(String text) {
    SplittableRandom chance = key.chance(text);
    String other = digits(text, chance);
    while (other.equals(text)) other = digits(text, chance);
    return other;
  }

  private static String digits(String text, SplittableRandom chance) {
    StringBuilder digits = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int least = digits.isEmpty() && c != '0' ? 1 : 0;
      if (c >= '0' && c <= '9') digits.append((char) ('0' + chance.nextInt(least, 10)));
      else if (c >= 'a' && c <= 'f') digits.append((char) ('a' + chance.nextInt(6)));
      else if (c >= 'A' && c <= 'F') digits.append((char) ('A' + chance.nextInt(6)));
      else digits.append(c);
    }
    return digits.toString();
  }

  private static Set<String> kept() {
    InputStream file = Words.class.getResourceAsStream("words.txt");
    if (file == null) throw new IllegalStateException("words.txt is missing");
    Set<String> words = new HashSet<>();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) words.addAll(Set.of(line.strip().split("\\s+", -1)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return words;
  }
}
