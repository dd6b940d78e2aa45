package dev.groundhog.producer.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.events.EventType;
import dev.groundhog.producer.spool.HostTime;
import dev.groundhog.producer.spool.Spool;
import dev.groundhog.producer.spool.SpooledEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.Transformer;

/**
 * The real spool and keeper on a real directory, against a list: whatever hooks, users, kills,
 * power cuts, reboots and clocks do, in any order, what was committed is read in the order of
 * facts, or reported as dropped, and nothing else is ever read.
 */
class SpoolModelTest {
  private static final Limits LIMITS = new Limits(40 * 4096, 30);

  private final List<Rig> rigs = new ArrayList<>();

  /** One fact as the list has it. */
  private record Fact(String boot, long uptime, long wall, String token, String type) {
    String name() {
      return "%s-%014d-%013d-%s-%s".formatted(boot.substring(0, 8), uptime, wall, token, type);
    }
  }

  /** The real thing and the list. */
  @SuppressWarnings("NullAway.Init") // by open()
  private static final class Rig {
    final Path temp;
    final Path dir;
    final Path inMemory;
    Spool spool;
    SpoolKeeper keeper;
    final List<Fact> facts = new ArrayList<>();
    int notes;
    final List<Fact> unnamed = new ArrayList<>();
    final List<Fact> torn = new ArrayList<>();
    String boot = "%08x%024x".formatted(0x77, 0);
    int boots = 0x77;
    long uptime = 1_000;
    long wall = 1_767_258_000_000L;
    int made;

