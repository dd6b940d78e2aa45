package dev.groundhog.slack.fake;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Runs the stand-in for hand tests: {@code FakeSlackMain [--port P]}. */
public final class FakeSlackMain {
  private FakeSlackMain() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> given = List.of(args);
    int flag = given.indexOf("--port");
    int port = flag < 0 ? 0 : Integer.parseInt(given.get(flag + 1));
    try (FakeSlack slack = FakeSlack.start(port, FakeSlack::systemNanos)) {
      System.out.println("slack.api.url=" + slack.apiUrl());
      System.out.println("slack.token=" + FakeSlack.TOKEN);
      System.out.println("slack.webhook.url=" + slack.webhookUrl());
      new CountDownLatch(1).await();
    }
  }
}
