package dev.groundhog.engine.fleet;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Reason;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A unit incident as the fleet desk knows it.
 *
 * <p>Revisions are counted anew on their way out, because the desk adds its own: the one that says
 * that an incident is part of another now, the one that says that it stands by itself again.
 *
 * @param alert its newest revision, as the unit desk wrote it
 * @param added how many revisions this desk added
 * @param heard the unit desk's newest revision that was news and that people were told of
 * @param newsRevision the same as counted on the way out; 0: people were told of none
 * @param newsReason why that was news
 * @param partOf the larger incident it is part of
 * @param forgetAt its date in the agenda; null while it is not closed
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Member(
    Alert alert,
    int added,
    int heard,
    int newsRevision,
    Reason newsReason,
    @Nullable String partOf,
    @Nullable Instant forgetAt) {

  /** One that was not known, or not any more: then all but news of now was told before. */
  static Member first(Alert alert) {
    int before = alert.isNews() ? alert.revision() - 1 : alert.newsRevision();
    return new Member(alert, 0, before, before, alert.newsReason(), null, null);
  }

  Member with(Alert newer) {
    return MemberBuilder.builder(this).alert(newer).build();
  }

  Member in(@Nullable String larger) {
    return MemberBuilder.builder(this).partOf(larger).build();
  }

  boolean isOpen() {
    return alert.state() == AlertState.OPEN;
  }

  boolean isClosed() {
    return alert.state() == AlertState.CLOSED;
  }

  /** Whether it has something to tell that people were not told. */
  private boolean hasNews() {
    return alert.newsRevision() > heard;
  }

  /** This desk adds a revision of its own. */
  Member oneMore() {
    return MemberBuilder.builder(this).added(added + 1).build();
  }

  /** After its newest revision went out; muted: what is news stays to be told. */
  Member told(boolean muted) {
    if (muted || !hasNews()) return this;
    return MemberBuilder.builder(this)
        .heard(alert.newsRevision())
        .newsRevision(alert.revision() + added)
        .newsReason(alert.newsReason())
        .build();
  }

  /**
   * The revision as it goes out; {@link #told} is applied already.
   *
   * @param reason the unit desk's own, or what this desk adds one for
   * @param muted whether the larger incident tells of it
   * @param at in the log's time
   */
  Alert out(Reason reason, boolean muted, Instant at) {
    int revision = alert.revision() + added;
    return AlertBuilder.builder(alert)
        .revision(revision)
        .newsRevision(newsRevision)
        .newsReason(newsReason)
        .reason(newsRevision == revision ? newsReason : reason)
        .partOf(muted ? partOf : null)
        .at(at.isAfter(alert.at()) ? at : alert.at())
        .build();
  }

  /** Closed: only the counting is still of use, should a late crash correct a figure. */
  Member slim(Instant forgetAt) {
    Alert slim = AlertBuilder.builder(alert).causes(List.of()).hosts(List.of()).build();
    return MemberBuilder.builder(this).alert(slim).partOf(null).forgetAt(forgetAt).build();
  }
}
