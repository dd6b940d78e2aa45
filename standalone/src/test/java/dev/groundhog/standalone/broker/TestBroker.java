package dev.groundhog.standalone.broker;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.kafka.KafkaContainer;

/**
 * A Kafka broker for a test: the same scenario runs on each {@link Kind}. Close it, for no
 * companion container does.
 */
public final class TestBroker implements AutoCloseable {
  /** The version that the clients have, from the same release. */
  static final String IMAGE = "apache/kafka:4.3.1";

  /** Testcontainers goes on trying to pull for minutes where no registry can be reached. */
  private static final String TOO_LONG =
      "Docker had no image within 60 s, so nothing ran on a Kafka container";

  /** Asked once, and only when a container is wanted: without Docker the answer takes long. */
  private static final class Docker {
    /** Why there are no containers here; null if there are. */
    static final @Nullable String WHY_NOT =
        CompletableFuture.supplyAsync(TestBroker::whyNoContainers)
            .completeOnTimeout(TOO_LONG, 60, TimeUnit.SECONDS)
            .join();
  }

  /** Where the broker runs. */
  public enum Kind {
    /** In this JVM; runs everywhere. */
    EMBEDDED,
    /** In a container; skipped, with the reason, where there is no Docker. */
    CONTAINER
  }

  private final String bootstrapServers;
  private final AutoCloseable stop;

  private TestBroker(String bootstrapServers, AutoCloseable stop) {
    this.bootstrapServers = bootstrapServers;
    this.stop = stop;
  }

  /** Starts a fresh one, with nothing on it. */
  public static TestBroker start(Kind kind) throws Exception {
    return kind == Kind.EMBEDDED ? embedded() : container();
  }

  private static TestBroker embedded() throws Exception {
    Path data = Files.createTempDirectory("groundhog-broker");
    EmbeddedBroker broker = EmbeddedBroker.start(0, data);
    return new TestBroker(
        broker.bootstrapServers(),
        () -> {
          broker.close();
          delete(data);
        });
  }

  private static TestBroker container() {
    assumeTrue(Docker.WHY_NOT == null, Docker.WHY_NOT);
    KafkaContainer container = newContainer();
    container.start();
    return new TestBroker(
        container.getBootstrapServers().replaceFirst("^PLAINTEXT://", ""), container::stop);
  }

  /** Why there are no containers here, or null; asked once. */
  static @Nullable String whyNoContainer() {
    return Docker.WHY_NOT;
  }

  private static @Nullable String whyNoContainers() {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      return "no Docker, so nothing ran on a Kafka container";
    }
    try (KafkaContainer container = newContainer()) {
      return container.getDockerImageName().isEmpty() ? "no image " + IMAGE : null;
    } catch (ContainerFetchException e) {
      return "Docker cannot get " + IMAGE + ", so nothing ran on a Kafka container";
    }
  }

  private static KafkaContainer newContainer() {
    return new KafkaContainer(IMAGE).withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
  }

  /** What clients take as {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  @Override
  public void close() throws Exception {
    stop.close();
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, IOException e) throws IOException {
            Files.deleteIfExists(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
