package dev.groundhog.ctl.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** When something was heard of each host, and when nothing was. */
final class Hearing {
  /** Agents speak once a minute; after so long the pipeline calls a host silent, too. */
  static final long SILENT = 5 * 60_000;

  private static final int MAX_SILENCES = 10_000;

  /** Of one host. */
  private static final class Heard {
    private long last;
    private boolean agent;

    Heard(long last) {
      this.last = last;
    }
  }

  private final Map<String, Heard> hosts = new TreeMap<>();
  private final List<Report.HostSilence> silences = new ArrayList<>();

  /**
   * @param alive whether it is the agent's sign of life: only of a host that gave one before means
   *     silence anything
   */
  void heard(String host, long at, boolean alive) {
    Heard heard = hosts.computeIfAbsent(host, h -> new Heard(at));
    if (at > heard.last) {
      if (heard.agent && at - heard.last > SILENT) add(host, heard.last, at);
      heard.last = at;
    }
    heard.agent |= alive;
  }

  private void add(String host, long from, long to) {
    if (silences.size() < MAX_SILENCES) silences.add(new Report.HostSilence(host, from, to));
  }

  /** The last moment at which a host with an agent may be taken for running. */
  long lastHeard(String host, long to) {
    Heard heard = hosts.get(host);
    boolean silent = heard != null && heard.agent && to - heard.last > SILENT;
    return heard != null && silent ? heard.last : to;
  }

  /** Those until now included. */
  List<Report.HostSilence> silences(long to) {
    List<Report.HostSilence> all = new ArrayList<>(silences);
    hosts.forEach(
        (host, heard) -> {
          if (heard.agent && to - heard.last > SILENT) {
            all.add(new Report.HostSilence(host, heard.last, to));
          }
        });
    all.sort(
        Comparator.comparing(Report.HostSilence::host).thenComparingLong(Report.HostSilence::from));
    return all;
  }
}
