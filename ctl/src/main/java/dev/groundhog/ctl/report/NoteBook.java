package dev.groundhog.ctl.report;

import dev.groundhog.engine.rehearsal.Wording;
import dev.groundhog.events.Alert;
import java.util.ArrayList;
import java.util.List;

/** Single starts, stops and notes that were told. */
final class NoteBook {
  private static final int MAX = 500;

  private final List<Report.Said> said = new ArrayList<>();

  void take(Alert alert) {
    if (said.size() >= MAX) return;
    Alert.Note note = alert.note();
    String text = note == null ? null : String.join("\n", note.lines());
    String title = note == null ? null : note.title();
    String host = alert.hosts().isEmpty() ? null : alert.hosts().get(0).host();
    String about = alert.unit() == null ? title : alert.unit();
    said.add(
        new Report.Said(
            alert.at().toEpochMilli(), null, Wording.word(alert.reason()), host, text, about));
  }

  List<Report.Said> said() {
    return List.copyOf(said);
  }
}
