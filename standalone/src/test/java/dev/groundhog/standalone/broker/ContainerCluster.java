package dev.groundhog.standalone.broker;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/**
 * Brokers in containers on this machine's loopback, the first of them also the controller: for what
 * one broker cannot show, and for settings that the embedded one does not have.
 */
public final class ContainerCluster implements AutoCloseable {
  private static final String CLUSTER_ID = "4L6g3nShT-eMCtK--X86sw";

  private final List<GenericContainer<?>> brokers = new ArrayList<>();
  private final List<String> addresses = new ArrayList<>();

  private ContainerCluster() {}

  /**
   * Skips the test, with the reason, where there are no containers.
   *
   * @param settings of each broker, by the image's variables: {@code KAFKA_…}
   */
  public static ContainerCluster start(int size, Map<String, String> settings) throws IOException {
    String whyNot = TestBroker.whyNoContainer();
    assumeTrue(whyNot == null, whyNot);
    ContainerCluster cluster = new ContainerCluster();
    int controller = freePort();
    for (int id = 1; id <= size; id++) cluster.add(id, controller, settings);
    cluster.brokers.forEach(GenericContainer::start);
    return cluster;
  }

  private void add(int id, int controllerPort, Map<String, String> settings) throws IOException {
    String address = "127.0.0.1:" + freePort();
    String plain = "PLAINTEXT://" + address;
    String controller = "127.0.0.1:" + controllerPort;
    boolean first = id == 1;
    brokers.add(
        new GenericContainer<>(TestBroker.IMAGE)
            .withNetworkMode("host")
            .withEnv("CLUSTER_ID", CLUSTER_ID)
            .withEnv("KAFKA_NODE_ID", Integer.toString(id))
            .withEnv("KAFKA_PROCESS_ROLES", first ? "broker,controller" : "broker")
            .withEnv("KAFKA_LISTENERS", first ? plain + ",CONTROLLER://" + controller : plain)
            .withEnv("KAFKA_ADVERTISED_LISTENERS", plain)
            .withEnv("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER")
            .withEnv(
                "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT")
            .withEnv("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@" + controller)
            .withEnv("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1")
            .withEnv("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1")
            .withEnv("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1")
            .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
            .withEnv(settings)
            .waitingFor(Wait.forLogMessage(".*Kafka Server started.*", 1))
            .withStartupTimeout(Duration.ofSeconds(90)));
    addresses.add(address);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  public String bootstrapServers() {
    return String.join(",", addresses);
  }

  @Override
  public void close() {
    brokers.forEach(GenericContainer::stop);
  }
}
