package dev.groundhog.ctl.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.groundhog.ctl.console.Gate.Asked;
import dev.groundhog.ctl.console.Gate.Refused;
import dev.groundhog.ctl.console.Wish.BadWishException;
import dev.groundhog.ctl.control.NotDoneException;
import dev.groundhog.ctl.incidents.NotFoundException;
import dev.groundhog.ctl.incidents.Summary;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.Wire;
import dev.groundhog.runtime.health.Health;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/** What is answered under which path. All answers have the headers that keep a browser safe. */
final class Site extends Handler.Abstract {
  private static final ObjectMapper JSON = Wire.mapper();
  private static final String JSON_TYPE = "application/json; charset=utf-8";
  private static final String INCIDENTS = "/api/incidents";
  private static final String TIMELINES = "/api/timelines/";

  /** What a browser wants to say is short. */
  private static final int MAX_BODY = 16 * 1024;

  private final Gate gate;
  private final Board board;
  private final Viewers viewers;
  private final Timelines timelines;
  private final Actions actions;
  private final Health health;
  private final PrometheusMeterRegistry metrics;
  private final Clock clock;
  private final Files files = new Files();

  Site(
      Gate gate,
      Board board,
      Viewers viewers,
      Timelines timelines,
      Actions actions,
      Health health,
      PrometheusMeterRegistry metrics,
      Clock clock) {
    this.gate = gate;
    this.board = board;
    this.viewers = viewers;
    this.timelines = timelines;
    this.actions = actions;
    this.health = health;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** The list, as a browser asks for it. */
  record Listed(
      long version,
      Instant now,
      Board.Reading kafka,
      Gate.Writing writing,
      List<Summary> incidents,
      List<ControlEvent> silences) {}

  /** One incident. */
  record Shown(
      long version, Instant now, Board.Reading kafka, Gate.Writing writing, Object detail) {}

  /** Its timeline. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Charted(
      String state, int revision, @Nullable String why, @JsonRawValue @Nullable String report) {}

  /** Why not. */
  record Trouble(String error) {}

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    SafeHeaders.put(response);
    String path = String.valueOf(request.getHttpURI().getPath());
    metrics.counter("groundhog.console.requests", "method", known(request.getMethod())).increment();
    try {
      switch (request.getMethod()) {
        case "GET", "HEAD" -> get(path, request, response, callback);
        case "POST" -> post(path, request, response, callback);
        default -> trouble(response, callback, 405, "expected GET or POST");
      }
    } catch (NotFoundException e) {
      trouble(response, callback, 404, String.valueOf(e.getMessage()));
    } catch (BadWishException e) {
      trouble(response, callback, 400, String.valueOf(e.getMessage()));
    } catch (NotDoneException e) {
      trouble(response, callback, 503, String.valueOf(e.getMessage()));
    }
    return true;
  }

  /** Other people's words would be other figures, without end. */
  private static String known(String method) {
    return List.of("GET", "HEAD", "POST").contains(method) ? method : "other";
  }

  private void get(String path, Request request, Response response, Callback callback) {
    // Those who watch this program ask by whatever name they know.
    if (path.equals("/health")) {
      json(response, callback, health.isOk() ? 200 : 503, healthNow());
      return;
    }
    if (path.equals("/metrics")) {
      bytes(response, callback, "text/plain; version=0.0.4", metrics.scrape().getBytes(UTF_8));
      return;
    }
    Asked asked = Asking.of(request);
    if (refused(gate.read(asked), response, callback)) return;
    Instant now = clock.instant();
    if (path.equals(INCIDENTS)) {
      json(response, callback, 200, listed(asked, words(request), now));
    } else if (path.startsWith(INCIDENTS + "/")) {
      json(response, callback, 200, shown(asked, id(path, INCIDENTS + "/"), now));
    } else if (path.startsWith(TIMELINES)) {
      json(response, callback, 200, charted(id(path, TIMELINES), now));
    } else if (path.equals("/api/stream")) {
      if (!viewers.add(response, callback, board.version())) {
        trouble(response, callback, 503, "too many browsers");
      }
    } else {
      file(path, response, callback);
    }
  }

  private void file(String path, Response response, Callback callback) {
    Files.File file = files.of(path);
    if (file == null) trouble(response, callback, 404, "there is nothing at " + path);
    else bytes(response, callback, file.type(), file.bytes());
  }

  private Listed listed(Asked asked, String words, Instant now) {
    return new Listed(
        board.version(),
        now,
        board.reading(),
        gate.writing(asked),
        board.list(now, words),
        board.silences(now));
  }

  private Shown shown(Asked asked, String id, Instant now) {
    long version = board.version();
    return new Shown(version, now, board.reading(), gate.writing(asked), board.detail(id, now));
  }

  private Charted charted(String id, Instant now) {
    Timelines.Answer answer = timelines.of(board.detail(id, now));
    return new Charted(answer.state(), answer.revision(), answer.why(), answer.report());
  }

  private Map<String, Object> healthNow() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", health.isOk() ? "ok" : "failing");
    body.put("checks", health.checks());
    return body;
  }

  private void post(String path, Request request, Response response, Callback callback) {
    Function<Wish, ControlEvent> action =
        switch (path) {
          case "/api/acks" -> actions::acknowledge;
          case "/api/silences" -> actions::silence;
          case "/api/silences/end" -> actions::end;
          default -> null;
        };
    if (refused(gate.write(Asking.of(request)), response, callback)) return;
    if (action == null) {
      trouble(response, callback, 404, "there is nothing at " + path);
      return;
    }
    long length = request.getLength();
    if (length < 0 || length > MAX_BODY) {
      // What is not read would be taken for the next request.
      response.getHeaders().put("Connection", "close");
      trouble(response, callback, 413, "expected Content-Length up to " + MAX_BODY);
      return;
    }
    json(response, callback, 201, action.apply(Wish.parse(body(request))));
  }

  private static String body(Request request) {
    try {
      return Content.Source.asString(request, UTF_8);
    } catch (java.io.IOException e) {
      throw new BadWishException("the request was cut off");
    }
  }

  private static String words(Request request) {
    Fields.Field words = Request.extractQueryParameters(request).get("q");
    return words == null ? "" : words.getValue();
  }

  private static String id(String path, String before) {
    try {
      // A plus sign stands for itself in a path.
      return URLDecoder.decode(path.substring(before.length()).replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException e) {
      throw new BadWishException("the address is none");
    }
  }

  private boolean refused(Optional<Refused> refused, Response response, Callback callback) {
    refused.ifPresent(why -> trouble(response, callback, why.status(), why.why()));
    return refused.isPresent();
  }

  private void trouble(Response response, Callback callback, int status, String why) {
    json(response, callback, status, new Trouble(why));
  }

  private static void json(Response response, Callback callback, int status, Object value) {
    try {
      response.setStatus(status);
      bytes(response, callback, JSON_TYPE, JSON.writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of ours did not become JSON", e);
    }
  }

  private static void bytes(Response response, Callback callback, String type, byte[] bytes) {
    response.getHeaders().put("Content-Type", type);
    response.getHeaders().put("Content-Length", bytes.length);
    response.write(true, ByteBuffer.wrap(bytes), callback);
  }
}
