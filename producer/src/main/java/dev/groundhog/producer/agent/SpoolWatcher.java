package dev.groundhog.producer.agent;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.Queue;

/**
 * Tells the agent at once that a file was added. Only a hint: an overflow counts as a change, and
 * the agent looks by itself now and then, because the directory is the truth.
 */
final class SpoolWatcher implements AutoCloseable {
  private final WatchService service;
  private final Queue<Signal> inbox;

  private SpoolWatcher(WatchService service, Queue<Signal> inbox) {
    this.service = service;
    this.inbox = inbox;
  }

  static SpoolWatcher start(List<Path> directories, Queue<Signal> inbox) throws IOException {
    WatchService service = directories.get(0).getFileSystem().newWatchService();
    for (Path directory : directories) directory.register(service, ENTRY_CREATE);
    SpoolWatcher watcher = new SpoolWatcher(service, inbox);
    Thread thread = new Thread(watcher::run, "spool");
    thread.setDaemon(true);
    thread.start();
    return watcher;
  }

  private void run() {
    try {
      while (true) {
        WatchKey key = service.take();
        if (key.pollEvents().stream().anyMatch(SpoolWatcher::isNews)) {
          inbox.add(new Signal.SpoolChanged());
        }
        key.reset();
      }
    } catch (InterruptedException | ClosedWatchServiceException e) {
      // The agent ends.
    }
  }

  /** A dot file is unfinished; its rename is an event of its own. */
  private static boolean isNews(WatchEvent<?> event) {
    return !(event.context() instanceof Path name) || !name.toString().startsWith(".");
  }

  @Override
  public void close() {
    try {
      service.close();
    } catch (IOException e) {
      // Nothing waits for it any more.
    }
  }
}
