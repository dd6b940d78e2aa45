package dev.groundhog.slack.fake;

import dev.groundhog.slack.fake.FakeWorkspace.Answer;
import dev.groundhog.slack.fake.FakeWorkspace.Fault;
import dev.groundhog.slack.fake.FakeWorkspace.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.HttpUrl;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** A {@link FakeWorkspace} over HTTP on loopback. Thread-safe. */
public final class FakeSlack implements AutoCloseable {
  /** The one token it accepts. */
  public static final String TOKEN = FakeWorkspace.TOKEN;

  private final int port;
  private final FakeWorkspace workspace;
  private final LongSupplier nanos;
  private MockWebServer server = new MockWebServer();

  /** Its clock minus this machine's, for the answers' dates. */
  private volatile boolean dated;

  private FakeSlack(int port, LongSupplier nanos) throws IOException {
    this.workspace = new FakeWorkspace(nanos);
    this.nanos = nanos;
    listen(port);
    this.port = server.getPort();
  }

  /** Any free port, this machine's time. */
  public static FakeSlack start() throws IOException {
    return start(0, FakeSlack::systemNanos);
  }

  /**
   * @param nanos its clock, nanoseconds since 1970
   */
  public static FakeSlack start(int port, LongSupplier nanos) throws IOException {
    return new FakeSlack(port, nanos);
  }

  static long systemNanos() {
    return Duration.between(Instant.EPOCH, Instant.now()).toNanos();
  }

  private void listen(int onPort) throws IOException {
    server = new MockWebServer();
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return answer(request);
          }
        });
    server.start(InetAddress.getLoopbackAddress(), onPort);
  }

  /** Its state, and what can go wrong there. */
  public FakeWorkspace workspace() {
    return workspace;
  }

  /** For {@code slack.api.url}. */
  public URI apiUrl() {
    return URI.create("http://127.0.0.1:" + port + "/api");
  }

  /** For {@code slack.webhook.url}. */
  public URI webhookUrl() {
    return URI.create("http://127.0.0.1:" + port + FakeWorkspace.HOOK);
  }

  /** What stands in all channels and threads now, oldest first. */
  public List<FakeMessage> messages() {
    return workspace.messages();
  }

  /** The messages that stand in channels themselves. */
  public List<FakeMessage> inChannels() {
    return messages().stream().filter(m -> m.threadTs() == null).toList();
  }

  /** The replies in the thread of a message. */
  public List<FakeMessage> thread(String ts) {
    return messages().stream().filter(m -> ts.equals(m.threadTs())).toList();
  }

  /** New messages stored so far, replies not counted. */
  public int posts() {
    return workspace.posts();
  }

  public int edits() {
    return workspace.edits();
  }

  public int replies() {
    return workspace.replies();
  }

  /** Calls of any kind and end. */
  public int calls() {
    return workspace.calls();
  }

  /** Calls that came too early. */
  public int rateLimited() {
    return workspace.rateLimited();
  }

  /** Lets the next call fail; several are taken in order. */
  public void next(Fault fault) {
    workspace.next(fault);
  }

  /** Goes away: connections are refused until it comes {@link #back}. */
  public void away() {
    server.close();
  }

  /** Comes back at the same address, with all it had stored. */
  public void back() throws IOException {
    listen(port);
  }

  /** As a person would. */
  public void delete(String ts) {
    workspace.delete(ts);
  }

  /** Says the time in its answers, as Slack does. */
  public void saysTheTime() {
    dated = true;
  }

  private MockResponse answer(RecordedRequest request) {
    HttpUrl url = request.getUrl();
    Map<String, String> query = new HashMap<>();
    for (String name : url.queryParameterNames()) {
      query.put(name, String.valueOf(url.queryParameter(name)));
    }
    ByteString body = request.getBody();
    String auth = request.getHeaders().get("Authorization");
    Answer answer =
        workspace.call(
            new Request(url.encodedPath(), query, bearer(auth), body == null ? null : body.utf8()));
    MockResponse.Builder built =
        new MockResponse.Builder().code(answer.status()).body(answer.body());
    answer.headers().forEach(built::addHeader);
    if (dated) {
      built.setHeader("Date", httpDate(Instant.EPOCH.plusNanos(nanos.getAsLong())));
    }
    // With the headers at which a client is tempted to send again by itself.
    if (answer.status() == 503) built.addHeader("Retry-After", "0");
    if (answer.status() == 307) built.addHeader("Location", request.getTarget());
    return answer.cut() ? cut(built) : built.build();
  }

  private static String httpDate(Instant at) {
    return java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME.format(
        at.atOffset(java.time.ZoneOffset.UTC));
  }

  private static @Nullable String bearer(@Nullable String header) {
    return header == null ? null : header.replaceFirst("^Bearer ", "");
  }

  private static MockResponse cut(MockResponse.Builder answer) {
    return answer.onResponseStart(new SocketEffect.CloseSocket()).build();
  }

  @Override
  public void close() {
    server.close();
  }
}
