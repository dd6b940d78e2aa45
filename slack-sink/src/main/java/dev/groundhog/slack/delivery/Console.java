package dev.groundhog.slack.delivery;

import dev.groundhog.slack.digest.ConsoleText;
import dev.groundhog.slack.reconcile.Mode;
import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;

/** Prints what Slack would be told, for as long as nobody has connected Slack. */
public final class Console implements Destination {
  /** What the deliveries topic says of messages that were only printed. */
  public static final String CHANNEL = "console";

  private final PrintStream out;
  private final ConsoleText text;

  public Console(PrintStream out, boolean colours) {
    this.out = out;
    this.text = new ConsoleText(colours);
  }

  @Override
  public Mode mode() {
    return Mode.CONSOLE;
  }

  @Override
  public String defaultChannel() {
    return CHANNEL;
  }

  @Override
  public CompletableFuture<SlackReply> send(Outgoing call) {
    String printed =
        switch (call.action()) {
          case POST -> "\n" + text.message(call.subject()) + "\n";
          case EDIT -> text.edit(call.subject(), call.told());
          case REPLY -> text.reply(call.subject(), call.told());
          case UNKNOWN -> "";
        };
    synchronized (out) {
      out.print(printed);
      out.flush();
    }
    String ts = call.ts() == null ? call.id() : call.ts();
    return CompletableFuture.completedFuture(new SlackReply.Accepted(CHANNEL, ts));
  }

  @Override
  public void close() {
    out.flush();
  }
}
