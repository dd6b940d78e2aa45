package dev.groundhog.producer.redact;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * Takes secrets out of a log before it leaves the host. In their place stand marks that say what
 * was there, {@code password=[redacted:password]}, so that a line stays readable. What is a secret,
 * and what is not, is in docs/redaction.md.
 *
 * <p>Time is linear in the text, whatever the text: rules look only where a hint of theirs stands,
 * and none looks at the same character more than a fixed number of times. Masking twice is masking
 * once. Never throws. Immutable, so one serves all threads.
 */
public final class Redactor implements Mask {
  /** Marks can uncover another secret, which was hidden beside the first; never four times. */
  private static final int MOST_PASSES = 4;

  private static final String KEY_MARK = Span.MARK + "private-key]";

  private final LineScan builtIn = new LineScan(rules());
  private final OwnPatterns own;

  /**
   * @param ownPatterns names to regular expressions, RE2's syntax; the name becomes the mark
   * @throws dev.groundhog.runtime.settings.InvalidSettingException if one is none
   */
  public Redactor(Map<String, String> ownPatterns) {
    own = new OwnPatterns(ownPatterns);
  }

  private static List<Rule> rules() {
    List<Rule> rules = new ArrayList<>(List.of(new KeyValue()));
    rules.addAll(Headers.rules());
    rules.addAll(Addresses.rules());
    rules.addAll(Commands.rules());
    rules.add(new AwsSecret());
    rules.addAll(OddTokens.rules());
    rules.addAll(ProviderTokens.rules());
    rules.add(new Jwt());
    rules.add(new PemText());
    return List.copyOf(rules);
  }

  /** As many lines as given, but that the lines between BEGIN and END of a key become one. */
  @Override
  public List<MaskedLine> mask(List<String> lines) {
    BitSet keys = KeyBlocks.in(lines);
    List<MaskedLine> masked = new ArrayList<>(lines.size());
    for (int i = 0; i < lines.size(); i++) {
      masked.add(keys.get(i) ? new MaskedLine(KEY_MARK, 1) : line(lines.get(i)));
    }
    masked = withoutRepeats(masked, keys);
    // A mark can take the BEGIN out of a line, and leave an END that means the lines before it.
    for (int pass = 1; pass < MOST_PASSES && hasSecrets(masked); pass++) {
      BitSet more = KeyBlocks.in(masked.stream().map(MaskedLine::text).toList());
      if (more.isEmpty()) break;
      for (int i = more.nextSetBit(0); i >= 0; i = more.nextSetBit(i + 1)) {
        masked.set(i, new MaskedLine(KEY_MARK, 1));
      }
      masked = withoutRepeats(masked, more);
    }
    return masked;
  }

  private static boolean hasSecrets(List<MaskedLine> lines) {
    return lines.stream().anyMatch(line -> line.secrets() > 0);
  }

  /** Of each block of keys the first line. */
  private static List<MaskedLine> withoutRepeats(List<MaskedLine> lines, BitSet keys) {
    if (keys.isEmpty()) return lines;
    List<MaskedLine> kept = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (i == 0 || !keys.get(i) || !keys.get(i - 1)) kept.add(lines.get(i));
    }
    return kept;
  }

  private MaskedLine line(String line) {
    String text = line;
    long secrets = 0;
    for (int pass = 0; pass < MOST_PASSES; pass++) {
      List<Span> spans = spans(text);
      if (spans.isEmpty()) break;
      secrets += spans.size();
      text = withMarks(text, spans);
    }
    return new MaskedLine(text, secrets);
  }

  private List<Span> spans(String line) {
    List<Span> found = builtIn.spans(line);
    List<Span> wanted = own.spans(line);
    if (wanted.isEmpty()) return found;
    List<Span> all = new ArrayList<>(wanted);
    all.addAll(found);
    return LineScan.joined(all);
  }

  private static String withMarks(String line, List<Span> spans) {
    StringBuilder text = new StringBuilder(line.length());
    int at = 0;
    for (Span span : spans) {
      text.append(line, at, span.from()).append(span.mark());
      at = span.to();
    }
    return text.append(line, at, line.length()).toString();
  }
}
