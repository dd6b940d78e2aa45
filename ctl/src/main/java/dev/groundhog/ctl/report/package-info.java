/**
 * An incident as one HTML file: who crashed when, what was told and why, and how it ended.
 *
 * <pre>
 * Listener → Collector → Report (one JSON document) → Page (template + ECharts + scripts + the JSON)
 *                                    ↓
 *                 timeline.js: groundhogTimeline.show(element, report)
 * </pre>
 *
 * <p>The JSON document, {@code v} 1. Times are milliseconds since 1970, but for those of a lane,
 * which count from {@code from}; an alert inside is as the contract has it. Text is other people's:
 * whoever shows it puts it in as text, never as markup.
 *
 * <pre>
 * { "v": 1,
 *   "command": "groundhogctl replay --last 1h --report incident.html",
 *   "zone": "Europe/Berlin",               in which times are shown
 *   "from": 1795346400000, "to": …,        first and last moment that is shown
 *   "totals": {"events": …, "crashes": …}, exact, whatever was left out or merged below
 *   "grain": 0,                            over 0: crashes of one lane, kind, cause and exit within so
 *                                          many milliseconds are one mark with a number
 *   "lanesOmitted": 0, "incidentsOmitted": 0,
 *   "shed": 0,                             events that hosts had to drop before they could be sent
 *   "exits": ["exit-code 3", …],
 *   "causes": [{"fingerprint": "v1:9c1e…", "title": "panic: …", "decisive": true, "crashes": 12,
 *               "hosts": 4, "sample": {"host": "web-1", "at": …, "lines": ["…"]}}],
 *   "lanes": [{"host": "web-1", "unit": "chat.service", "family": "chat.service",
 *              "crashes": 6, "starts": 7, "planned": 0,
 *              "marks": {"at": [0, 59000], "kind": [0, 0], "cause": [0, -1], "exit": [0, 0], "n": [1, 1]},
 *              "runs": {"from": [1000], "to": [59000], "flags": [0]}}],
 *   "silences": [{"host": "web-2", "from": …, "to": …}],   nothing was heard of the host's agent
 *   "incidents": [{"alert": {newest revision, without samples}, "ending": "recovered", "endedAt": …,
 *                  "told": [{"at": …, "revision": 1, "reason": "wave", "severity": "warning",
 *                            "state": "open", "text": "chat.service · 3 crashes …", "more": ["…"],
 *                            "heldBack": "new disks, ann"}],   only where a silence held it back
 *                  "toldOmitted": 0, "edited": 3, "rules": "how the unit was judged, in words"}],
 *   "said": [{"at": …, "until": …, "type": "mark", "by": "ann", "text": "chat 1.4.2",
 *             "about": "chat.service"}],                    mark, silence, ack, rules, note, …
 *   "rules": [{"since": …, "name": "from the control topic", "text": "defaults: …"}] }
 * </pre>
 *
 * <p>{@code kind}: 0 crash, 1 planned stop, 2 ended well, 3 systemd gave up. {@code cause} and
 * {@code exit} are places in those lists; -1: none, or one of too many to be listed. {@code flags}
 * of a run: 1 it began before, nobody knows when; 2 its end was not seen; 4 several runs, merged.
 */
@NullMarked
package dev.groundhog.ctl.report;

import org.jspecify.annotations.NullMarked;
