package dev.groundhog.ctl.timeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.groundhog.engine.host.Verdict;
import dev.groundhog.engine.rehearsal.Totals;
import dev.groundhog.engine.rehearsal.Wording;
import dev.groundhog.engine.unit.UnitDesk;
import dev.groundhog.events.Alert;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.Wire;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** As JSON Lines: {@code kind} is event, alert, held-back, malformed or totals. */
public final class JsonLines implements Listener {
  private static final ObjectMapper JSON = Wire.mapper();

  private final PrintWriter out;
  private final Filter filter;

  public JsonLines(PrintWriter out, Filter filter) {
    this.out = out;
    this.filter = filter;
  }

  @Override
  public void event(UnitEvent event, Instant when, Verdict verdict, List<UnitDesk.Filed> filed) {
    if (!filter.shows(event)) return;
    Map<String, Object> line = line("event");
    line.put("when", when);
    line.put("verdict", Wording.word(verdict));
    line.put("filed", filed);
    line.put("event", event);
    print(line);
  }

  @Override
  public void alert(Alert alert) {
    if (!filter.shows(alert)) return;
    Map<String, Object> line = line("alert");
    line.put("alert", alert);
    print(line);
  }

  @Override
  public void heldBack(Alert alert, ControlEvent silence) {
    if (!filter.shows(alert)) return;
    Map<String, Object> line = line("held-back");
    line.put("incident", alert.incident());
    line.put("revision", alert.revision());
    line.put("silence", silence);
    print(line);
  }

  @Override
  public void malformed(int partition, long offset, String reason) {
    Map<String, Object> line = line("malformed");
    line.put("partition", partition);
    line.put("offset", offset);
    line.put("reason", reason);
    print(line);
  }

  @Override
  public void end(Totals totals) {
    Map<String, Object> line = line("totals");
    line.put("totals", totals);
    print(line);
  }

  private static Map<String, Object> line(String kind) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("kind", kind);
    return line;
  }

  private void print(Map<String, Object> line) {
    try {
      out.print(JSON.writeValueAsString(line) + '\n');
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of ours did not become JSON", e);
    }
  }
}
