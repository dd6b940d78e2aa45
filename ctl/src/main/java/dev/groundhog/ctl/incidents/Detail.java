package dev.groundhog.ctl.incidents;

import dev.groundhog.events.Alert;
import dev.groundhog.events.ControlEvent;
import java.util.List;

/**
 * Everything about one incident, at one moment.
 *
 * @param alert the newest revision
 * @param steps how it came to that, oldest first; the first and the newest always, of those between
 *     at most some hundred
 * @param stepsOmitted steps that are left out
 * @param silences those that hold now, or will, and cover a host of it
 * @param marks what people said to have happened from an hour before it on and that concerns it,
 *     oldest first
 * @param members its parts as they stand, where they are known
 * @param replay the command that plays it again
 */
public record Detail(
    Summary summary,
    Alert alert,
    List<Step> steps,
    int stepsOmitted,
    List<ControlEvent> silences,
    List<ControlEvent> marks,
    List<Summary> members,
    String replay) {}
