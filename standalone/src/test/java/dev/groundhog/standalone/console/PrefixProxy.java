package dev.groundhog.standalone.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A reverse proxy that shows a site under a path of its own, as nginx does with {@code location
 * /ops/groundhog/ { proxy_pass http://127.0.0.1:7080/; proxy_set_header Host $http_host; }}. One
 * request a connection; what comes back is handed on as it comes. What is asked for outside of the
 * path is nobody's.
 */
final class PrefixProxy implements AutoCloseable {
  /** Paths that were asked for, and those of them that it does not have. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  final List<String> astray = new CopyOnWriteArrayList<>();
  private final ServerSocket listener;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final String prefix;
  private final int site;

  /**
   * @param prefix begins and ends with a slash
   * @param site port of what is shown
   */
  PrefixProxy(String prefix, int site) throws IOException {
    this.prefix = prefix;
    this.site = site;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::listen);
  }

  String url() {
    return "http://127.0.0.1:" + listener.getLocalPort() + prefix;
  }

  private void listen() {
    while (true) {
      try {
        Socket browser = listener.accept();
        threads.execute(() -> serve(browser));
      } catch (IOException e) {
        return; // It was closed.
      }
    }
  }

  private void serve(Socket browser) {
    try (browser;
        Socket console = new Socket(InetAddress.getLoopbackAddress(), site)) {
      String head = head(browser.getInputStream());
      if (head.isEmpty()) return;
      String path = head.split(" ", 3)[1];
      asked.add(path);
      if (!path.startsWith(prefix)) {
        astray.add(path);
        browser
            .getOutputStream()
            .write("HTTP/1.1 404 -\r\nConnection: close\r\n\r\n".getBytes(ISO_8859_1));
        return;
      }
      String stripped = path.substring(prefix.length() - 1);
      String handedOn =
          head.replaceFirst(" [^ ]+", " " + java.util.regex.Matcher.quoteReplacement(stripped))
              .replaceFirst("(?i)\r\nConnection: [^\r]*", "")
              .replaceFirst(
                  "\r\n\r\n$", "\r\nX-Forwarded-For: 192.0.2.7\r\nConnection: close\r\n\r\n");
      console.getOutputStream().write(handedOn.getBytes(ISO_8859_1));
      threads.execute(() -> pump(browser, console));
      pump(console, browser);
    } catch (IOException e) {
      // Whoever has gone hears it by himself.
    }
  }

  /** Up to the empty line; empty if none came. */
  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      head.write(b);
      if (b == '\n' && head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
        return head.toString(ISO_8859_1);
      }
    }
    return "";
  }

  private static void pump(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) out.write(buffer, 0, n);
    } catch (IOException e) {
      // One of the two has gone.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    threads.shutdownNow();
  }
}
