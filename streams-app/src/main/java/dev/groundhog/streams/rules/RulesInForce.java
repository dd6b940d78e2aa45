package dev.groundhog.streams.rules;

import dev.groundhog.engine.rules.InvalidRulesException;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.engine.rules.RulesFile;
import dev.groundhog.runtime.health.Health;
import dev.groundhog.runtime.settings.InvalidSettingException;
import dev.groundhog.runtime.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules that this process judges by. A valid file that is new is announced on the control
 * topic; what stands there is in force, from its append time on, in every instance that reads it.
 * So all instances switch at one point of the log, and a replay finds the same point.
 *
 * <p>A broken file changes nothing: it is said once in the log and on the health page, whose check
 * stays fine, because a probe that restarts a working process over it would end in one that cannot
 * start. One thread reads the topic and looks at the file.
 */
public final class RulesInForce implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RulesInForce.class);
  private static final String CHECK = "rules";
  private static final Duration POLL = Duration.ofMillis(500);
  private static final long LOOK_EVERY_NANOS = Duration.ofSeconds(2).toNanos();

  private final @Nullable Path file;
  private final Health health;
  private final Versions versions = new Versions();
  private final FileLooks looks;
  private final AtomicBoolean hangup = new AtomicBoolean();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile @Nullable ControlTopic topic;
  private volatile @Nullable Thread thread;

  /** The newest valid text of the file here. */
  private String own;

  /** Why the file as it stands is not in force; null: it is, or it was outvoted. */
  private @Nullable String refused;

  /** A valid text of the file that the topic does not have yet. */
  private @Nullable String wanted;

  /** Why the topic could not be read when that was last tried. */
  private @Nullable String deaf;

  private RulesInForce(@Nullable Path file, String own, Health health) {
    this.file = file;
    this.own = own;
    this.health = health;
    this.looks = new FileLooks(own);
  }

  /**
   * Reads {@code rules.file}.
   *
   * @throws InvalidSettingException if there are no rules in it
   */
  public static RulesInForce load(Settings settings, Health health) {
    Path file = settings.path("rules.file").orElse(null);
    if (file == null) return new RulesInForce(null, "", health);
    FileLooks.Found found = FileLooks.read(file);
    if (found.text() == null) throw wrong(file + " (" + found.trouble() + ")");
    try {
      Rules unused = RulesFile.parse(found.text());
      return new RulesInForce(file, found.text(), health);
    } catch (InvalidRulesException e) {
      throw wrong(file + ": " + e.getMessage());
    }
  }

  private static InvalidSettingException wrong(String found) {
    return new InvalidSettingException(
        "rules.file", "a rules file", found, "Nothing was started; no rules are in force.");
  }

  /**
   * Announces the file unless it stands on the topic last; returns when the topic has been read as
   * far as that. From then on a thread of its own follows the topic and the file.
   */
  public void start(Settings settings, Clock clock)
      throws ExecutionException, InterruptedException {
    ControlTopic control = new ControlTopic(settings, clock);
    topic = control;
    control.readTo(control.end(), this::apply);
    if (!versions.isNewest(own)) {
      if (!versions.isEmpty()) log.info("the rules of {} replace those announced before", name());
      control.readTo(control.announce(own), this::apply);
    }
    Thread follower = new Thread(() -> follow(control), "groundhog-rules");
    follower.setDaemon(true);
    follower.start();
    thread = follower;
  }

  /** The rules for a record that the log took in at this time. Any thread. */
  public Rules at(Instant appended) {
    return versions.at(appended);
  }

  /** Somebody says that the file is complete and to be looked at now. Any thread. */
  public void reload() {
    hangup.set(true);
    ControlTopic control = topic;
    if (control != null) control.wakeUp();
  }

  private void follow(ControlTopic control) {
    long looked = System.nanoTime();
    while (closing.getCount() > 0) {
      try {
        control.poll(POLL, this::apply);
        deaf = null;
      } catch (WakeupException e) {
        // Somebody wants a look, or an end.
      } catch (RuntimeException e) {
        if (deaf == null)
          log.warn("the control topic cannot be read; the rules stay as they are", e);
        deaf = String.valueOf(e.getMessage());
        pause();
      }
      boolean now = hangup.getAndSet(false);
      if (!now && System.nanoTime() - looked < LOOK_EVERY_NANOS) continue;
      looked = System.nanoTime();
      look(control, now);
    }
    control.close();
  }

  private void look(ControlTopic control, boolean complete) {
    if (file != null) {
      FileLooks.Found found = FileLooks.read(file);
      looks.look(found, complete).ifPresent(this::take);
      if (complete) log.info("{} was looked at: {}", file, refused == null ? "valid" : refused);
    }
    if (wanted != null) announce(control, wanted);
    say();
  }

  private void take(FileLooks.Found found) {
    wanted = null;
    if (found.text() == null) {
      refuse("cannot be read (" + found.trouble() + ")");
      return;
    }
    try {
      Rules unused = RulesFile.parse(found.text());
      if (refused != null) log.info("{} is valid again", file);
      refused = null;
      own = found.text();
      if (!versions.isNewest(own)) wanted = own;
    } catch (InvalidRulesException e) {
      refuse(String.valueOf(e.getMessage()));
    }
  }

  private void refuse(String why) {
    refused = why;
    log.error("{}: {}; nothing changes, the rules in force stay in force", file, why);
  }

  private void announce(ControlTopic control, String text) {
    try {
      long unused = control.announce(text);
      wanted = null;
      log.info("{} has changed and is announced", file);
    } catch (ExecutionException | RuntimeException e) {
      log.warn("{} has changed but cannot be announced yet: {}", file, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing.countDown();
    }
  }

  private void apply(Instant appended, String text) {
    boolean repeated = versions.isNewest(text);
    try {
      versions.add(appended, text);
      if (repeated || thread == null) return;
      log.info("new rules are in force from {} on", appended);
      if (!text.equals(own)) {
        log.warn(
            "they are not those of {} here: another instance announced them, and the last"
                + " announcement wins; give all instances the same file",
            name());
      }
    } catch (InvalidRulesException e) {
      log.error(
          "the rules announced at {} cannot be read by this version and are not in force here: {}",
          appended,
          e.getMessage());
    } finally {
      say();
    }
  }

  private void say() {
    if (deaf != null) {
      health.failing(CHECK, "the control topic cannot be read: " + deaf);
      return;
    }
    boolean mine = versions.isNewest(own);
    String words =
        refused != null
            ? file + ": " + refused + "; the rules before it stay in force"
            : mine ? "those of " + name() : "not those of " + name() + ", announced elsewhere";
    health.ok(CHECK, words);
  }

  private String name() {
    return file == null ? "the built-in ones" : file.toString();
  }

  private void pause() {
    try {
      boolean unused = closing.await(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing.countDown();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    ControlTopic control = topic;
    Thread follower = thread;
    if (control == null) return;
    control.wakeUp();
    if (follower == null) {
      control.close();
      return;
    }
    try {
      follower.join(2000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
