package dev.groundhog.producer.redact;

import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Tokens whose fixed part is not at their beginning, or that have several parts. */
final class OddTokens {
  /** Finds the whole token around its fixed part. */
  @FunctionalInterface
  private interface Finder {
    @Nullable Span find(String line, int from, int to);
  }

  private record Odd(List<String> hints, Finder finder) implements Rule {
    @Override
    public @Nullable Span at(String line, int from, int to) {
      return finder.find(line, from, to);
    }
  }

  /**
   * A private key in DER is recognised by what stands in its first bytes; no longer one is read.
   */
  private static final int KEY_START = 64;

  private OddTokens() {}

  static List<Rule> rules() {
    return List.of(
        new Odd(List.of(":AA"), OddTokens::telegram),
        new Odd(List.of("MT", "Mj", "Mz", "ND", "NT", "Nj", "Nz", "OD", "OT"), OddTokens::discord),
        new Odd(List.of(".atlasv1."), OddTokens::terraform),
        new Odd(List.of("Q~"), OddTokens::azure),
        new Odd(List.of("-us"), OddTokens::mailchimp),
        new Odd(
            List.of(
                "IBADANBgkqhkiG9w0BAQEFAAS",
                "AgEAMBMGByqGSM49AgEG",
                "AgEAMBAGByqGSM49AgEG",
                "CAQAwBQYDK2VwBCIE",
                "IBAAKCAQEA",
                "IBAAKBgQ",
                "IBAAKCAgEA",
                "b3BlbnNzaC1rZXktdjE"),
            OddTokens::derKey));
  }

  /** A bot's number, a colon, and 35 characters that begin with AA. */
  private static @Nullable Span telegram(String line, int from, int to) {
    int start = Chars.runStart(line, from, 12, Chars::isDigit);
    int end = Chars.runEnd(line, to, to + 60, Chars::isWord);
    boolean fits = from - start >= 8 && from - start <= 11 && end - to >= 31 && end - to <= 36;
    return fits ? new Span(start, end, "telegram-token") : null;
  }

  /** A number in base64, a time stamp, a signature. */
  private static @Nullable Span discord(String line, int from, int to) {
    if (Chars.isWord(Chars.at(line, from - 1))) return null;
    int first = Chars.runEnd(line, from, from + 40, Chars::isWord);
    int second = Chars.runEnd(line, first + 1, first + 12, Chars::isWord);
    if (first - from < 23 || Chars.at(line, first) != '.' || Chars.at(line, second) != '.')
      return null;
    int end = Chars.runEnd(line, second + 1, second + 80, Chars::isWord);
    boolean fits = first - from <= 30 && second - first >= 6 && end - second > 27;
    return fits ? new Span(from, end, "discord-token") : null;
  }

  private static @Nullable Span terraform(String line, int from, int to) {
    int start = Chars.runStart(line, from, 20, Chars::isAlnum);
    int end = Chars.runEnd(line, to, to + 200, Chars::isWord);
    return from - start >= 10 && end - to >= 40 ? new Span(start, end, "terraform-token") : null;
  }

  /** Secrets of Entra applications: three characters, a digit, {@code Q~}, and 31 to 34 more. */
  private static @Nullable Span azure(String line, int from, int to) {
    IntPredicate body = c -> Chars.isWord(c) || c == '.' || c == '~';
    int start = Chars.runStart(line, from, 5, body);
    int end = Chars.runEnd(line, to, to + 60, body);
    while (end > to && line.charAt(end - 1) == '.') end--;
    boolean fits = from - start == 4 && end - to >= 30 && end - to <= 36;
    return fits ? new Span(start, end, "azure-secret") : null;
  }

  private static @Nullable Span mailchimp(String line, int from, int to) {
    int start = Chars.runStart(line, from, 33, Chars::isHex);
    int end = Chars.runEnd(line, to, to + 3, Chars::isDigit);
    boolean fits = from - start == 32 && end > to && Chars.isMixed(line, start, from, 2);
    return fits ? new Span(start, end, "mailchimp-key") : null;
  }

  /** The bytes of a private key in base64, without the lines around it. */
  private static @Nullable Span derKey(String line, int from, int to) {
    int start = Chars.runStart(line, from, KEY_START, Chars::isBase64);
    char first = Chars.at(line, start);
    if (from - start >= KEY_START || (first != 'M' && first != 'b')) return null;
    return new Span(start, PemText.bodyEnd(line, to), "private-key");
  }
}
