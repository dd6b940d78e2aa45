package dev.groundhog.ctl.incidents;

import static dev.groundhog.ctl.incidents.Records.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.ctl.log.LogRecord;
import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Topic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class IncidentsPropertyTest {

  @Property
  void whatever_the_order_and_however_often_the_same_is_known(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 40) int revisions) {
    List<LogRecord> records = new ArrayList<>();
    for (int i = 1; i <= revisions; i++) {
      Alert alert = revision("unit-" + i % 4, 1 + i / 4, i);
      records.add(Records.written(Topic.ALERTS, alert));
      if (i + 4 > revisions) records.add(Records.written(Topic.INCIDENTS, alert));
      records.add(Records.delivery(alert, alert.newsRevision(), "C1"));
    }
    // The sink's records have an order of their own, which is kept.
    List<LogRecord> told =
        records.stream().filter(record -> record.topic() == Topic.DELIVERIES).toList();
    List<LogRecord> others = new ArrayList<>(records);
    others.removeAll(told);
    others.addAll(others.subList(0, random.nextInt(others.size())));
    Collections.shuffle(others, random);

    Incidents inOrder = read(records);
    Incidents mixed = read(others);
    told.forEach(mixed::take);
    assertThat(mixed.list(NOW)).isEqualTo(inOrder.list(NOW));
    for (Summary each : inOrder.list(NOW)) {
      assertThat(mixed.detail(each.incident(), NOW))
          .isEqualTo(inOrder.detail(each.incident(), NOW));
    }
  }

  private static Incidents read(List<LogRecord> records) {
    Incidents incidents = new Incidents(100);
    records.forEach(incidents::take);
    return incidents;
  }

  private static Alert revision(String name, int revision, int i) {
    boolean news = i % 3 == 0;
    AlertState state = i % 5 == 4 ? AlertState.RECOVERED : AlertState.OPEN;
    return AlertBuilder.builder(Records.alert(name, state, 1 + i % 3))
        .revision(revision)
        .newsRevision(news ? revision : 1)
        .reason(news ? Reason.SPREAD : Reason.COUNT)
        .crashes(i)
        .build();
  }
}
