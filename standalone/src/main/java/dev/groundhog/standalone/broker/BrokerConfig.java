package dev.groundhog.standalone.broker;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The settings of one small node that is broker and controller at once. Pure.
 *
 * <p>They differ from Kafka's defaults where those are made for clusters: one replica, few threads,
 * small buffers, and short waits where only other nodes could be waited for.
 */
record BrokerConfig(Path logDir, int port, int controllerPort) {
  static final int NODE_ID = 1;
  static final String HOST = "127.0.0.1";
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  Map<String, String> asProperties() {
    Map<String, String> config = new LinkedHashMap<>();
    node(config);
    oneReplica(config);
    shortWaits(config);
    smallFootprint(config);
    return config;
  }

  private void node(Map<String, String> config) {
    config.put("process.roles", "broker,controller");
    config.put("node.id", Integer.toString(NODE_ID));
    config.put("log.dirs", logDir.toString());
    config.put("listeners", listener("PLAINTEXT", port) + "," + controllerListener());
    config.put("advertised.listeners", listener("PLAINTEXT", port));
    config.put("controller.listener.names", CONTROLLER_LISTENER);
    config.put("inter.broker.listener.name", "PLAINTEXT");
    config.put("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT");
    // Static, because its port is another one at each start; the quorum is this node alone.
    config.put("controller.quorum.voters", NODE_ID + "@" + HOST + ":" + controllerPort);
    // A misspelt topic should be an error, not a new topic.
    config.put("auto.create.topics.enable", "false");
  }

  private static void oneReplica(Map<String, String> config) {
    config.put("default.replication.factor", "1");
    config.put("min.insync.replicas", "1");
    for (String topic :
        new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
      config.put(topic + ".replication.factor", "1");
      config.put(topic + ".num.partitions", "1");
    }
    config.put("transaction.state.log.min.isr", "1");
    config.put("share.coordinator.state.topic.min.isr", "1");
  }

  private static void shortWaits(Map<String, String> config) {
    config.put("group.initial.rebalance.delay.ms", "0");
    // What a killed instance left open holds up every read_committed reader until it is aborted:
    // look each second (default 10 s) for transactions past their own time-out.
    config.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    // After kill -9 the node is registered until this long has passed, and cannot register again.
    config.put("broker.session.timeout.ms", "3000");
    config.put("broker.heartbeat.interval.ms", "500");
    // A quorum of one has nobody to wait for (default 1 s); it votes for itself at once.
    config.put("controller.quorum.election.timeout.ms", "200");
    config.put("controller.quorum.election.backoff.max.ms", "200");
    // A sink that was stopped over a long holiday still knows how far it had come.
    config.put("offsets.retention.minutes", Integer.toString(180 * 24 * 60));
  }

  private static void smallFootprint(Map<String, String> config) {
    config.put("num.network.threads", "2");
    config.put("num.io.threads", "2");
    config.put("background.threads", "2");
    config.put("num.replica.fetchers", "1");
    config.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 * 1024 * 1024));
    config.put("log.cleaner.io.buffer.size", Integer.toString(128 * 1024));
    config.put("log.index.size.max.bytes", Integer.toString(1024 * 1024));
  }

  private String controllerListener() {
    return listener(CONTROLLER_LISTENER, controllerPort);
  }

  private static String listener(String name, int port) {
    return name + "://" + HOST + ":" + port;
  }
}
