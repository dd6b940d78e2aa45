/* Groundhog's timeline, part 5: what people do with it: mouse, keyboard, filter. */
(function (gt) {
  'use strict';

  const REACH = 8;
  const KINDS = ['crash', 'planned stop', 'ended well', 'systemd gave up'];

  /** What stands at a place of the chart, in words; null: nothing. */
  gt.at = function (view, x, y) {
    const time = view.chart.convertFromPixel({ xAxisIndex: 2 }, x) - view.clock.offset;
    const { told, lanes } = view.areas;
    const perPx = (view.range.to - view.range.from) / Math.max(1, view.stage.clientWidth - gt.MARGIN.left - gt.MARGIN.right);
    if (y >= told.top && y < told.top + told.height) return toldAt(view, time, perPx, Math.floor((y - told.top) / (told.height / Math.max(1, view.rows.length))));
    if (y >= lanes.top && y < lanes.top + lanes.height && view.lanes.length) {
      const place = view.chart.convertFromPixel({ yAxisIndex: 2 }, y);
      return laneAt(view, view.lanes[Math.max(0, Math.min(view.lanes.length - 1, Math.round(place)))], time, perPx);
    }
    if (y >= view.areas.rate.top && y < view.areas.rate.top + view.areas.rate.height) return rateAt(view, time);
    return null;
  };

  function rateAt(view, time) {
    const step = view.rateStep;
    const from = Math.floor((time + view.clock.offset) / step) * step - view.clock.offset;
    const counts = gt.rate(view.lanes, from, from + step, view.clock.offset, step).classes.map((one) => one[0]);
    const sum = counts.reduce((a, b) => a + b, 0);
    if (!sum) return null;
    const lines = [{ text: count(sum, 'crash', 'crashes') + ' in ' + gt.lasting(step), look: 'gt-strong' }, { text: 'from ' + view.clock.time(from), look: 'gt-faint' }];
    counts.forEach((n, c) => n && lines.push({ text: n + ' × ' + causeText(view, c < gt.CAUSES ? c : -1) }));
    return lines;
  }

  function toldAt(view, time, perPx, row) {
    const incident = view.rows[row];
    if (!incident) return null;
    let best = null;
    for (const moment of incident.told) {
      const far = Math.abs(moment.at - time);
      if (far < REACH * perPx && (!best || far < Math.abs(best.at - time))) best = moment;
    }
    return best ? momentLines(view, best) : incidentLines(view, incident, time);
  }

  function momentLines(view, moment) {
    return [
      { text: (moment.heldBack == null ? 'Told: ' : 'Held back: ') + moment.reason, look: 'gt-strong' },
      { text: view.clock.fine(moment.at), look: 'gt-faint' },
      { text: moment.text },
    ].concat(moment.more.slice(0, 4).map((text) => ({ text, look: 'gt-faint' })));
  }

  function incidentLines(view, incident, time) {
    const alert = incident.alert;
    const first = Date.parse(alert.firstCrashAt);
    const end = incident.endedAt || view.report.to;
    if (time < first || time > end) return null;
    return [
      { text: gt.rowName(incident), look: 'gt-strong' },
      { text: count(alert.crashes, 'crash', 'crashes') + ' on ' + count(alert.hostCount, 'host', 'hosts') + ', ' + (incident.ending || alert.state) },
      { text: view.clock.time(first) + ' to ' + view.clock.time(Date.parse(alert.lastCrashAt)) + ', last crash', look: 'gt-faint' },
    ];
  }

  function laneAt(view, lane, time, perPx) {
    const near = lane.marks.filter((mark) => Math.abs(mark.at - time) <= REACH * perPx);
    const head = [{ text: lane.host, look: 'gt-strong' }, { text: lane.unit, look: 'gt-faint' }];
    if (near.length) return head.concat(markLines(view, near, time));
    const run = lane.runs.find((one) => one.from <= time && time <= one.to);
    if (run) return head.concat([{ text: runText(view, run) }]);
    const silence = lane.silences.find((one) => one.from <= time && time <= one.to);
    if (silence) return head.concat([{ text: 'nothing heard of the host for ' + gt.lasting(silence.to - silence.from) }, span(view, silence)]);
    return head;
  }

  gt.markLines = markLines;

  function markLines(view, marks, time) {
    const total = marks.reduce((sum, mark) => sum + mark.n, 0);
    if (total > 1) {
      const byKind = new Map();
      for (const mark of marks) {
        const key = mark.kind === gt.CRASH ? causeText(view, mark.cause) : KINDS[mark.kind];
        byKind.set(key, (byKind.get(key) || 0) + mark.n);
      }
      const from = marks[0].at;
      const to = marks[marks.length - 1].at;
      return [...byKind]
        .slice(0, 5)
        .map(([text, n]) => ({ text: n + ' × ' + text }))
        .concat([{ text: view.clock.fine(from) + (to > from ? ' to ' + view.clock.fine(to) : ''), look: 'gt-faint' }]);
    }
    const mark = marks.reduce((a, b) => (Math.abs(b.at - time) < Math.abs(a.at - time) ? b : a));
    const lines = [{ text: KINDS[mark.kind] + (mark.exit >= 0 ? ', ' + view.report.exits[mark.exit] : '') }, { text: view.clock.fine(mark.at), look: 'gt-faint' }];
    if (mark.kind === gt.CRASH && mark.cause >= 0) lines.push({ text: causeText(view, mark.cause) });
    return lines;
  }

  function runText(view, run) {
    if (run.flags & 4) return 'several short runs within ' + gt.lasting(run.to - run.from);
    const since = run.flags & 1 ? 'ran since before ' : 'ran from ';
    const until = run.flags & 2 ? ', its end was not seen' : ' to ' + view.clock.time(run.to);
    return since + view.clock.time(run.from) + until + (run.flags & 1 ? '' : ' (' + gt.lasting(run.to - run.from) + ')');
  }

  function span(view, one) {
    return { text: view.clock.time(one.from) + ' to ' + view.clock.time(one.to), look: 'gt-faint' };
  }

  function causeText(view, cause) {
    const known = view.report.causes[cause];
    return known ? gt.causeLetter(cause) + ' ' + known.title : 'another cause';
  }

  function count(n, one, many) {
    return n.toLocaleString('en') + ' ' + (n === 1 ? one : many);
  }

  gt.count = count;

  gt.pointer = function (view) {
    view.bindPointer = function () {
      const zr = view.chart.getZr();
      zr.on('mousemove', (event) => {
        const lines = gt.at(view, event.offsetX, event.offsetY);
        if (lines) view.show(lines, event.offsetX, event.offsetY);
        else view.hide();
      });
      zr.on('globalout', () => view.hide());
      zr.on('dblclick', (event) => view.scale(0.4, view.chart.convertFromPixel({ xAxisIndex: 2 }, event.offsetX) - view.clock.offset));
    };
    view.bindPointer();
  };

  gt.keyboard = function (view) {
    const keys = {
      ArrowLeft: () => view.pan(-0.2),
      ArrowRight: () => view.pan(0.2),
      '+': () => view.scale(0.6),
      '=': () => view.scale(0.6),
      '-': () => view.scale(1 / 0.6),
      0: () => view.whole(),
      i: () => view.zoom(),
      ArrowUp: () => lane(view, -1),
      ArrowDown: () => lane(view, 1),
      Enter: (event) => step(view, event.shiftKey ? -1 : 1),
      n: () => moment(view, 1),
      p: () => moment(view, -1),
      Escape: () => view.hide(),
    };
    view.stage.addEventListener('keydown', (event) => {
      const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      act(event);
    });
  };

  function lane(view, by) {
    if (!view.lanes.length) return;
    const before = view.cursor ? view.cursor.lane : by > 0 ? -1 : view.lanes.length;
    const at = Math.max(0, Math.min(view.lanes.length - 1, before + by));
    view.cursor = { lane: at, mark: -1 };
    const one = view.lanes[at];
    tell(view, at, (view.range.from + view.range.to) / 2, [
      { text: one.host, look: 'gt-strong' },
      { text: one.unit, look: 'gt-faint' },
      { text: count(one.crashes, 'crash', 'crashes') + ', ' + count(one.marks.length, 'event', 'events') },
    ]);
  }

  function step(view, by) {
    if (!view.cursor) lane(view, 1);
    const one = view.cursor && view.lanes[view.cursor.lane];
    if (!one || !one.marks.length) return;
    view.cursor.mark = Math.max(0, Math.min(one.marks.length - 1, view.cursor.mark + by));
    const mark = one.marks[view.cursor.mark];
    reveal(view, mark.at);
    const head = [{ text: one.host, look: 'gt-strong' }, { text: one.unit, look: 'gt-faint' }];
    tell(view, view.cursor.lane, mark.at, head.concat(markLines(view, [mark], mark.at)));
  }

  function moment(view, by) {
    const all = view.rows.flatMap((incident, row) => incident.told.map((told) => ({ told, row })));
    all.sort((a, b) => a.told.at - b.told.at);
    if (!all.length) return;
    view.told = Math.max(0, Math.min(all.length - 1, (view.told == null ? (by > 0 ? -1 : all.length) : view.told) + by));
    const { told, row } = all[view.told];
    reveal(view, told.at);
    const lines = momentLines(view, told);
    view.show(lines, view.x(told.at), view.areas.told.top + (row + 0.5) * (view.areas.told.height / view.rows.length));
    view.say(lines);
  }

  function reveal(view, time) {
    const { from, to } = view.range;
    if (time < from || time > to) view.zoom(time - (to - from) / 2, time + (to - from) / 2);
  }

  function tell(view, at, time, lines) {
    view.show(lines, view.x(time), view.chart.convertToPixel({ yAxisIndex: 2 }, at));
    view.say(lines);
  }
})(groundhogTimeline);
