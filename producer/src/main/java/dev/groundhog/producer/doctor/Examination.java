package dev.groundhog.producer.doctor;

import dev.groundhog.runtime.program.Program;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Runs the probes side by side and gives each the same time: one that hangs, in the kernel or in a
 * name server, is a finding and holds up nobody. Its thread is left behind; the process ends.
 */
final class Examination {
  private final Duration within;
  private final List<Part> parts = new ArrayList<>();

  private record Part(
      String group, FutureTask<List<Finding>> task, Supplier<List<Finding>> soFar) {}

  Examination(Duration within) {
    this.within = within;
  }

  void add(String group, Callable<List<Finding>> probe) {
    add(group, probe, List::of);
  }

  /**
   * @param soFar what a probe has found when its time is up
   */
  void add(String group, Callable<List<Finding>> probe, Supplier<List<Finding>> soFar) {
    parts.add(new Part(group, new FutureTask<>(probe), soFar));
  }

  /** All findings, in the order in which the probes were added. */
  List<Finding> findings() throws InterruptedException {
    long end = System.nanoTime() + within.toNanos();
    for (Part part : parts) {
      Thread thread = new Thread(part.task(), "doctor-" + part.group());
      thread.setDaemon(true);
      thread.start();
    }
    List<Finding> all = new ArrayList<>();
    for (Part part : parts) {
      try {
        long left = Math.max(0, end - System.nanoTime());
        all.addAll(part.task().get(left, TimeUnit.NANOSECONDS));
      } catch (TimeoutException e) {
        all.addAll(part.soFar().get());
        all.add(
            Finding.fail(
                part.group(),
                "no answer within " + within.toSeconds() + " s",
                "what it asks hangs: look at the disk (dmesg), name servers and systemd by hand"));
      } catch (ExecutionException e) {
        all.add(Finding.fail(part.group(), Program.lastWords(e), "run it as root"));
      }
    }
    return all;
  }
}
