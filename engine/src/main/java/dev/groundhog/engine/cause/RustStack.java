package dev.groundhog.engine.cause;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rust's backtraces. Of a panic in words of the standard library they tell the same as its head:
 * which words ({@code core::option::unwrap_failed}), and the place in the program.
 */
final class RustStack {
  private static final Pattern FRAME =
      Pattern.compile("\\d+:\\s+(?:0x[0-9a-f]+ - )?([<\\w_].*?)(?:::h[0-9a-f]{16})?");

  private static final Pattern AT = Pattern.compile("at (.{1,300}?):\\d+:(\\d+)");
  private static final Pattern CRATE_HASH = Pattern.compile("\\[[0-9a-f]{16}\\]");

  private RustStack() {}

  /** The functions up to the next panic. */
  static List<Frame> frames(List<Line> lines, int from) {
    List<Frame> frames = new ArrayList<>();
    for (int i = from; i < lines.size(); i++) {
      if (lines.get(i).text().contains(" panicked at ")) break;
      Frame frame = frame(lines.get(i));
      if (frame != null) frames.add(frame);
    }
    return frames;
  }

  private static @Nullable Frame frame(Line line) {
    String text = line.trimmed();
    if (text.isEmpty() || !Character.isDigit(text.charAt(0)) || line.indent() == 0) return null;
    Matcher matcher = FRAME.matcher(text);
    if (!matcher.matches()) return null;
    String name =
        CRATE_HASH
            .matcher(matcher.group(1))
            .replaceAll("")
            .replace("::{{closure}}", "")
            .replace("::{closure#0}", "");
    return new Frame(line.at(), name, isOwn(name));
  }

  private static boolean isOwn(String name) {
    if (name.startsWith("<"))
      return !name.startsWith("<alloc")
          && !name.startsWith("<core")
          && !name.startsWith("<std")
          && !name.contains(" as core::")
          && !name.startsWith("<tokio")
          && !name.startsWith("<unknown");
    int colons = name.indexOf("::");
    if (colons < 0) return false;
    return switch (name.substring(0, colons)) {
      case "__rustc",
          "rustc",
          "std",
          "core",
          "alloc",
          "tokio",
          "futures_util",
          "futures_core",
          "hyper",
          "rayon_core",
          "test",
          "anyhow",
          "eyre",
          "color_eyre",
          "backtrace",
          "panic_unwind",
          "tower",
          "axum" ->
          false;
      default -> true;
    };
  }

  /** Where a file stands that the head names from its crate and the stack from the root. */
  static String place(String file, String column) {
    int last = file.lastIndexOf('/');
    int before = last < 0 ? -1 : file.lastIndexOf('/', last - 1);
    return file.substring(before + 1) + " column " + column;
  }

  /**
   * A panic of which the head is cut off, from its stack.
   *
   * @return null if the words were the program's own, or its place is not there
   */
  static @Nullable Fault headless(List<Line> lines, Rank rank) {
    String words = "";
    for (int i = 0; i + 1 < lines.size(); i++) {
      Frame frame = frame(lines.get(i));
      if (frame == null) continue;
      if (words.isEmpty()) words = words(frame.name());
      if (!frame.own()) continue;
      Matcher at = AT.matcher(lines.get(i + 1).trimmed());
      if (words.isEmpty() || !at.matches()) return null;
      Frame place = new Frame(frame.at(), place(at.group(1), at.group(2)), true);
      return new Fault("Rust panic", rank, frame.at(), "panic", words, List.of(place), true);
    }
    return null;
  }

  /** The words that a function of the standard library panics with, as far as they never vary. */
  private static String words(String function) {
    int colons = function.lastIndexOf("::");
    String name = function.substring(colons < 0 ? 0 : colons + 2);
    return switch (name) {
      case "panic_bounds_check" -> "index out of bounds";
      case "unwrap_failed" ->
          function.contains("option") ? "called `Option::unwrap()` on a `None` value" : "";
      case "panic_const_add_overflow" -> "attempt to add with overflow";
      case "panic_const_sub_overflow" -> "attempt to subtract with overflow";
      case "panic_const_mul_overflow" -> "attempt to multiply with overflow";
      case "panic_const_neg_overflow" -> "attempt to negate with overflow";
      case "panic_const_shl_overflow" -> "attempt to shift left with overflow";
      case "panic_const_shr_overflow" -> "attempt to shift right with overflow";
      case "panic_const_div_overflow" -> "attempt to divide with overflow";
      case "panic_const_div_by_zero" -> "attempt to divide by zero";
      case "panic_const_rem_by_zero" -> "attempt to calculate the remainder with a divisor of zero";
      case "panic_already_borrowed" -> "RefCell already borrowed";
      case "panic_already_mutably_borrowed" -> "RefCell already mutably borrowed";
      case "slice_error_fail", "slice_error_fail_rt" -> "byte index";
      default -> "";
    };
  }

  /** The same words of a head: without what varies in them. */
  static String general(String message) {
    if (message.startsWith("index out of bounds")) return "index out of bounds";
    if (message.startsWith("already borrowed")) return "RefCell already borrowed";
    if (message.startsWith("already mutably borrowed")) return "RefCell already mutably borrowed";
    if (message.contains("byte index ")) return "byte index";
    return message;
  }
}
