package dev.groundhog.producer.redact;

import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Secrets in command lines that have no name: {@code curl -u}, {@code mysql -p…}, and in SQL. */
final class Commands {
  private static final String KIND = "password";

  /** A command's name is looked for so far before its option. */
  private static final int COMMAND = 400;

  private Commands() {}

  static List<Rule> rules() {
    return List.of(new UserOption(), new ShortOption(), new Identified());
  }

  private static boolean isBehind(String line, int from, String command) {
    return Chars.find(line, command, from - COMMAND, from) >= 0;
  }

  /** The word at an index, in quotes or not: without the quotes. */
  private static Value word(String line, int from) {
    int at = Chars.skipBlanks(line, from);
    char quote = Chars.at(line, at);
    IntPredicate more =
        Chars.isQuote(quote) ? c -> c != quote : c -> !Chars.isBlank(c) && !Chars.isQuote(c);
    int start = Chars.isQuote(quote) ? at + 1 : at;
    return new Value(start, Chars.runEnd(line, start, more));
  }

  /** {@code curl -u user:password}, {@code --user}, {@code --proxy-user}, {@code -U}. */
  private static final class UserOption implements Rule {
    @Override
    public List<String> hints() {
      return List.of(" -u", " --user ", " --user=", " --proxy-user ", "\"-u\",");
    }

    @Override
    public @Nullable Span at(String line, int from, int to) {
      if (!isBehind(line, from, "curl") && !isBehind(line, from, "http")) return null;
      int begin = Chars.runEnd(line, to, to + 4, c -> c == ' ' || c == '=');
      Value word = word(line, begin);
      int colon = Chars.find(line, ':', word.from(), word.to() - 1);
      if (colon < 0 || line.startsWith(Span.MARK, colon + 1)) return null;
      boolean ids =
          line.substring(word.from(), word.to())
              .chars()
              .allMatch(c -> Chars.isDigit(c) || c == ':');
      return ids ? null : new Span(colon + 1, word.to(), KIND);
    }
  }

  /** {@code mysql -pSECRET}, {@code sshpass -p SECRET}, {@code redis-cli -a SECRET}. */
  private static final class ShortOption implements Rule {
    @Override
    public List<String> hints() {
      return List.of(" -p", " -a ");
    }

    @Override
    public @Nullable Span at(String line, int from, int to) {
      boolean blank = Chars.isBlank(Chars.at(line, to)) || Chars.isBlank(line.charAt(to - 1));
      boolean fits =
          line.charAt(from + 2) == 'a'
              ? isBehind(line, from, "redis-cli")
              : blank ? takesBlank(line, from) : takesNone(line, from);
      Value word = word(line, to);
      if (!fits || word.to() <= word.from() || line.charAt(word.from()) == '-') return null;
      if (line.startsWith(Span.MARK, word.from())) return null;
      return Harmless.is(word.text(line)) ? null : new Span(word.from(), word.to(), KIND);
    }

    private static boolean takesBlank(String line, int from) {
      return isBehind(line, from, "sshpass") || isBehind(line, from, "docker login");
    }

    private static boolean takesNone(String line, int from) {
      return isBehind(line, from, "mysql")
          || isBehind(line, from, "mariadb")
          || isBehind(line, from, "sshpass");
    }
  }

  /** {@code IDENTIFIED BY 'password'}. */
  private static final class Identified implements Rule {
    @Override
    public List<String> hints() {
      return List.of("identified by ");
    }

    @Override
    public @Nullable Span at(String line, int from, int to) {
      Value word = word(line, to);
      boolean secret = word.to() > word.from() && !line.startsWith(Span.MARK, word.from());
      return secret && !Harmless.is(word.text(line))
          ? new Span(word.from(), word.to(), KIND)
          : null;
    }
  }
}
