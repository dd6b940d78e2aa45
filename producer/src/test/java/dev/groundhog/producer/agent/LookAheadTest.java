package dev.groundhog.producer.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.events.EventType;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import dev.groundhog.producer.journal.JournalEntry;
import dev.groundhog.producer.journal.RunLog;
import dev.groundhog.producer.journal.RunQuestion;
import dev.groundhog.producer.spool.HostTime;
import dev.groundhog.producer.spool.SpooledEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LookAheadTest {
  private static final String BOOT = "b".repeat(32);
  private static final HostTime THEN = new HostTime(BOOT, 1_000, 1_000);
  private static final HostTime MUCH_LATER = new HostTime(BOOT, 1_000_000, 1_000_000);

  /** One agent's look ahead, with what is asked of it. */
  private static final class Rig {
    private final FakeJournal journal =
        new FakeJournal().state("chat.service", Map.of("Id", "chat.service"));
    private final Inquiries inquiries = new Inquiries(journal, journal::pause);
    private final Map<Path, SpooledEvent> spool = new LinkedHashMap<>();
    private final List<Path> read = new ArrayList<>();
    private final LookAhead ahead = new LookAhead(this::read, inquiries, () -> MUCH_LATER);

    private Deque<Path> backlog(int files) {
      Deque<Path> backlog = new ArrayDeque<>();
      for (int i = 0; i < files; i++) {
        JournalEntry line = new JournalEntry(Map.of("MESSAGE", "line of " + i));
        journal.run(run(i), new RunLog(List.of(line), List.of(line)));
        spool.put(file(i), stopped(run(i)));
        backlog.add(file(i));
      }
      return backlog;
    }

    private Map<Path, SpooledEvent> read(List<Path> files) {
      Map<Path, SpooledEvent> events = new LinkedHashMap<>();
      read.addAll(files);
      for (Path file : files) {
        SpooledEvent event = spool.get(file);
        if (event != null) events.put(file, event);
      }
      return events;
    }

    private List<String> asked() {
      return journal.askedRuns.stream()
          .flatMap(Collection::stream)
          .map(RunQuestion::invocation)
          .toList();
    }
  }

  /**
   * @param gone bit i: file i has gone by the time it is read
   * @param most how many one batch has
   */
  @Property
  void each_file_gets_its_own_event_whatever_the_batches_and_each_run_is_asked_about_once(
      @ForAll @IntRange(min = 1, max = 300) int files,
      @ForAll Set<@IntRange(max = 299) Integer> gone,
      @ForAll @IntRange(min = 1, max = 70) int most)
      throws Exception {
    Rig rig = new Rig();
    Deque<Path> backlog = rig.backlog(files);
    for (int i : gone) rig.spool.remove(file(i));
    for (int i = 0; i < files; i++) {
      Path file = backlog.removeFirst();
      Optional<SpooledEvent> found = rig.ahead.take(file, backlog, most);
      assertThat(found.map(e -> e.event().invocation()))
          .isEqualTo(gone.contains(i) ? Optional.empty() : Optional.of(run(i)));
      if (found.isPresent()) assertThat(rig.inquiries.of(run(i))).isNotNull();
    }
    assertThat(rig.read).doesNotHaveDuplicates();
    List<String> asked = rig.asked();
    assertThat(asked).doesNotHaveDuplicates().hasSize(rig.spool.size());
  }

  @Property
  void a_file_that_is_put_first_again_is_read_again_and_the_order_of_the_rest_stays(
      @ForAll @IntRange(min = 2, max = 300) int files, @ForAll @IntRange(max = 299) int again)
      throws Exception {
    Rig rig = new Rig();
    Deque<Path> backlog = rig.backlog(files);
    boolean done = false;
    int i = 0;
    while (!backlog.isEmpty()) {
      Path file = backlog.removeFirst();
      assertThat(rig.ahead.take(file, backlog, 64).orElseThrow().event().invocation())
          .isEqualTo(run(i));
      if (!done && i == again) {
        done = true;
        backlog.addFirst(file);
      } else {
        i++;
      }
    }
    assertThat(i).isEqualTo(files);
  }

  @Test
  void the_next_batches_are_asked_about_before_the_first_is_worked_off() throws Exception {
    Rig rig = new Rig();
    Deque<Path> backlog = rig.backlog(200);
    Path first = backlog.removeFirst();
    rig.ahead.take(first, backlog, 64);
    Path second = backlog.removeFirst();
    rig.ahead.take(second, backlog, 64);

    Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> rig.asked().size() >= 3 * 64);
    assertThat(rig.read).hasSize(3 * 64);
  }

  @Test
  void a_probe_of_one_looks_no_further() throws Exception {
    Rig rig = new Rig();
    Deque<Path> backlog = rig.backlog(200);
    rig.ahead.take(backlog.removeFirst(), backlog, 1);

    assertThat(rig.read).hasSize(1);
    assertThat(rig.asked()).containsExactly(run(0));
  }

  private static Path file(int i) {
    return Path.of("%05d".formatted(i));
  }

  private static String run(int i) {
    return "%032x".formatted(i);
  }

  private static SpooledEvent stopped(String run) {
    UnitEvent event =
        UnitEventBuilder.builder()
            .type(EventType.STOPPED)
            .host("web-1")
            .unit("chat.service")
            .invocation(run)
            .build();
    return new SpooledEvent(event, THEN, new byte[0], 22, null, null);
  }
}
