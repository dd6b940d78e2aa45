package dev.groundhog.ctl.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Browsers that want to hear when there is something new: server-sent events. An event only says
 * that there is, with a number; what it is the page then asks for. So a slow browser costs nothing
 * (it misses numbers, not news), and one that was away catches up with one question.
 *
 * <p>No thread waits for a browser: each is sent to only when it has taken what was sent before.
 */
final class Viewers implements AutoCloseable {
  /** Each costs a connection and some KiB. */
  private static final int MAX = 500;

  /** Shorter than what proxies take for silence, and than the connection's own limit. */
  private static final long SIGN_OF_LIFE_NANOS = 10_000_000_000L;

  private final Map<Viewer, Boolean> viewers = new ConcurrentHashMap<>();

  /** False: there are too many, and nothing was answered. */
  boolean add(Response response, Callback callback, long version) {
    if (viewers.size() >= MAX) return false;
    response.getHeaders().put("Content-Type", "text/event-stream; charset=utf-8");
    response.getHeaders().put("Cache-Control", "no-store");
    // Some proxies would collect what is to be read at once.
    response.getHeaders().put("X-Accel-Buffering", "no");
    Viewer viewer = new Viewer(response, callback);
    viewers.put(viewer, true);
    viewer.send(version);
    return true;
  }

  /** To be called some times a second. */
  void tell(long version) {
    for (Viewer viewer : viewers.keySet()) viewer.send(version);
  }

  int count() {
    return viewers.size();
  }

  @Override
  public void close() {
    for (Viewer viewer : viewers.keySet()) viewer.end();
  }

  /** One browser. */
  private final class Viewer {
    private final Response response;
    private final Callback callback;
    private final AtomicBoolean busy = new AtomicBoolean();
    private long told;
    private long toldAt;

    Viewer(Response response, Callback callback) {
      this.response = response;
      this.callback = callback;
    }

    void send(long version) {
      if (!busy.compareAndSet(false, true)) return;
      boolean news = version != told;
      long now = System.nanoTime();
      if (!news && now - toldAt < SIGN_OF_LIFE_NANOS) {
        busy.set(false);
        return;
      }
      String event = news ? "event: changed\ndata: " + version + "\n\n" : ": alive\n\n";
      told = version;
      toldAt = now;
      try {
        response.write(
            false,
            ByteBuffer.wrap(event.getBytes(UTF_8)),
            Callback.from(() -> busy.set(false), failure -> gone(failure)));
      } catch (RuntimeException e) {
        // Else it would be busy for ever, and the others would not be told.
        gone(e);
      }
    }

    private void gone(Throwable failure) {
      if (viewers.remove(this) != null) callback.failed(failure);
    }

    void end() {
      if (viewers.remove(this) != null) callback.succeeded();
    }
  }
}
