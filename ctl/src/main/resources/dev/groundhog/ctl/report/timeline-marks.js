/*
 * Groundhog's timeline, part 2: marks as paths. All marks of one look on some lanes are one path, and marks that
 * fall on each other are one capsule with a number: so 100,000 of them cost what can be seen.
 */
(function (gt) {
  'use strict';

  const TAU = 2 * Math.PI;

  /** How a mark of a cause looks at (x, y) with radius r; by shape first, by colour second. */
  const SHAPES = [
    function cross(path, x, y, r) {
      const w = r * 0.36;
      path.moveTo(x - r, y - r + w);
      path.lineTo(x - r + w, y - r);
      path.lineTo(x, y - w);
      path.lineTo(x + r - w, y - r);
      path.lineTo(x + r, y - r + w);
      path.lineTo(x + w, y);
      path.lineTo(x + r, y + r - w);
      path.lineTo(x + r - w, y + r);
      path.lineTo(x, y + w);
      path.lineTo(x - r + w, y + r);
      path.lineTo(x - r, y + r - w);
      path.lineTo(x - w, y);
      path.closePath();
    },
    function triangle(path, x, y, r) {
      path.moveTo(x, y - r);
      path.lineTo(x + r, y + r * 0.85);
      path.lineTo(x - r, y + r * 0.85);
      path.closePath();
    },
    function diamond(path, x, y, r) {
      path.moveTo(x, y - r * 1.15);
      path.lineTo(x + r * 1.15, y);
      path.lineTo(x, y + r * 1.15);
      path.lineTo(x - r * 1.15, y);
      path.closePath();
    },
    function square(path, x, y, r) {
      path.rect(x - r * 0.85, y - r * 0.85, r * 1.7, r * 1.7);
    },
    function disc(path, x, y, r) {
      path.moveTo(x + r * 0.9, y);
      path.arc(x, y, r * 0.9, 0, TAU);
    },
  ];

  function octagon(path, x, y, r) {
    const c = r * 0.45;
    path.moveTo(x - c, y - r);
    path.lineTo(x + c, y - r);
    path.lineTo(x + r, y - c);
    path.lineTo(x + r, y + c);
    path.lineTo(x + c, y + r);
    path.lineTo(x - c, y + r);
    path.lineTo(x - r, y + c);
    path.lineTo(x - r, y - c);
    path.closePath();
  }

  function hatch(path, x, y, width, height) {
    for (let at = -height; at < width; at += 6) {
      const begin = Math.max(at, 0);
      const end = Math.min(at + height, width);
      path.moveTo(x + begin, y + height - (begin - at));
      path.lineTo(x + end, y + height - (end - at));
    }
  }

  gt.drawCause = (path, x, y, r, cause) => SHAPES[cause](path, x, y, r);
  gt.drawOctagon = octagon;

  const drawings = new Map();
  let tickets = 0;

  /**
   * A path that a function draws. ECharts copies what it is given and would not leave a function
   * whole, so it gets a ticket, for which the path fetches its function when it is first drawn.
   */
  gt.definePath = function (echarts) {
    if (echarts.graphic.getShapeClass('groundhog-path')) return;
    const Path = echarts.graphic.extendShape({
      shape: { ticket: 0 },
      buildPath: function (path, shape) {
        if (this.ticket !== shape.ticket) {
          this.ticket = shape.ticket;
          this.drawing = drawings.get(shape.ticket);
          drawings.delete(shape.ticket);
        }
        if (this.drawing) this.drawing(path);
      },
    });
    echarts.graphic.registerShape('groundhog-path', Path);
  };

  gt.path = function (draw, style, z) {
    if (drawings.size > 5000) drawings.clear(); // of charts that were thrown away before they were drawn
    drawings.set(++tickets, draw);
    return { type: 'groundhog-path', shape: { ticket: tickets }, style, silent: true, z2: z || 0 };
  };

  /**
   * What of the lanes is in a window, in pixels.
   * view: {lanes, first, last, from, to, x(time), y(lane), height}
   * Returns {clusters: [[{x0, x1, y, n}, …] of each cause class], planned, endedWell, gaveUp, runs, silences}.
   */
  gt.visible = function (view) {
    const radius = Math.max(1.5, Math.min(6, view.height * 0.4));
    const out = { radius, clusters: [], planned: [], endedWell: [], gaveUp: [], runs: [], silences: [] };
    for (let c = 0; c <= gt.CAUSES; c++) out.clusters.push([]);
    for (let i = view.first; i <= view.last; i++) {
      const lane = view.lanes[i];
      const y = view.y(i);
      spans(lane.silences, view, y, out.silences, 2);
      spans(lane.runs, view, y, out.runs, 1);
      marksOf(lane, view, y, radius, out);
    }
    return out;
  };

  function spans(all, view, y, out, least) {
    let last = null;
    for (const span of all) {
      if (span.to < view.from || span.from > view.to) continue;
      const x0 = view.x(Math.max(span.from, view.from));
      const x1 = Math.max(x0 + least, view.x(Math.min(span.to, view.to)));
      if (last && x0 - last.x1 < (view.height < 6 ? 2 : 0.5)) last.x1 = Math.max(last.x1, x1);
      else out.push((last = { x0, x1, y }));
    }
  }

  function marksOf(lane, view, y, radius, out) {
    const open = new Array(gt.CAUSES + 1).fill(null);
    const near = Math.max(2, radius * 1.5);
    for (let i = firstFrom(lane.marks, view.from); i < lane.marks.length; i++) {
      const mark = lane.marks[i];
      if (mark.at > view.to) break;
      const x = view.x(mark.at);
      if (mark.kind !== gt.CRASH) {
        single(mark.kind === gt.GAVE_UP ? out.gaveUp : mark.kind === gt.PLANNED ? out.planned : out.endedWell, x, y);
        continue;
      }
      const c = gt.causeClass(mark.cause);
      const cluster = open[c];
      if (cluster && x - cluster.x1 < near) {
        cluster.x1 = x;
        cluster.n += mark.n;
      } else {
        out.clusters[c].push((open[c] = { x0: x, x1: x, y, n: mark.n }));
      }
    }
  }

  function single(list, x, y) {
    const last = list[list.length - 1];
    if (!last || last.y !== y || x - last.x > 1) list.push({ x, y });
  }

  function firstFrom(marks, time) {
    let low = 0;
    let high = marks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (marks[middle].at < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The elements that show it, for a custom series. colours: see timeline.js. */
  gt.elements = function (seen, height, colours) {
    const r = seen.radius;
    const thin = height < 6;
    const bar = thin ? height : Math.min(7, height * 0.42);
    const band = Math.max(1.5, height * 0.8);
    const elements = [
      gt.path((p) => seen.silences.forEach((s) => p.rect(s.x0, s.y - band / 2, s.x1 - s.x0, band)), {
        fill: colours.silence,
      }),
      gt.path((p) => seen.runs.forEach((s) => p.rect(s.x0, s.y - bar / 2, s.x1 - s.x0, bar)), { fill: colours.run, opacity: thin ? 0.4 : 1 }, 2),
    ];
    if (height >= 5) {
      const lines = (p) => seen.silences.forEach((s) => hatch(p, s.x0, s.y - band / 2, s.x1 - s.x0, band));
      elements.push(gt.path(lines, { fill: null, stroke: colours.hatch, lineWidth: 1 }, 1));
    }
    const ring = (p) => seen.planned.forEach((m) => (p.moveTo(m.x + r * 0.8, m.y), p.arc(m.x, m.y, r * 0.8, 0, TAU)));
    const dot = (p) => seen.endedWell.forEach((m) => (p.moveTo(m.x + r * 0.5, m.y), p.arc(m.x, m.y, r * 0.5, 0, TAU)));
    elements.push(gt.path(ring, { fill: colours.back, stroke: colours.planned, lineWidth: Math.min(2, r / 2) }, 3));
    elements.push(gt.path(dot, { fill: colours.planned }, 3));
    for (let c = gt.CAUSES; c >= 0; c--) crashes(seen.clusters[c], c, r, band, colours, elements);
    elements.push(gt.path((p) => seen.gaveUp.forEach((m) => octagon(p, m.x, m.y, r * 1.1)), { fill: colours.gaveUp, stroke: colours.back, lineWidth: r > 3 ? 1.5 : 0 }, 9));
    if (r > 3) {
      const bars = (p) => seen.gaveUp.forEach((m) => p.rect(m.x - r * 0.55, m.y - r * 0.16, r * 1.1, r * 0.32));
      elements.push(gt.path(bars, { fill: colours.back }, 10));
    }
    return elements;
  };

  function crashes(clusters, cause, r, band, colours, elements) {
    if (!clusters.length) return;
    const tiny = r < 2.5;
    const isCapsule = (m) => m.x1 - m.x0 > 1 && !tiny;
    const draw = function (p) {
      for (const m of clusters) {
        if (tiny) p.rect(Math.round(m.x0 - 1), m.y - band / 2, Math.max(2, Math.round(m.x1 - m.x0 + 2)), band);
        else if (isCapsule(m)) p.rect(m.x0 - r, m.y - band / 2, m.x1 - m.x0 + 2 * r, band);
        else SHAPES[cause](p, m.x0, m.y, r);
      }
    };
    elements.push(gt.path(draw, { fill: colours.causes[cause], stroke: colours.back, lineWidth: tiny ? 0 : 1 }, 5));
    if (r < 4.5) return;
    let texts = 0;
    for (const m of clusters) {
      const text = gt.causeLetter(cause) + '×' + m.n;
      if (!isCapsule(m) || m.x1 - m.x0 + 2 * r < text.length * 6.4 + 4 || ++texts > 300) continue;
      elements.push({
        type: 'text',
        silent: true,
        z2: 6,
        style: {
          text,
          x: (m.x0 + m.x1) / 2,
          y: m.y + 0.5,
          fill: colours.onCause,
          align: 'center',
          verticalAlign: 'middle',
          font: '600 10px ' + gt.FONT,
        },
      });
    }
  }
})(groundhogTimeline);
