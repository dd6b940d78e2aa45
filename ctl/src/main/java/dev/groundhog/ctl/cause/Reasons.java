package dev.groundhog.ctl.cause;

import dev.groundhog.engine.cause.Explanation;

/** An explanation as text for people. */
final class Reasons {
  private Reasons() {}

  static String of(Explanation why) {
    StringBuilder text = new StringBuilder();
    row(text, "title", why.cause().title());
    row(text, "fingerprint", why.cause().fingerprint());
    row(text, "read as", why.kind() + ": " + why.evidence());
    row(
        text,
        "decisive",
        why.cause().decisive()
            ? "yes: units that share it may be one incident"
            : "no: it never joins different units");
    for (Explanation.Deciding line : why.deciding()) {
      row(text, "line " + line.line(), line.text().strip());
    }
    for (String frame : why.frames()) row(text, "function", frame);
    if (!why.left().isEmpty()) {
      row(text, "not taken", why.left().size() + " functions: a library's, or further away");
    }
    for (Explanation.Replaced part : why.masked()) {
      row(text, "masked", part.was() + " → " + part.with());
    }
    text.append("hashed\n");
    why.hashed().lines().forEach(line -> text.append("    ").append(line).append('\n'));
    return text.toString();
  }

  private static void row(StringBuilder text, String name, String value) {
    text.append(name).append(" ".repeat(Math.max(1, 13 - name.length()))).append(value);
    text.append('\n');
  }
}
