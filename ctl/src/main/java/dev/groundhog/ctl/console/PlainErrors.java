package dev.groundhog.ctl.console;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What the web server itself refuses, or what went wrong in ours: a line, and nothing of the
 * inside.
 */
final class PlainErrors implements Request.Handler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    SafeHeaders.put(response);
    response.getHeaders().put("Content-Type", "text/plain; charset=utf-8");
    String line = response.getStatus() >= 500 ? "something went wrong\n" : "that is no request\n";
    response.write(true, ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)), callback);
    return true;
  }
}
