package dev.groundhog.ctl.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.groundhog.ctl.report.Assets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The page's own files, by the path under which a browser asks for them. In memory.
 *
 * <p>The page names its files without a path, so that it can be shown under any: beside each
 * incident's page there are the same ones as at the root.
 */
final class Files {
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String STYLE = "text/css; charset=utf-8";

  /** A file as it is sent. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record File(String type, byte[] bytes) {}

  private final Map<String, File> files = new HashMap<>();

  Files() {
    files.put("/", new File("text/html; charset=utf-8", own("index.html")));
    files.put("/icon.svg", new File("image/svg+xml", own("icon.svg")));
    files.put("/console.css", new File(STYLE, own("console.css")));
    for (String script :
        new String[] {"console", "dom", "live", "list", "detail", "people", "chart", "keys"}) {
      files.put("/" + script + ".js", new File(SCRIPT, own(script + ".js")));
    }
    files.put("/echarts.js", new File(SCRIPT, Assets.ECHARTS.text().getBytes(UTF_8)));
    files.put("/timeline.js", new File(SCRIPT, Assets.TIMELINE_SCRIPT.text().getBytes(UTF_8)));
    files.put("/timeline.css", new File(STYLE, Assets.TIMELINE_STYLE.text().getBytes(UTF_8)));
  }

  /** Null: there is none. Each incident's page is the same file; it asks for what it shows. */
  @Nullable File of(String path) {
    if (!path.startsWith("/incidents/")) return files.get(path);
    File beside = files.get(path.substring(path.lastIndexOf('/')));
    return beside == null ? files.get("/") : beside;
  }

  private static byte[] own(String name) {
    try (InputStream in = Files.class.getResourceAsStream(name)) {
      if (in == null) throw new IllegalStateException(name + " is not in the program's files");
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
