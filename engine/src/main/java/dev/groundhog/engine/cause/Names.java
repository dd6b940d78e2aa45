package dev.groundhog.engine.cause;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which words of a message are names that somebody gave: of users, hosts, queues. No list knows
 * them; what stands before them, and a verb behind them, tells.
 */
final class Names {
  /**
   * A name follows these words. Not {@code database} and the like: which one tells faults apart.
   */
  private static final Set<String> BEFORE_NAMES =
      Words.of(
          """
          user username login account tenant customer client host hostname node peer lookup member
          owner player recipient uid server session order request job device worker
          instance mailbox bucket topic shard replica tenant_id project channel room cart document
          partition consumer volume sensor vehicle
          player_id tag branch image container pod zone region profile role
          group team
          """);

  /** No names, though they follow such a word. */
  private static final Set<String> NO_NAMES =
      Words.of(
          """
          not no is was are has have had does did cannot could can must should will may already
          never missing lost found unknown invalid locked closed name id in on of for from to with
          without by at and or but the a an this that failed failure error refused denied disabled
          expired exists timeout timed unreachable unavailable returned error: data list table
          type key state status down limit process pool thread exited died crashed shutdown
          startup config configuration certificate handler queue store file address port code
          total after before number input length size exception panicked stopped hostname
          """);

  /** What comes behind them differs more often than not: {@code the token of alice}. */
  private static final Set<String> PREPOSITIONS =
      Words.of(
          """
          of as --
          """);

  /** Common words behind such a preposition, which are part of what is said. */
  private static final Set<String> NO_OBJECTS =
      Words.of(
          """
          memory range bounds input string type file space disk class elements object array value
          key index user thread lock response connection data writing request reading path device
          stack heap peer server client host kind int number argument arguments module sync date
          order service descriptors resources inodes it its which zero undefined null nil none
          balance all any each them length size line end system database leader
          """);

  /** {@code unknown side CROSS}: of what kind it is tells the fault, not which of its kind. */
  private static final Pattern WRONG_VALUE =
      Pattern.compile(
          "\\b(?:unknown|unsupported|invalid|unexpected|illegal|unhandled|unrecogni[sz]ed|bad)"
              + " [a-z][a-z_-]{1,40}[:=]? ?$",
          Pattern.CASE_INSENSITIVE);

  private Names() {}

  private static boolean isUpper(String word) {
    return word.length() > 1 && word.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || c == '_');
  }

  /**
   * Whether the word at {@code at} is such a name.
   *
   * @param previous the word before, in lower case; empty at the start of a clause
   */
  static boolean isName(String text, int at, String previous, String word) {
    if (previous.isEmpty() || !Tokens.isName(word)) return false;
    String lower = word.toLowerCase(Locale.ROOT);
    if (NO_NAMES.contains(lower)) return false;
    if (isUpper(word) && WRONG_VALUE.matcher(text).region(0, at).find()) return true;
    if (BEFORE_NAMES.contains(previous)) return true;
    if (NO_OBJECTS.contains(lower) || BEFORE_NAMES.contains(lower))
      return THINGS.contains(previous) && isBeforeVerb(text, at);
    boolean out = "of".equals(previous) && text.startsWith("out ", Math.max(0, at - 7));
    if (PREPOSITIONS.contains(previous)) return !out;
    return (THINGS.contains(previous) || FOR.contains(previous)) && isBeforeVerb(text, at);
  }

  /** {@code license for nord expired}, but {@code waiting for ledger}. */
  private static boolean isBeforeVerb(String text, int at) {
    int from = text.indexOf(' ', at);
    if (from < 0) return false;
    int end = text.indexOf(' ', from + 1);
    String next = text.substring(from + 1, end < 0 ? text.length() : end);
    return VERBS.contains(next) || (next.length() > 4 && next.endsWith("ed"));
  }

  private static final Set<String> FOR =
      Words.of(
          """
          for by from
          """);

  /** A name follows these words too, if a verb follows the name: {@code lock payroll held by}. */
  private static final Set<String> THINGS =
      Words.of(
          """
          lock queue stream feed source sink pipeline model dataset index collection table cluster
          agent subscription campaign segment exchange domain site page template theme locale
          report meter turbine camera printer scanner robot train flight hotel card wallet invoice
          merchant supplier vendor carrier warehouse depot station gate lane truck parcel shipment
          product item sku course student employee patient ticket cache disk mount link interface
          circuit relay pump valve probe task step policy license key secret certificate backup
          snapshot store pool process service thread connection listener handler
          """);

  private static final Set<String> VERBS =
      Words.of(
          """
          is was are were has had does did cannot could must not may can will got gave went lost
          """);

  /**
   * A quoted word that a programmer wrote: {@code column "price"}, {@code 'claims.mail.sender'}.
   * Other quoted words are data.
   */
  static boolean isOfCode(String before, String inner) {
    if (inner.isEmpty() || inner.length() > 80 || !isIdentifier(inner)) return false;
    return BEFORE_CODE.contains(before) || isKey(inner);
  }

  private static boolean isIdentifier(String inner) {
    for (int i = 0; i < inner.length(); i++) {
      char c = inner.charAt(i);
      if (!Character.isLetterOrDigit(c) && "_.-:@/$".indexOf(c) < 0) return false;
    }
    return Character.isLetter(inner.charAt(0))
        || inner.charAt(0) == '-'
        || inner.charAt(0) == '_'
        || inner.charAt(0) == '@';
  }

  /** A setting's path of three parts and more. */
  private static boolean isKey(String inner) {
    int dots = 0;
    for (int i = 0; i < inner.length(); i++) {
      char c = inner.charAt(i);
      if (c == '.') dots++;
      if (c == '/' || c == ':' || c == '@' || (c >= '0' && c <= '9')) return false;
    }
    return dots >= 2 && Tokens.mask(inner).equals(inner);
  }

  /** Behind these words a quoted word is a name in the code or in its settings. */
  private static final Set<String> BEFORE_CODE =
      Words.of(
          """
          module package class method function property placeholder option setting parameter param
          variable column relation field attribute bean argument directive extension library gem
          symbol type keyword identifier environment env named import export keyerror constant
          macro trait interface section stanza flag header extra locate dependency provider
          backend upstream
          """);
}
