package dev.groundhog.standalone.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * @param root the checkout, with what was built in it
 * @param keep whether all goes on running after the demo
 * @param port where Kafka should listen; empty: the usual one if it is free
 * @param colours whether the reader's terminal understands ANSI
 */
record DemoOptions(Path root, boolean keep, OptionalInt port, boolean colours) {

  /** {@code ROOT [--keep] [--exit] [--port P] [--colours]}. */
  static DemoOptions parse(List<String> args) {
    boolean keep = false;
    boolean colours = false;
    OptionalInt port = OptionalInt.empty();
    for (int i = 1; i < args.size(); i++) {
      switch (args.get(i)) {
        case "--keep" -> keep = true;
        case "--exit" -> keep = false;
        case "--colours" -> colours = true;
        case "--port" -> port = OptionalInt.of(port(i + 1 < args.size() ? args.get(++i) : ""));
        default -> throw new IllegalArgumentException("no such option: " + args.get(i));
      }
    }
    return new DemoOptions(Path.of(args.get(0)).toAbsolutePath(), keep, port, colours);
  }

  private static int port(String text) {
    if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65535)
      return Integer.parseInt(text);
    throw new IllegalArgumentException("--port: expected 0 to 65535, found \"" + text + '"');
  }

  /** What standalone's build left: its programs and the demo's files. */
  Path dist() {
    return root.resolve("standalone/target/dist");
  }
}
