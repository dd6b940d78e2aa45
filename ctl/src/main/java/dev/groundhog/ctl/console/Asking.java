package dev.groundhog.ctl.console;

import dev.groundhog.ctl.console.Gate.Asked;
import java.net.InetSocketAddress;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;

/** What of a request the gate looks at. */
final class Asking {
  /** Whoever adds one of these hands on what somebody else asked. */
  private static final List<String> HANDED_ON =
      List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via");

  private Asking() {}

  static Asked of(Request request) {
    HttpFields headers = request.getHeaders();
    String host = headers.get("Host");
    return new Asked(
        host == null ? "" : host,
        headers.get("Origin"),
        headers.get("Sec-Fetch-Site"),
        headers.get("Content-Type"),
        headers.get("Authorization"),
        isLoopback(request) && HANDED_ON.stream().noneMatch(headers::contains));
  }

  private static boolean isLoopback(Request request) {
    return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress its
        && its.getAddress() != null
        && its.getAddress().isLoopbackAddress();
  }
}
