package chat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The demo's service: a chat room that has a mistake. "leave NAME", then "say TEXT", and it is over. */
public final class Chat {
  private final List<String> members = new ArrayList<>(List.of("ada", "grace", "linus"));
  private int[] unread = new int[members.size()];

  public static void main(String[] args) throws Exception {
    Chat chat = new Chat();
    log("chat 1.4.2 started, room lobby has " + chat.members.size() + " members");
    BufferedReader commands = new BufferedReader(new InputStreamReader(System.in));
    for (String line; (line = commands.readLine()) != null; ) chat.obey(line.split(" ", 2));
  }

  private void obey(String[] command) {
    if (command[0].equals("leave")) leave(command[1]);
    if (command[0].equals("say")) say(command[1]);
  }

  /** Forgets the member's counter, but not the member. */
  private void leave(String member) {
    unread = Arrays.copyOf(unread, unread.length - 1);
    log(member + " left the lobby");
  }

  private void say(String text) {
    try {
      for (int i = 0; i < members.size(); i++) deliver(i, text);
    } catch (RuntimeException e) {
      throw new IllegalStateException("cannot deliver to room lobby", e);
    }
  }

  private void deliver(int member, String text) {
    unread[member]++;
    log("delivered " + text.length() + " characters to " + members.get(member));
  }

  private static void log(String text) {
    System.err.println("INFO  " + text);
  }
}
