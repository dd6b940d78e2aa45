package dev.groundhog.slack.fake;

import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Severity;
import dev.groundhog.slack.reconcile.Storm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A bad night: a database went away, and what needs it crashes. */
public final class Storms {
  private static final List<String> UNITS =
      List.of(
          "orders",
          "checkout",
          "invoices",
          "payments",
          "search-indexer",
          "sessions",
          "mailer",
          "reports",
          "webhooks",
          "inventory",
          "pricing",
          "recommendations",
          "gateway",
          "audit",
          "shipping",
          "returns",
          "loyalty",
          "catalog",
          "images",
          "notifications",
          "billing-export",
          "fraud-check",
          "tax",
          "geo",
          "worker@",
          "scheduler",
          "feeds",
          "sitemap",
          "exports");

  private Storms() {}

  /** 29 incidents, of which six have recovered. */
  public static Storm storm() {
    List<Alert> members = new ArrayList<>();
    for (int i = 0; i < UNITS.size(); i++) {
      int crashes = 3 + (i * 37) % 61;
      int hosts = 1 + (i * 5) % 7;
      boolean over = i % 5 == 4;
      Alert alert =
          AlertBuilder.builder(Alerts.wave())
              .incident(UNITS.get(i) + ".service/2026-11-22T11:22:41.581Z/" + (1000 + i))
              .unit(UNITS.get(i) + ".service")
              .severity(i % 9 == 1 ? Severity.CRITICAL : Severity.WARNING)
              .crashes(crashes)
              .hostCount(hosts)
              .knownHosts(i % 2 == 0 ? 8 : null)
              .exits(Map.of(i % 4 == 0 ? "signal ABRT" : "exit-code 1", (long) crashes))
              .build();
      members.add(over ? Alerts.news(alert, Reason.RECOVERED, AlertState.RECOVERED) : alert);
    }
    return new Storm("storm/1f3a5b7c", members);
  }

  /** All of it, when it is over. */
  public static Storm over() {
    return new Storm(
        storm().id(),
        storm().members().stream()
            .map(
                alert ->
                    alert.state().isOver()
                        ? alert
                        : Alerts.news(
                            alert,
                            alert.crashes() % 7 == 0 ? Reason.DOWN : Reason.RECOVERED,
                            alert.crashes() % 7 == 0 ? AlertState.DOWN : AlertState.RECOVERED))
            .toList());
  }
}
