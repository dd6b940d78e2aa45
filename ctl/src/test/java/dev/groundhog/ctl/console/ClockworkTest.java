package dev.groundhog.ctl.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ClockworkTest {
  @Test
  void what_fails_is_logged_once_and_done_again() {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger logger = (Logger) LoggerFactory.getLogger(Clockwork.class);
    logger.addAppender(log);
    AtomicInteger turns = new AtomicInteger();
    try (Clockwork clockwork =
        new Clockwork(
            "viewers",
            () -> {
              if (turns.incrementAndGet() < 4) throw new AssertionError("not yet");
            })) {
      clockwork.start(Duration.ofMillis(5));
      await().until(() -> turns.get() > 5);
    } finally {
      logger.detachAppender(log);
    }
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly("viewers failed; it goes on");
  }

  @Test
  void a_browser_that_nothing_can_be_sent_to_is_forgotten_and_the_others_are_told() {
    Viewers viewers = new Viewers();
    AtomicInteger written = new AtomicInteger();
    AtomicInteger gone = new AtomicInteger();
    Callback end = Callback.from(() -> {}, failure -> gone.incrementAndGet());
    viewers.add(response(() -> written.incrementAndGet()), end, 1);
    viewers.add(
        response(
            () -> {
              throw new IllegalStateException("recycled");
            }),
        end,
        1);
    viewers.add(response(() -> written.incrementAndGet()), end, 1);
    viewers.tell(2);
    assertThat(written).hasValue(4);
    assertThat(gone).hasValue(1);
    assertThat(viewers.count()).isEqualTo(2);
  }

  /** Jetty's own cannot be made to throw at will. */
  private static Response response(Runnable write) {
    HttpFields.Mutable headers = HttpFields.build();
    return (Response)
        Proxy.newProxyInstance(
            ClockworkTest.class.getClassLoader(),
            new Class<?>[] {Response.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getHeaders")) return headers;
              if (!method.getName().equals("write")) return null;
              write.run();
              ((Callback) arguments[2]).succeeded();
              return null;
            });
  }
}
