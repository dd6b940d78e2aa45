package com.acme.shop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Faults of the surroundings and of the virtual machine. */
final class Broken {
  static final class Settings {
    static final int LIMIT = Integer.parseInt(System.getenv().getOrDefault("LIMIT", "none"));
  }

  static final class Registry {
    static final Object ROOT = List.of().get(0);
  }

  static final class Extra {}

  static void run(String fault, String[] in) {
    try {
      switch (fault) {
        case "stack-walk" -> walk(Integer.parseInt(in[0]));
        case "stack-render" -> render(in[0], 0);
        case "heap-load" -> load();
        case "heap-index" -> index(in[0]);
        case "direct" -> direct();
        case "init" -> System.out.println(Settings.LIMIT + in[0]);
        case "init-registry" -> System.out.println(Registry.ROOT);
        case "gone" -> new Extra();
        case "refused" -> connect(in[0]);
        case "refused-cache" -> cache(in[0]);
        case "taken" -> listen(Integer.parseInt(in[0]));
        case "config" -> System.out.println(Files.readString(Path.of(in[0])));
        case "unknown-host" -> System.out.println(InetAddress.getByName(in[0]));
        case "class" -> Class.forName("com.acme.shop.plugin.Tax" + in[0]);
        case "fatal" -> fatal();
        case "timeout" -> read(in[0]);
        default -> throw new IllegalArgumentException("no fault " + fault);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("plugin is missing", e);
    }
  }
  //@

  static int walk(int node) {
    return walk(node + 1) + 1;
  }

  static String render(String text, int depth) {
    return child(text, depth + 1) + text;
  }

  static String child(String text, int depth) {
    return render(text, depth + 1);
  }
  //@

  static void load() {
    List<byte[]> rows = new ArrayList<>();
    while (true) {
      rows.add(new byte[1 << 20]);
    }
  }

  static void index(String n) {
    StringBuilder text = new StringBuilder(n);
    while (true) {
      text.append(text);
    }
  }

  static void direct() {
    List<ByteBuffer> buffers = new ArrayList<>();
    while (true) {
      buffers.add(ByteBuffer.allocateDirect(1 << 22));
    }
  }
  //@

  static void connect(String port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", Integer.parseInt(port)), 1000);
    }
  }

  static void cache(String port) throws IOException {
    try {
      connect(port);
    } catch (IOException e) {
      throw new IOException("session cache is not reachable", e);
    }
  }
  //@

  static void listen(int port) throws IOException {
    try (ServerSocket one = new ServerSocket(port);
        ServerSocket two = new ServerSocket(port)) {
      System.out.println(one + " " + two);
    }
  }

  static void read(String ms) throws IOException {
    try (ServerSocket server = new ServerSocket(0);
        Socket socket = new Socket("127.0.0.1", server.getLocalPort())) {
      socket.setSoTimeout(50);
      System.out.println(socket.getInputStream().read() + ms);
    }
  }

  static void fatal() throws ReflectiveOperationException {
    var field = sun.misc.Unsafe.class.getDeclaredField("theUnsafe");
    field.setAccessible(true);
    ((sun.misc.Unsafe) field.get(null)).putLong(16L, 1L);
  }
}
