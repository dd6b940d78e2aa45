package dev.groundhog.producer.doctor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the way to Kafka was walked: each step says null if it went well, else what went wrong;
 * after the first that did not, the rest was not tried.
 *
 * @param servers as configured
 * @param names which of them have no address
 * @param connections which of them take no connection
 * @param cluster why the broker did not say who it is, as {@code TLS …}, {@code login …}
 * @param advertised which of the brokers' own addresses take no connection
 * @param topic what is wrong with it
 * @param acknowledged why the test event was not taken
 * @param clockMillis how far the broker's clock is ahead of this host's
 */
record KafkaSeen(
    String servers,
    Step names,
    Step connections,
    Step cluster,
    Step advertised,
    Step topic,
    Step acknowledged,
    long clockMillis) {
  private static final String KAFKA = "Kafka";
  private static final long MUCH_SKEW = 60_000;

  /**
   * One step.
   *
   * @param tried whether the steps before let it come to that
   * @param says what was seen
   * @param mend null if it went well
   */
  record Step(boolean tried, String says, @Nullable String mend) {
    static final Step NOT_TRIED = new Step(false, "", null);

    static Step ok(String says) {
      return new Step(true, says, null);
    }

    static Step failed(String says, String mend) {
      return new Step(true, says, mend);
    }

    boolean went() {
      return tried && mend == null;
    }
  }

  static KafkaSeen of(String servers, Step... steps) {
    Step[] all = new Step[6];
    for (int i = 0; i < all.length; i++) all[i] = i < steps.length ? steps[i] : Step.NOT_TRIED;
    return new KafkaSeen(servers, all[0], all[1], all[2], all[3], all[4], all[5], 0);
  }

  KafkaSeen withClock(long aheadMillis) {
    return new KafkaSeen(
        servers, names, connections, cluster, advertised, topic, acknowledged, aheadMillis);
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    for (Step step : List.of(names, connections, cluster, advertised, topic, acknowledged)) {
      if (!step.tried()) continue;
      findings.add(
          step.mend() == null
              ? Finding.ok(KAFKA, step.says())
              : Finding.fail(KAFKA, step.says(), step.mend()));
    }
    if (!acknowledged.tried()) findings.add(Finding.skipped(KAFKA, "a test event: not tried"));
    if (Math.abs(clockMillis) > MUCH_SKEW) {
      findings.add(
          Finding.warn(
              KAFKA,
              "its clock and this host's differ by " + Words.time(Math.abs(clockMillis)),
              "timedatectl set-ntp true, on the one that is wrong; events are placed by the"
                  + " broker's"));
    }
    return findings;
  }
}
