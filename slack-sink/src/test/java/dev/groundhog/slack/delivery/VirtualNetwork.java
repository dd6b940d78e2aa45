package dev.groundhog.slack.delivery;

import dev.groundhog.runtime.settings.Secret;
import dev.groundhog.slack.fake.ClockOf;
import dev.groundhog.slack.fake.FakeWorkspace;
import dev.groundhog.slack.fake.FakeWorkspace.Request;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import okhttp3.HttpUrl;

/**
 * A network in virtual time between the sink and a {@link FakeWorkspace}: requests take a while to
 * arrive and answers to come back, and as often as it is told to, one of them is lost, comes after
 * the caller has given up, or says something else than what happened. What was sent arrives even if
 * the sender dies.
 */
public final class VirtualNetwork implements Transport {
  private static final Duration CALL_WITHIN = Duration.ofSeconds(10);

  private final FakeWorkspace workspace;
  private final Random random;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(
          Comparator.comparing(Event::at).thenComparing(Comparator.comparing(Event::number)));
  private Instant now;
  private long number;

  /** The share of calls with which something goes wrong. */
  private double trouble;

  private record Event(Instant at, long number, Runnable what) {}

  public VirtualNetwork(Instant start, Random random) {
    this.now = start;
    this.random = random;
    this.workspace = new FakeWorkspace(() -> Duration.between(Instant.EPOCH, now).toNanos());
  }

  public FakeWorkspace workspace() {
    return workspace;
  }

  public void trouble(double share) {
    trouble = share;
  }

  public Instant now() {
    return now;
  }

  /** A client of it with the workspace's token. */
  public SlackApi connect() {
    return new SlackApi(
        URI.create("http://slack.test/api"),
        new Secret(FakeWorkspace.TOKEN),
        Posting.in("#alerts"),
        this,
        new ClockOf(this::now));
  }

  /** When something arrives next; {@link Instant#MAX}: never. */
  public Instant nextArrival() {
    Event next = events.peek();
    return next == null ? Instant.MAX : next.at();
  }

  /** Lets time pass, and everything arrive that is due. */
  public void passTo(Instant then) {
    while (!nextArrival().isAfter(then)) {
      Event next = events.remove();
      if (next.at().isAfter(now)) now = next.at();
      next.what().run();
    }
    if (then.isAfter(now)) now = then;
  }

  @Override
  public CompletableFuture<Answer> make(Ask ask) {
    CompletableFuture<Answer> reply = new CompletableFuture<>();
    if (now.isAfter(ask.startBy())) {
      reply.complete(new Answer.Failed("it began too late", false));
      return reply;
    }
    Instant arrives = now.plus(latency());
    Instant givesUp = now.plus(CALL_WITHIN);
    if (random.nextDouble() >= trouble) {
      at(arrives, () -> answer(call(ask), reply));
      return reply;
    }
    switch (random.nextInt(6)) {
      case 0 -> at(arrives, () -> reply.complete(new Answer.Failed("ConnectException", false)));
      case 1 -> at(givesUp, () -> reply.complete(new Answer.Failed("Timeout", true)));
      case 2 -> {
        // Slack takes it only after the caller has given up.
        at(now.plusMillis(random.nextInt(20_000)), () -> workspace.callLate(request(ask)));
        at(givesUp, () -> reply.complete(new Answer.Failed("Timeout", true)));
      }
      case 3 -> {
        at(arrives, () -> call(ask));
        at(arrives.plus(latency()), () -> reply.complete(new Answer.Failed("Cut", true)));
      }
      case 4 -> {
        at(arrives, () -> call(ask));
        answer(error(arrives), reply);
      }
      default -> answer(error(arrives), reply);
    }
    return reply;
  }

  /** Errors that do not say whether anything was stored. */
  private Answer error(Instant at) {
    return switch (random.nextInt(5)) {
      case 4 -> new Answer.Got(429, "1", at, "");
      case 0 -> new Answer.Got(500, null, at, "");
      case 1 -> new Answer.Got(200, null, at, "{\"ok\":false,\"error\":\"fatal_error\"}");
      case 2 -> new Answer.Got(503, "0", at, "<html>busy</html>");
      default -> new Answer.Got(200, null, at, "{\"ok\":false,\"error\":\"internal_error\"}");
    };
  }

  private Duration latency() {
    return Duration.ofMillis(20 + random.nextInt(80));
  }

  private void at(Instant when, Runnable what) {
    events.add(new Event(when, number++, what));
  }

  private void answer(Answer answer, CompletableFuture<Answer> reply) {
    at(now.plus(latency()).plus(latency()), () -> reply.complete(answer));
  }

  private Answer call(Ask ask) {
    FakeWorkspace.Answer answer = workspace.call(request(ask));
    return new Answer.Got(answer.status(), answer.headers().get("Retry-After"), now, answer.body());
  }

  private static Request request(Ask ask) {
    HttpUrl url = ask.url();
    Map<String, String> query = new HashMap<>();
    for (String name : url.queryParameterNames()) {
      query.put(name, String.valueOf(url.queryParameter(name)));
    }
    Secret bearer = ask.bearer();
    return new Request(
        url.encodedPath(), query, bearer == null ? null : bearer.reveal(), ask.json());
  }

  @Override
  public void close() {}
}
