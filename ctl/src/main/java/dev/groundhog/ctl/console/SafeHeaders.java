package dev.groundhog.ctl.console;

import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.server.Response;

/**
 * Headers of every answer: whatever stands in a log, a browser runs and fetches only what is ours.
 */
final class SafeHeaders {
  private static final Map<String, String> ALL =
      new TreeMap<>(
          Map.of(
              "Content-Security-Policy",
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                  + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                  + " frame-ancestors 'none'",
              "X-Content-Type-Options",
              "nosniff",
              "X-Frame-Options",
              "DENY",
              "Referrer-Policy",
              "no-referrer",
              "Cross-Origin-Opener-Policy",
              "same-origin",
              "Cross-Origin-Resource-Policy",
              "same-origin",
              "Permissions-Policy",
              "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
              "Cache-Control",
              "no-store"));

  private SafeHeaders() {}

  static void put(Response response) {
    ALL.forEach((name, value) -> response.getHeaders().put(name, value));
  }
}
