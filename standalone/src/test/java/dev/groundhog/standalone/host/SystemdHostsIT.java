package dev.groundhog.standalone.host;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.groundhog.events.Topic;
import dev.groundhog.slack.digest.Golden;
import dev.groundhog.slack.fake.FakeMessage;
import dev.groundhog.slack.fake.FakeSlack;
import dev.groundhog.standalone.Pipeline;
import dev.groundhog.standalone.TopicClient;
import dev.groundhog.standalone.broker.TestBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real unit crashes on each of three real hosts, and the installed drop-in calls the hook. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SystemdHostsIT {
  private static final List<String> HOSTS = List.of("gh-web-1", "gh-web-2", "gh-web-3");
  private static final Path CHAT =
      Path.of(System.getProperty("groundhog.root", ".."), "standalone/target/dist/demo/chat");

  private static final String UNIT =
      """
      [Unit]
      Description=A chat room that somebody leaves
      [Service]
      ExecStart=%s -cp /opt/chat chat.Chat
      StandardInput=file:/opt/chat/commands
      """
          .formatted(Path.of(System.getProperty("java.home"), "bin/java"));

  @TempDir Path folder;
  private final Map<String, LabHost> hosts = new LinkedHashMap<>();

  @BeforeEach
  void isPossibleHere() {
    LabHost.assumePossible();
  }

  @AfterEach
  void powerOff() throws Exception {
    for (LabHost host : hosts.values()) host.close();
  }

  @Test
  void a_unit_that_crashes_once_on_each_of_three_hosts_is_told_in_exactly_one_message()
      throws Exception {
    try (TestBroker broker = TestBroker.start(TestBroker.Kind.EMBEDDED);
        FakeSlack slack = FakeSlack.start();
        Pipeline pipeline = Pipeline.start(broker.bootstrapServers(), slack, folder);
        TopicClient client = new TopicClient(broker.bootstrapServers())) {
      for (String host : HOSTS) boot(host, broker.bootstrapServers());

      // One by one: units of one name on two hosts of the lab must not end at the same time.
      for (String host : HOSTS) {
        requireNonNull(hosts.get(host)).run("systemctl", "start", "chat.service");
        await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(
                () ->
                    assertThat(crashesOf(client, host))
                        .as(() -> client.story() + journals())
                        .isEqualTo(1));
      }

      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> assertThat(slack.posts()).as(() -> client.story() + journals()).isEqualTo(1));
      // With the journal's tail: what the program said when it died.
      FakeMessage told = slack.inChannels().get(0);
      Golden.compare("three-hosts.json", Golden.pretty(timeless(told.payload())));
      await().atMost(Duration.ofSeconds(40)).until(() -> slack.edits() + slack.replies() > 0);
      assertThat(slack.posts()).as("new messages").isEqualTo(1);
      assertThat(client.read(Topic.DEAD_LETTERS)).isEmpty();
    }
  }

  /** Without what differs from run to run: times, ids, and what this machine is. */
  private static JsonNode timeless(JsonNode payload) throws IOException {
    ObjectNode shown = payload.deepCopy();
    shown.remove("metadata");
    String text =
        shown
            .toString()
            .replaceAll("<!date\\^\\d+\\^([^|]*)\\|[^>]*>", "<!date^0^$1|TIME>")
            .replaceAll("\"timestamp\":\\d+", "\"timestamp\":0")
            .replaceAll("\"fallback\":\"[^\"]*UTC\"", "\"fallback\":\"TIME\"")
            // Said only where there was more than a moment between them.
            .replaceAll(",\\{\"type\":\"text\",\"text\":\"; one every \\d+ s\"\\}", "")
            .replaceAll("; one every \\d+ s", "")
            .replaceAll("incident [0-9a-f]{4,}", "incident ID")
            .replaceAll("--from [0-9T:Z-]+", "--from TIME")
            .replaceAll("(arch|exe-modified|kernel|os)=[^·\"]+ ", "$1=THIS ")
            .replaceAll("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d+)?Z?", "TIME");
    return new ObjectMapper().readTree(text);
  }

  private static long crashesOf(TopicClient client, String host) {
    return client.read(Topic.UNIT_EVENTS).stream()
        .map(r -> new String(r.value(), StandardCharsets.UTF_8))
        .filter(e -> e.contains("\"type\":\"stopped\"") && e.contains("\"" + host + "\""))
        .count();
  }

  /** What the hosts say themselves, for the message of a test that waited in vain. */
  private String journals() {
    StringBuilder all = new StringBuilder();
    hosts
        .values()
        .forEach(host -> all.append('\n').append(host.name()).append(":\n").append(host.journal()));
    return all.toString();
  }

  private void boot(String name, String bootstrapServers) throws Exception {
    LabHost host = LabHost.boot(name);
    hosts.put(name, host);
    compileChat(host.path("/opt/chat"));
    host.write("/opt/chat/commands", "leave grace\nsay is anybody there?\n");
    host.installUnit("chat.service", UNIT);
    host.startAgent(bootstrapServers);
  }

  private static void compileChat(Path classes) throws IOException {
    Files.createDirectories(classes);
    int status =
        requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK is needed")
            .run(null, null, null, "-d", classes.toString(), CHAT.resolve("Chat.java").toString());
    assertThat(status).isZero();
  }
}
