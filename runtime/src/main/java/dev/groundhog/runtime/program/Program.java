package dev.groundhog.runtime.program;

import dev.groundhog.runtime.settings.InvalidSettingException;
import dev.groundhog.runtime.settings.Settings;
import java.io.PrintStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one long-running program: reads {@code --config FILE}, starts it, waits until it fails or
 * SIGTERM comes, closes it.
 *
 * <p>Exit codes: {@link #DONE} after SIGTERM or SIGINT and a clean close; {@link #FAILED} with one
 * line for a human; {@link #BAD_USAGE} for a wrong setting or argument. Closing has {@link
 * #CLOSE_WITHIN}; what is not closed by then is said and the process ends all the same, because
 * everything that must survive is on disk or on the broker.
 */
public final class Program {
  public static final int DONE = 0;
  public static final int FAILED = 1;
  public static final int BAD_USAGE = 2;

  /** Below systemd's 90 s and the 10 s that {@code docker stop} grants. */
  static final Duration CLOSE_WITHIN = Duration.ofSeconds(9);

  private static final String CONFIG = "--config";
  private static final Logger log = LoggerFactory.getLogger(Program.class);

  /** Something that runs until it is closed. */
  public interface Running extends AutoCloseable {
    /** Returns when the program ended by itself, which is a failure; else blocks. */
    void await() throws InterruptedException;

    @Override
    void close();
  }

  /** How a program comes to run; may wait for the broker as long as it takes. */
  @FunctionalInterface
  public interface Starter {
    Running start(Settings settings) throws Exception;
  }

  private final String name;
  private final String usage;
  private final PrintStream out;
  private final PrintStream err;

  /** Options of this program beyond {@code --config}, and the setting that each one sets. */
  private final Map<String, String> options;

  /**
   * @param usage what {@code --help} prints
   */
  public Program(String name, String usage, PrintStream out, PrintStream err) {
    this(name, usage, out, err, Map.of());
  }

  /**
   * @param options {@code --port} → {@code standalone.port}: an option with a value, and the
   *     setting it sets, over the file and the environment
   */
  public Program(
      String name, String usage, PrintStream out, PrintStream err, Map<String, String> options) {
    this.name = name;
    this.usage = usage;
    this.out = out;
    this.err = err;
    this.options = Map.copyOf(options);
  }

  /** Runs until the end of the process; returns its exit code. */
  public int run(List<String> args, Map<String, String> environment, Starter starter) {
    if (args.contains("--help") || args.contains("-h")) {
      out.println(usage.strip());
      return DONE;
    }
    try {
      Map<String, String> given = parse(args);
      Path config = given.containsKey(CONFIG) ? Path.of(given.remove(CONFIG)) : null;
      return runUntilClosed(Settings.load(config, environment).with(given), starter);
    } catch (InvalidSettingException e) {
      err.println(name + ": " + e.getMessage());
      return BAD_USAGE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return DONE;
    } catch (Exception e) {
      log.debug("why it failed", e);
      err.println(name + ": failed: " + lastWords(e));
      return FAILED;
    }
  }

  /**
   * Settings by name, plus {@link #CONFIG}. Takes {@code --name VALUE} and {@code --name=VALUE}.
   */
  private Map<String, String> parse(List<String> args) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < args.size(); i++) {
      String[] arg = args.get(i).split("=", 2);
      String setting = arg[0].equals(CONFIG) ? CONFIG : options.get(arg[0]);
      boolean valueFollows = arg.length == 1 && i + 1 < args.size();
      if (setting == null || (arg.length == 1 && !valueFollows)) throw unknown(args.get(i));
      given.put(setting, valueFollows ? args.get(++i) : arg[1]);
    }
    return given;
  }

  private InvalidSettingException unknown(String arg) {
    String known =
        options.keySet().stream().sorted().map(o -> o + " VALUE, ").collect(Collectors.joining());
    return new InvalidSettingException(
        "arguments", known + "--config FILE or --help", '"' + arg + '"', "Nothing was started.");
  }

  private int runUntilClosed(Settings settings, Starter starter) throws Exception {
    AtomicReference<@Nullable Running> running = new AtomicReference<>();
    Thread hook = new Thread(() -> closeAndHalt(running), name + "-shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
    try (Running started = starter.start(settings)) {
      running.set(started);
      for (String unknown : settings.unknown()) {
        log.warn("{}: no such setting; it is ignored", unknown);
      }
      started.await();
      err.println(name + ": ended by itself; its last log lines say why");
      return FAILED;
    } finally {
      removeHook(hook);
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is going down: the hook itself runs now.
    }
  }

  private void closeAndHalt(AtomicReference<@Nullable Running> running) {
    Running started = running.get();
    if (started != null && !closesInTime(started)) {
      log.warn("{}: not closed within {} s; ending all the same", name, CLOSE_WITHIN.toSeconds());
      Runtime.getRuntime().halt(FAILED);
    }
    // halt, because the JVM would otherwise report SIGTERM as 143, which systemd takes for a crash.
    Runtime.getRuntime().halt(DONE);
  }

  private boolean closesInTime(Running started) {
    Thread closer = new Thread(started::close, name + "-close");
    closer.setDaemon(true);
    closer.start();
    try {
      closer.join(CLOSE_WITHIN.toMillis());
      return !closer.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * An {@link Error} in a thread of ours (out of memory) ends the process, and systemd starts it
   * again: an agent without its journal or its keeper would look alive. Kafka's threads have a
   * handler of their own: what happens to them is noticed as a broker that takes no events.
   */
  public static void endWithAnyOfItsThreads() {
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, e) -> {
          try {
            log.error("{}: ended by a mistake of our own", thread.getName(), e);
          } finally {
            if (e instanceof Error) Runtime.getRuntime().halt(FAILED);
          }
        });
  }

  /** What went wrong at the root, in one line for a person. */
  public static String lastWords(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) cause = cause.getCause();
    // Most of these have a path for a message, and only their kind says what is wrong with it.
    if (cause instanceof FileSystemException file && file.getReason() == null) {
      return cause.getClass().getSimpleName().replace("Exception", "") + ": " + file.getMessage();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
