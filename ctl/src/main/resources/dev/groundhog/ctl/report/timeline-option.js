/* Groundhog's timeline, part 4: what ECharts is told to draw. */
(function (gt) {
  'use strict';

  const MARGIN = { left: 150, right: 24 };
  const FONT = '-apple-system, BlinkMacSystemFont, "Segoe UI", Inter, Roboto, Cantarell, "Noto Sans", "Liberation Sans", sans-serif';

  /** Lanes whose marks of one look are one path: a path as high as the chart takes long to fill. */
  const STRIP = 8;

  gt.MARGIN = MARGIN;
  gt.FONT = FONT;

  gt.option = function (view) {
    const c = view.colours;
    return {
      animation: false,
      useUTC: true,
      backgroundColor: 'transparent',
      textStyle: { fontFamily: FONT, color: c.text },
      title: titles(view),
      grid: ['rate', 'told', 'lanes'].map((name) => ({
        top: view.areas[name].top,
        height: view.areas[name].height,
        left: MARGIN.left,
        right: MARGIN.right + (view.crowded ? 18 : 0),
      })),
      xAxis: [0, 1, 2].map((index) => timeAxis(view, index)),
      yAxis: [rateAxis(view), rowAxis(view, 1, view.rows.map(rowName)), laneAxis(view), { gridIndex: 0, show: false }],
      dataZoom: zooms(view),
      series: [overview(view)].concat(gt.rateSeries(view), [toldSeries(view), laneSeries(view)]),
    };
  };

  function titles(view) {
    const c = view.colours;
    const day = view.clock.full(view.report.from);
    const rows = view.incidents.length - view.rows.length;
    const text = (name, words, extra) =>
      Object.assign({ text: words, top: view.areas[name].top - 18, left: 0, padding: 0, textStyle: { fontSize: 11, fontWeight: 600, color: c.faint } }, extra);
    return [
      text('rate', 'CRASHES', { top: 4 }),
      text('rate', day + ', ' + view.clock.zone, { left: 'right', top: 4, textStyle: { fontSize: 12, fontWeight: 400, color: c.faint } }),
      text('told', rows > 0 ? 'TOLD (' + rows + ' MORE INCIDENTS)' : 'TOLD'),
      text('lanes', view.lanes.length === 1 ? '1 LANE' : view.lanes.length + ' LANES'),
    ];
  }

  function timeAxis(view, index) {
    const c = view.colours;
    const bottom = index === 2;
    return {
      gridIndex: index,
      // Bars would stretch an axis of times, and it would not be that of the lanes any more.
      type: index === 0 ? 'value' : 'time',
      min: view.first + view.clock.offset,
      max: view.last + view.clock.offset,
      axisLine: { show: bottom, lineStyle: { color: c.line } },
      axisTick: { show: bottom, lineStyle: { color: c.line } },
      splitLine: { show: index > 0, lineStyle: { color: c.line, opacity: 0.7 } },
      splitNumber: 8,
      axisLabel: {
        show: bottom,
        color: c.faint,
        fontSize: 11,
        hideOverlap: true,
        formatter: (value) => tickText(view, value - view.clock.offset),
      },
      axisPointer: {
        show: true,
        type: 'line',
        triggerTooltip: false,
        lineStyle: { color: c.faint, type: 'solid', width: 1, opacity: 0.6 },
        label: { show: bottom, backgroundColor: c.text, color: c.back, formatter: (p) => view.clock.time(p.value - view.clock.offset) },
      },
    };
  }

  function tickText(view, time) {
    const width = view.range.to - view.range.from;
    if (width > 2 * 86400e3) return view.clock.day(time);
    if (width > 12 * 60e3) return view.clock.minute(time);
    return width > 8e3 ? view.clock.time(time) : view.clock.fine(time);
  }

  function rateAxis(view) {
    const c = view.colours;
    return {
      gridIndex: 0,
      type: 'value',
      minInterval: 1,
      splitNumber: 2,
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { color: c.faint, fontSize: 11 },
      splitLine: { lineStyle: { color: c.line, opacity: 0.7 } },
      axisPointer: { show: false },
    };
  }

  function rowName(incident) {
    const alert = incident.alert;
    if (alert.unit) return gt.clean(alert.unit);
    const host = alert.hosts && alert.hosts.length ? ' ' + alert.hosts[0].host : '';
    return gt.clean(alert.scope === 'host' ? 'host' + host : 'one cause, several units');
  }

  gt.rowName = rowName;

  function rowAxis(view, grid, names) {
    const c = view.colours;
    return {
      gridIndex: grid,
      type: 'category',
      inverse: true,
      data: names.length ? names : [''],
      axisLine: { show: false },
      axisTick: { show: false },
      splitLine: { show: false },
      axisPointer: { show: false },
      axisLabel: { color: c.text, fontSize: 12, width: MARGIN.left - 14, overflow: 'truncate', interval: grid === 1 ? 0 : 'auto' },
    };
  }

  function laneAxis(view) {
    const main = gt.families(view.report)[0];
    const names = view.lanes.map((lane) => gt.clean(lane.unit === main ? lane.host : lane.host + ' · ' + lane.unit.replace(/\.service$/, '')));
    return rowAxis(view, 2, names);
  }

  function zooms(view) {
    const c = view.colours;
    const o = view.clock.offset;
    const all = [0, 1, 2];
    const range = { startValue: view.range.from + o, endValue: view.range.to + o, minValueSpan: 2000 };
    const look = {
      borderColor: 'transparent',
      backgroundColor: 'transparent',
      fillerColor: c.fill,
      dataBackground: { lineStyle: { color: c.faint, opacity: 0.6 }, areaStyle: { color: c.faint, opacity: 0.18 } },
      selectedDataBackground: { lineStyle: { color: c.causes[0] }, areaStyle: { color: c.causes[0], opacity: 0.25 } },
      handleStyle: { color: c.back, borderColor: c.faint },
      moveHandleStyle: { color: c.faint, opacity: 0.35 },
      moveHandleSize: 5,
      brushSelect: false,
      textStyle: { color: c.faint, fontSize: 11 },
    };
    const zooms = [
      Object.assign({ id: 'time', type: 'slider', show: !view.printing, xAxisIndex: all, filterMode: 'none', bottom: 8, height: gt.SLIDER - 18, left: MARGIN.left, right: MARGIN.right + (view.crowded ? 18 : 0), showDetail: false, realtime: true }, range, look),
      Object.assign({ id: 'wheel', type: 'inside', xAxisIndex: all, filterMode: 'none', zoomOnMouseWheel: 'ctrl', moveOnMouseMove: true, moveOnMouseWheel: false }, range),
    ];
    if (view.crowded) {
      zooms.push(Object.assign({}, look, { id: 'lanes', type: 'slider', show: !view.printing, yAxisIndex: 2, filterMode: 'none', right: 4, width: 14, top: view.areas.lanes.top, height: view.areas.lanes.height, showDetail: false, showDataShadow: false, moveHandleSize: 0, borderColor: c.line, handleSize: 16, startValue: 0, endValue: view.lanes.length - 1 }));
    }
    return zooms;
  }

  /** For the preview in the slider, which takes the first series that it finds. */
  function overview(view) {
    const o = view.clock.offset;
    const rate = gt.rate(view.lanes, view.first, view.last, o, gt.step(view.first, view.last, 200));
    const sums = rate.classes[0].map((_, i) => sum(rate.classes, i, gt.CAUSES));
    return {
      id: 'overview',
      type: 'line',
      xAxisIndex: 0,
      yAxisIndex: 3,
      silent: true,
      symbol: 'none',
      lineStyle: { opacity: 0 },
      data: sums.map((n, i) => [rate.from + (i + 0.5) * rate.step + o, n]),
    };
  }

  /** Bars by cause, for what is in the window and a window's width beside it. */
  gt.rateSeries = function (view) {
    const o = view.clock.offset;
    const { from, to } = view.range;
    const step = gt.step(from, to, 110);
    const begin = Math.max(view.first, from - (to - from));
    const rate = gt.rate(view.lanes, begin, Math.min(view.last, to + (to - from)), o, step);
    view.rateStep = step;
    view.counted = { from: begin, to: rate.from + step * rate.classes[0].length };
    // Sums up to each cause, the largest drawn first: ECharts stacks no bars on an axis of values.
    const bars = rate.classes.map((counts, cause) => ({
      id: 'rate-' + cause,
      type: 'bar',
      xAxisIndex: 0,
      yAxisIndex: 0,
      barGap: '-100%',
      barCategoryGap: '12%',
      silent: true,
      itemStyle: { color: view.colours.causes[cause] },
      data: counts.map((_, i) => [rate.from + (i + 0.5) * step + o, sum(rate.classes, i, cause)]),
      markLine: cause === 0 ? marks(view) : undefined,
    }));
    return bars.reverse();
  };

  function sum(classes, place, last) {
    let n = 0;
    for (let c = 0; c <= last; c++) n += classes[c][place];
    return n;
  }

  /** Whether the bars that are there are those of the window. */
  gt.isCounted = function (view) {
    const { from, to } = view.range;
    const { counted } = view;
    const reaches = counted.from <= Math.max(view.first, from) && counted.to >= Math.min(view.last, to);
    return reaches && view.rateStep === gt.step(from, to, 110);
  };

  function saidMarks(view) {
    return view.report.said.filter((said) => said.type === 'mark');
  }

  function marks(view) {
    const c = view.colours;
    const said = saidMarks(view);
    return {
      silent: true,
      animation: false,
      symbol: ['none', 'none'],
      lineStyle: { color: c.mark, type: 'dashed', width: 1.5 },
      label: { show: said.length <= 12, position: 'end', distance: 2, align: 'left', offset: [-1, 0], color: c.mark, fontSize: 11, fontWeight: 600, formatter: (p) => '⚑ ' + p.name },
      data: said.map((one, i) => ({
        name: gt.clean(one.text || 'mark').slice(0, 40),
        xAxis: one.at + view.clock.offset,
        label: { width: roomFor(view, one, said[i + 1]), overflow: 'truncate' },
      })),
    };
  }

  /** Pixels until the next mark, so that no two texts lie on each other. */
  function roomFor(view, one, next) {
    if (!next) return 300;
    const { from, to } = view.range;
    const plot = view.stage.clientWidth - MARGIN.left - MARGIN.right;
    return Math.max(14, ((next.at - one.at) / (to - from)) * plot - 8);
  }

  function toldSeries(view) {
    return {
      id: 'told',
      type: 'custom',
      xAxisIndex: 1,
      yAxisIndex: 1,
      silent: true,
      clip: true,
      progressive: 0,
      data: view.rows.map((incident, i) => [Date.parse(incident.alert.firstCrashAt), i]),
      markLine: Object.assign(marks(view), { label: { show: false } }),
      renderItem: (params, api) => gt.toldRow(view, view.rows[params.dataIndex], params, api),
    };
  }

  function laneSeries(view) {
    const c = view.colours;
    return {
      id: 'lanes',
      type: 'custom',
      xAxisIndex: 2,
      yAxisIndex: 2,
      silent: true,
      clip: true,
      progressive: 0,
      data: view.lanes.length ? [[view.first, 0]] : [],
      markLine: Object.assign(marks(view), { label: { show: false } }),
      renderItem: function (params, api) {
        const o = view.clock.offset;
        const area = params.coordSys;
        const height = Math.abs(api.coord([0, 1])[1] - api.coord([0, 0])[1]) || area.height;
        // Of the axes, not of view.range, which hears of a zoom only when it is drawn.
        const x0 = api.coord([view.first + o, 0])[0];
        const perMs = (api.coord([view.last + o, 0])[0] - x0) / (view.last - view.first);
        const x = (time) => x0 + (time - view.first) * perMs;
        const from = view.first + (area.x - x0) / perMs;
        const to = from + area.width / perMs;
        const top = api.coord([0, 0])[1];
        const first = Math.max(0, Math.floor((area.y - top) / height));
        const last = Math.min(view.lanes.length - 1, Math.ceil((area.y + area.height - top) / height));
        const y = (lane) => top + lane * height;
        const children = [];
        for (let at = first; at <= last; at += STRIP) {
          const strip = { lanes: view.lanes, first: at, last: Math.min(last, at + STRIP - 1), from, to, x, y, height };
          children.push(...gt.elements(gt.visible(strip), height, c));
        }
        return { type: 'group', children };
      },
    };
  }

  /** An incident: from its first crash to its last, on to its end, and what was told when. */
  gt.toldRow = function (view, incident, params, api) {
    const c = view.colours;
    const o = view.clock.offset;
    const alert = incident.alert;
    const row = params.dataIndex;
    const at = (time) => api.coord([time + o, row]);
    const [x0, y] = at(Date.parse(alert.firstCrashAt));
    const base = y + 7;
    const x1 = Math.max(x0 + 2, at(Date.parse(alert.lastCrashAt))[0]);
    const x2 = Math.max(x1, at(incident.endedAt || view.report.to)[0]);
    const colour = c[alert.severity] || c.warning;
    const children = [
      gt.path((p) => p.rect(x0, base - 3, x2 - x0, 6), { fill: colour, opacity: 0.25 }),
      gt.path((p) => p.rect(x0, base - 3, x1 - x0, 6), { fill: colour, opacity: 0.85 }, 1),
    ];
    const end = params.coordSys.x + params.coordSys.width;
    let free = params.coordSys.x;
    incident.told.forEach((moment, i) => {
      const x = at(moment.at)[0];
      const width = moment.reason.length * 6.2 + 4;
      children.push(...gt.toldMarker(x, base, moment, i === 0, c));
      const left = x + width > end ? x + gt.MARKER - width : x - gt.MARKER;
      if (left < free || x > end + 1) return;
      free = left + width + 6;
      children.push({ type: 'text', silent: true, z2: 6, style: { text: moment.reason, x: left, y: y - 8, verticalAlign: 'middle', fill: c.text, font: '500 11px ' + FONT } });
    });
    return { type: 'group', children };
  };

  gt.toldMarker = function (x, y, moment, first, c) {
    const r = gt.MARKER;
    const style = (fill) => ({ fill, stroke: c.back, lineWidth: 1.5 });
    if (gt.isEnding(moment)) {
      const good = moment.state === 'recovered' ? c.good : c.faint;
      const tick = (p) => (p.moveTo(x - r * 0.45, y), p.lineTo(x - r * 0.1, y + r * 0.4), p.lineTo(x + r * 0.5, y - r * 0.4));
      return [
        gt.path((p) => (p.moveTo(x + r, y), p.arc(x, y, r, 0, 2 * Math.PI)), style(good), 4),
        gt.path(tick, { fill: null, stroke: c.back, lineWidth: 1.6 }, 5),
      ];
    }
    const flag = (p) => (p.moveTo(x - r, y - r), p.lineTo(x + r, y - r), p.lineTo(x, y + r * 0.9), p.closePath());
    const point = (p) => gt.drawCause(p, x, y, r * 0.8, 2);
    const look = moment.heldBack == null ? style(c.told) : { fill: c.back, stroke: c.told, lineWidth: 1.5 };
    return [gt.path(first ? flag : point, look, 4)];
  };
})(groundhogTimeline);