    Rig() {
      try {
        temp = Files.createTempDirectory("groundhog-model");
        dir = temp.resolve("spool");
        inMemory = temp.resolve("run/spool");
        open();
        Files.createDirectories(inMemory);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    final void open() throws IOException {
      spool = Spool.open(dir, inMemory);
      KeeperSettings settings =
          new KeeperSettings(
              dir,
              temp.resolve("run"),
              LIMITS,
              new Limits(1 << 30, 1_000_000),
              0,
              Duration.ofSeconds(1),
              Duration.ofSeconds(20));
      keeper = new SpoolKeeper(spool, settings);
    }

    HostTime now() {
      return new HostTime(boot, uptime, wall);
    }

    void pass(long millis) {
      uptime += millis;
      wall += millis;
    }

    Fact next(String type) {
      pass(made % 3 * 10L);
      return new Fact(boot, uptime, wall, "x" + made++, type);
    }

    byte[] content(Fact fact, String body) {
      return """
      groundhog-spool 1
      type=%s
      unit=chat.service
      wall=%d
      uptime=%d
      boot=%s

      %s
      .end
      """
          .formatted(fact.type(), fact.wall(), fact.uptime(), fact.boot(), body)
          .getBytes(StandardCharsets.UTF_8);
    }

    /** The rule of SPOOL-FORMAT.md, in the plainest way. */
    List<String> inOrder() throws IOException {
      Map<String, Long> first = new TreeMap<>();
      for (Fact fact : facts) first.merge(fact.boot(), fact.wall(), Math::min);
      for (Fact fact : torn) first.merge(fact.boot(), fact.wall(), Math::min);
      try (var reports = Files.newDirectoryStream(dir, "*-shed")) {
        for (Path report : reports) {
          String[] name = report.getFileName().toString().split("-", -1);
          first.merge(name[0] + "0".repeat(24), Long.parseLong(name[2]), Math::min);
        }
      }
      first.put(boot, Long.MAX_VALUE);
      Comparator<Fact> order =
          Comparator.comparing((Fact f) -> first.get(f.boot()))
              .thenComparing(Fact::boot)
              .thenComparing(Fact::uptime)
              .thenComparing(Fact::wall)
              .thenComparing(Fact::token)
              .thenComparing(Fact::type);
      return facts.stream().sorted(order).map(Fact::name).toList();
    }

    /** Reads all that waits, as the agent does, and compares. */
    List<Path> check() throws IOException {
      List<Fact> named =
          unnamed.stream()
              .filter(f -> !f.boot().equals(boot) || uptime - f.uptime() > 60_000)
              .toList();
      facts.addAll(named);
      unnamed.removeAll(named);
      List<Path> pending = spool.pending(now());
      List<String> read = new ArrayList<>();
      List<Path> files = new ArrayList<>();
      int readNotes = 0;
      int unreadable = 0;
      for (Path file : pending) {
        SpooledEvent event = spool.read(file, "web-1").orElse(null);
        if (event == null) {
          unreadable++;
        } else if (event.event().type() == EventType.NOTE) {
          readNotes++;
        } else if (event.event().type() != EventType.SHED) {
          read.add(String.valueOf(event.event().id()));
          files.add(file);
        }
      }
      assertThat(read).isEqualTo(inOrder());
      assertThat(readNotes).isEqualTo(notes);
      assertThat(unreadable).isEqualTo(torn.size());
      torn.clear(); // they are in bad/ now
      return files;
    }
  }

  @Property
  void what_was_committed_is_read_in_order_or_reported_and_nothing_else_is(
      @ForAll("histories") ActionChain<Rig> history) throws IOException {
    Rig rig = history.run();
    rig.check();
  }

  @AfterTry
  void cleanUp() throws IOException {
    for (Rig rig : rigs) {
      rig.spool.close();
      try (var files = Files.walk(rig.temp)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
      }
    }
    rigs.clear();
  }

  @Provide
  Arbitrary<ActionChain<Rig>> histories() {
    return ActionChain.startWith(
            () -> {
              Rig rig = new Rig();
              rigs.add(rig);
              return rig;
            })
        .withAction(6, writes())
        .withAction(1, action("a hook is killed half-way", SpoolModelTest::leaveUnfinished))
        .withAction(1, action("a hook is killed before the rename", SpoolModelTest::leaveWhole))
        .withAction(1, action("a power cut tears a file", SpoolModelTest::tear))
        .withAction(1, action("a power cut fills a file with zeros", SpoolModelTest::zeros))
        .withAction(2, action("a user leaves a note", SpoolModelTest::note))
        .withAction(1, action("somebody leaves rubbish in notes/", SpoolModelTest::rubbish))
        .withAction(2, action("the broker takes what waits", SpoolModelTest::deleteSome))
        .withAction(1, action("the host boots", SpoolModelTest::reboot))
        .withAction(1, action("the clock jumps back", rig -> rig.wall -= 3_600_000))
        .withAction(1, action("the clock jumps ahead", rig -> rig.wall += 7_200_000))
        .withAction(1, action("the agent is killed and comes back", SpoolModelTest::restart))
        .withAction(2, action("the spool is tended", SpoolModelTest::tend))
        .withAction(1, action("all is read", Rig::check))
        .withMaxTransformations(40);
  }

  private interface Step {
    void on(Rig rig) throws Exception;
  }

  private static Action.Independent<Rig> action(String what, Step step) {
    return () -> Arbitraries.just(transformer(what, step));
  }

  private static Transformer<Rig> transformer(String what, Step step) {
    return Transformer.mutate(
        what,
        rig -> {
          try {
            step.on(rig);
          } catch (Exception e) {
            throw new AssertionError(what, e);
          }
        });
  }

  private static Action.Independent<Rig> writes() {
    return () ->
        Arbitraries.of("starting", "stopped", "gave-up")
            .flatMap(
                type ->
                    Arbitraries.of(true, false)
                        .map(
                            memory ->
                                transformer(
                                    "a hook writes " + type + (memory ? " to memory" : ""),
                                    rig -> write(rig, type, memory))));
  }

  private static void write(Rig rig, String type, boolean memory) throws IOException {
    Fact fact = rig.next(type);
    String body = type.equals("stopped") ? "x".repeat(9_000) : "";
    Path root = memory ? rig.inMemory : rig.dir;
    Files.write(root.resolve(fact.name()), rig.content(fact, body));
    rig.facts.add(fact);
  }

  private static void leaveUnfinished(Rig rig) throws IOException {
    Fact fact = rig.next("stopped");
    byte[] half = Arrays.copyOf(rig.content(fact, ""), 40);
    Files.write(rig.dir.resolve("." + fact.name() + ".4194305"), half);
  }

  /** After the fsyncs and before the rename: committed but for its name. */
  private static void leaveWhole(Rig rig) throws IOException {
    Fact fact = rig.next("gave-up");
    Files.write(rig.dir.resolve("." + fact.name() + ".4194305"), rig.content(fact, ""));
    rig.unnamed.add(fact);
  }

  private static void tear(Rig rig) throws IOException {
    Fact fact = rig.next("stopped");
    byte[] whole = rig.content(fact, "tail");
    Files.write(rig.dir.resolve(fact.name()), Arrays.copyOf(whole, whole.length - 3));
    rig.torn.add(fact);
  }

  private static void zeros(Rig rig) throws IOException {
    Fact fact = rig.next("starting");
    Files.write(rig.dir.resolve(fact.name()), new byte[500]);
    rig.torn.add(fact);
  }

  private static void note(Rig rig) throws IOException {
    Fact fact = rig.next("note");
    Files.write(rig.dir.resolve("notes").resolve(fact.name()), rig.content(fact, "text"));
    rig.spool.takeNotes(rig.now(), Duration.ofSeconds(20));
    rig.notes++;
  }

  private static void rubbish(Rig rig) throws IOException {
    Fact fact = rig.next("note");
    Files.write(rig.dir.resolve("notes").resolve(fact.name()), new byte[10]);
    Files.createSymbolicLink(
        rig.dir.resolve("notes").resolve(rig.next("note").name()), Path.of("/etc/shadow"));
    rig.spool.takeNotes(rig.now(), Duration.ofSeconds(20));
  }

  private static void deleteSome(Rig rig) throws IOException {
    List<Path> waiting = rig.check();
    for (Path file : waiting.subList(0, waiting.size() / 2)) {
      rig.spool.delete(file);
      String name = file.getFileName().toString();
      rig.facts.removeIf(fact -> fact.name().equals(name));
    }
  }

  private static void reboot(Rig rig) throws IOException {
    rig.boots = (rig.boots * 31 + 7) & 0xffff; // ids are in no order
    rig.boot = "%08x%024x".formatted(rig.boots, 0);
    rig.uptime = 500;
    rig.wall += 60_000;
    // Memory does not outlive it.
    try (var files = Files.list(rig.inMemory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
        rig.facts.removeIf(fact -> fact.name().equals(file.getFileName().toString()));
      }
    }
  }

  private static void restart(Rig rig) throws IOException {
    rig.spool.close();
    rig.open();
  }

  /** What is left and what was reported must be what was there, type by type, newest kept. */
  private static void tend(Rig rig) throws Exception {
    rig.check();
    rig.pass(61_000);
    Map<String, Long> before = types(rig);
    before.merge("note", (long) rig.notes, Long::sum);
    Tended tended = rig.keeper.tend(rig.now());

    List<Fact> gone = new ArrayList<>(rig.facts);
    rig.facts.removeIf(fact -> !exists(rig, fact));
    gone.removeAll(rig.facts);
    try (var files = Files.list(rig.dir)) {
      rig.notes = (int) files.filter(f -> f.toString().endsWith("-note")).count();
    }
    Map<String, Long> after = types(rig);
    after.merge("note", (long) rig.notes, Long::sum);
    tended.shed().forEach((type, n) -> after.merge(type, n, Long::sum));
    after.remove("tail");
    assertThat(after).isEqualTo(before);
    for (Fact dropped : gone) {
      assertThat(rig.facts)
          .filteredOn(kept -> kept.type().equals(dropped.type()) && onDisk(rig, kept))
          .allMatch(kept -> kept.wall() >= dropped.wall());
    }
    rig.check();
  }

  private static Map<String, Long> types(Rig rig) {
    return rig.facts.stream()
        .collect(Collectors.groupingBy(Fact::type, TreeMap::new, Collectors.counting()));
  }

  private static boolean onDisk(Rig rig, Fact fact) {
    return Files.exists(rig.dir.resolve(fact.name()), LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean exists(Rig rig, Fact fact) {
    return onDisk(rig, fact) || Files.exists(rig.inMemory.resolve(fact.name()));
  }
}
