/*
 * Groundhog's timeline, part 1: what there is to draw. No browser is needed here.
 * The shape of a report: the comment of the package dev.groundhog.ctl.report.
 */
var groundhogTimeline = {};

(function (gt) {
  'use strict';

  gt.CRASH = 0;
  gt.PLANNED = 1;
  gt.ENDED_WELL = 2;
  gt.GAVE_UP = 3;

  /** Causes with a letter, a shape and a colour of their own; the others share the last. */
  gt.CAUSES = 4;

  const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 604800];

  /** Other people's text on one line: nothing that turns the writing round or that nobody sees. */
  gt.clean = function (text) {
    return String(text == null ? '' : text).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
  };

  /** The class of a cause: 0 to CAUSES - 1, or CAUSES for all others and for none. */
  gt.causeClass = function (cause) {
    return cause >= 0 && cause < gt.CAUSES ? cause : gt.CAUSES;
  };

  gt.causeLetter = function (cause) {
    return cause >= 0 && cause < gt.CAUSES ? 'ABCD'[cause] : '·';
  };

  /**
   * Lanes that a filter leaves, in order.
   * filter: {unit, host, cause, sort}; unit is a family, host a part of a name, * being any text;
   * cause is a place in the report's list. Each may be absent.
   */
  gt.lanes = function (report, filter) {
    const host = hostTest(filter.host);
    const lanes = report.lanes
      .filter((lane) => (!filter.unit || lane.family === filter.unit) && host(lane.host))
      .map((lane) => prepared(lane, report, filter.cause))
      .filter((lane) => filter.cause == null || lane.crashes > 0);
    return lanes.sort(order(filter.sort));
  };

  function hostTest(text) {
    const wanted = (text || '').trim().toLowerCase();
    if (!wanted) return () => true;
    const parts = wanted.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
    const pattern = new RegExp(parts.join('.*'));
    return (name) => pattern.test(name.toLowerCase());
  }

  function prepared(lane, report, cause) {
    const marks = [];
    const from = lane.marks;
    let crashes = 0;
    let first = Infinity;
    for (let i = 0; i < from.at.length; i++) {
      const kind = from.kind[i];
      if (cause != null && kind === gt.CRASH && from.cause[i] !== cause) continue;
      marks.push({ at: report.from + from.at[i], kind: kind, cause: from.cause[i], exit: from.exit[i], n: from.n[i] });
      if (kind === gt.CRASH) crashes += from.n[i];
      if (kind === gt.CRASH || kind === gt.GAVE_UP) first = Math.min(first, report.from + from.at[i]);
    }
    const runs = lane.runs.from.map((begin, i) => ({
      from: report.from + begin,
      to: report.from + lane.runs.to[i],
      flags: lane.runs.flags[i],
    }));
    const silences = report.silences.filter((silence) => silence.host === lane.host);
    return { host: lane.host, unit: lane.unit, family: lane.family, marks, runs, silences, crashes, first };
  }

  function order(sort) {
    const byName = (a, b) =>
      a.host.localeCompare(b.host, 'en', { numeric: true }) || a.unit.localeCompare(b.unit, 'en', { numeric: true });
    if (sort === 'name') return byName;
    if (sort === 'crashes') return (a, b) => b.crashes - a.crashes || byName(a, b);
    return (a, b) => (a.first === b.first ? byName(a, b) : a.first - b.first);
  }

  /** Incidents that a filter leaves; a cause's and a host's by their members and hosts. */
  gt.incidents = function (report, filter) {
    const host = hostTest(filter.host);
    const fingerprint = filter.cause == null ? null : report.causes[filter.cause].fingerprint;
    return report.incidents.filter((incident) => {
      const alert = incident.alert;
      const units = [alert.unit].concat((alert.members || []).map((member) => member.unit));
      const causes = alert.causes || [];
      return (
        (!filter.unit || units.includes(filter.unit)) &&
        (!filter.host || (alert.hosts || []).some((part) => host(part.host))) &&
        (!fingerprint || causes.some((cause) => cause.fingerprint === fingerprint))
      );
    });
  };

  gt.isEnding = function (moment) {
    return moment.state !== 'open';
  };

  /** Families in the report, those with the most crashes first. */
  gt.families = function (report) {
    const crashes = new Map();
    report.lanes.forEach((lane) => crashes.set(lane.family, (crashes.get(lane.family) || 0) + lane.crashes));
    return [...crashes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map((entry) => entry[0]);
  };

  /** A step in ms of which about this many fit between two moments. */
  gt.step = function (from, to, many) {
    const wanted = (to - from) / many / 1000;
    return (STEPS.find((step) => step >= wanted) || STEPS[STEPS.length - 1]) * 1000;
  };

  /**
   * Crashes of all lanes in each step of so many ms between two moments, by class of cause:
   * {step, from, classes: [[n, …], …]}.
   */
  gt.rate = function (lanes, from, to, offset, step) {
    const begin = Math.floor((from + offset) / step) * step - offset;
    const buckets = Math.max(1, Math.ceil((to - begin) / step));
    const classes = [];
    for (let c = 0; c <= gt.CAUSES; c++) classes.push(new Array(buckets).fill(0));
    for (const lane of lanes) {
      for (const mark of lane.marks) {
        const bucket = Math.floor((mark.at - begin) / step);
        if (mark.kind === gt.CRASH && bucket >= 0 && bucket < buckets) {
          classes[gt.causeClass(mark.cause)][bucket] += mark.n;
        }
      }
    }
    return { step, from: begin, classes };
  };

  /** The window that shows the incidents, with some room; the whole report where there are none. */
  gt.focus = function (report, incidents) {
    let from = Infinity;
    let to = -Infinity;
    for (const incident of incidents) {
      from = Math.min(from, Date.parse(incident.alert.firstCrashAt));
      to = Math.max(to, incident.endedAt || report.to, Date.parse(incident.alert.lastCrashAt));
    }
    if (!(from < to)) return { from: report.from, to: Math.max(report.to, report.from + 1000) };
    const room = Math.max(5000, (to - from) * 0.06);
    return { from: Math.max(report.from, from - room), to: Math.min(Math.max(report.to, from + 1000), to + room) };
  };
})(groundhogTimeline);
