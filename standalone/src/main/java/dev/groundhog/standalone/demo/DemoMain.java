package dev.groundhog.standalone.demo;

import dev.groundhog.standalone.broker.Ports;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * The second half of {@code ./quickstart}, when all is built: starts standalone, three hosts with
 * their agents, plays the {@link Demo}, ends what it started. Exit codes: 0 when exactly one
 * message was told and all crashes were counted, 1 when not, 2 for bad usage.
 */
public final class DemoMain {
  private static final int KAFKA_PORT = 9092;
  private static final int STATUS_PORT = 7074;

  private final DemoOptions options;
  private final Narrator narrator;
  private final Children children = new Children();

  private DemoMain(DemoOptions options, Narrator narrator) {
    this.options = options;
    this.narrator = narrator;
  }

  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    try {
      DemoOptions options = DemoOptions.parse(List.of(args));
      new DemoMain(options, new Narrator(out, options.colours())).run(System.getenv());
    } catch (IllegalArgumentException e) {
      System.err.println("quickstart: " + e.getMessage());
      System.exit(2);
    } catch (Exception e) {
      System.err.println("quickstart: " + e.getMessage());
      System.exit(1);
    }
    // The clients' threads have nothing more to say.
    System.exit(0);
  }

  private void run(Map<String, String> environment)
      throws IOException, InterruptedException, DemoFailedException {
    Runtime.getRuntime().addShutdownHook(new Thread(children::close, "ends what the demo started"));
    try (RunFolder run = RunFolder.create(options.root().resolve(".quickstart"))) {
      int port = choosePort();
      int statusPort = Ports.isFree(STATUS_PORT) ? STATUS_PORT : Ports.pick();
      narrator.say("Starting Kafka, the correlation and the sink in one process …");
      long start = System.nanoTime();
      StandaloneProcess standalone =
          new StandaloneProcess(
              options.root().resolve("standalone/target/dist/bin/groundhog-standalone"),
              run.path(),
              port,
              settings(statusPort),
              children,
              narrator::sinkSaid);
      Path classes = compileChat(run.path());
      String bootstrap = standalone.awaitReady();
      narrator.say(
          String.format(
              Locale.ROOT,
              "Ready after %.1f s, on %s.",
              (System.nanoTime() - start) / 1e9,
              bootstrap));
      List<DemoHost> hosts = startHosts(run.path(), classes, bootstrap);
      play(hosts, bootstrap, isSlackSet(environment));
      if (options.keep()) keepRunning(bootstrap, statusPort);
      children.close();
    }
  }

  private int choosePort() {
    int wanted = options.port().orElse(KAFKA_PORT);
    if (wanted == 0 || Ports.isFree(wanted)) return wanted;
    narrator.say("Port " + wanted + " is in use; taking another.");
    return 0;
  }

  private Map<String, String> settings(int statusPort) {
    Map<String, String> settings = new HashMap<>();
    settings.put("GROUNDHOG_RULES_FILE", options.dist().resolve("demo/rules.yaml").toString());
    settings.put("GROUNDHOG_HTTP_PORT", Integer.toString(statusPort));
    settings.put("GROUNDHOG_SLACK_EDIT_EVERY", "1s");
    settings.put("GROUNDHOG_SLACK_CONSOLE_COLOURS", Boolean.toString(options.colours()));
    return settings;
  }

  /** The service that will crash is real; it is compiled here, so that its source can be read. */
  private Path compileChat(Path run) throws IOException, DemoFailedException {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    if (javac == null) throw new DemoFailedException("this Java has no compiler: a JDK is needed");
    Path classes = Files.createDirectories(run.resolve("chat"));
    Path source = options.dist().resolve("demo/chat/Chat.java");
    int status = javac.run(null, null, null, "-d", classes.toString(), source.toString());
    if (status != 0) throw new DemoFailedException(source + " does not compile");
    return classes;
  }

  private List<DemoHost> startHosts(Path run, Path classes, String bootstrap) throws IOException {
    narrator.say("Three hosts, each with its spool and its agent: web-1, web-2, web-3.");
    List<DemoHost> hosts = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      Path producer = options.root().resolve("producer/target/dist");
      DemoHost host = new DemoHost("web-" + i, run, producer, classes, bootstrap, children);
      host.startAgent();
      hosts.add(host);
    }
    return hosts;
  }

  private void play(List<DemoHost> hosts, String bootstrap, boolean toSlack)
      throws IOException, InterruptedException, DemoFailedException {
    try (Told told = new Told(bootstrap)) {
      new Demo(hosts, told, narrator, toSlack).play();
    }
  }

  private static boolean isSlackSet(Map<String, String> environment) {
    // One that is empty counts as not set, here as in the sink.
    return !environment.getOrDefault("GROUNDHOG_SLACK_TOKEN", "").isBlank()
        || !environment.getOrDefault("GROUNDHOG_SLACK_WEBHOOK_URL", "").isBlank();
  }

  private void keepRunning(String bootstrap, int statusPort) throws InterruptedException {
    narrator.say(
        """

        It goes on running; Ctrl-C ends it. Meanwhile:

          an event of your own   echo '{"type":"stopped","host":"db-1","unit":"db.service","result":"signal"}' |
                                   kcat -b %1$s -t groundhog.unit-events.v1 -P -k db-1
          what was decided       kcat -b %1$s -t groundhog.alerts.v1 -C -e -q | jq .
          the same, replayed     GROUNDHOG_KAFKA_BOOTSTRAP_SERVERS=%1$s ctl/target/dist/bin/groundhogctl replay --last 1h
          is it well?            curl http://127.0.0.1:%2$d/health   (and /metrics)"""
            .formatted(bootstrap, statusPort));
    new CountDownLatch(1).await();
  }
}
