package dev.groundhog.ctl.report;

import dev.groundhog.engine.host.Verdict;
import dev.groundhog.events.EventType;
import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.Tail;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import java.time.Instant;
import java.util.List;

/** What somebody writes who wants the reader's browser, terminal or patience. */
final class Hostile {
  static final Instant AT = Instant.parse("2026-11-22T11:00:00Z");
  static final String MARKUP = "</script><img src=x onerror=\"document.title='hacked'\">";

  static final List<String> TEXTS =
      List.of(
          MARKUP,
          "<!--<script>",
          "]]>&lt;b&gt;&amp;",
          "line\u2028and\u2029paragraph",
          "\u001b[31mred\u001b[0m\u0007\u0000",
          "\u202egnp.exe\u2066 turned\u2069",
          "lone \ud800 surrogate",
          "javascript:alert(1)");

  private Hostile() {}

  /** A crash whose every text is one of these. */
  static UnitEvent crash(String text, int n) {
    // The contract takes no names with these.
    String name = text.replaceAll("\\p{Cntrl}", "");
    return UnitEventBuilder.builder()
        .type(EventType.STOPPED)
        .id("h" + n)
        .host("web-" + name)
        .unit(name + ".service")
        .result(ServiceResult.EXIT_CODE)
        .exitStatus("1")
        .tail(Tail.of("journal", List.of("ERROR " + text, "panic: " + text, "x".repeat(1 << 20))))
        .build();
  }

  /** As many crashes as there are texts. */
  static Collector collector(dev.groundhog.ctl.timeline.Filter filter) {
    Collector collector = new Collector(filter, java.time.ZoneOffset.UTC);
    for (int i = 0; i < TEXTS.size(); i++) {
      UnitEvent event = crash(TEXTS.get(i), i);
      collector.event(event, AT.plusSeconds(i), Verdict.CRASH, List.of());
    }
    return collector;
  }
}
