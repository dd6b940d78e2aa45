/*
 * Groundhog's timeline, part 3: the chart.
 *
 *   const view = groundhogTimeline.show(element, report, options);
 *
 * draws a report (its shape: the package dev.groundhog.ctl.report) into an element, and returns
 *   view.update(report)   new data, same zoom and filter; the right edge follows if it was shown
 *   view.filter({unit, host, cause, sort})   what is given replaces what was
 *   view.zoom(from, to)   in ms since 1970; without arguments the incident
 *   view.window()         {from, to}
 *   view.dispose()
 * options: {filter, controls: false to leave out the row above, onFilter(filter)}.
 *
 * It needs ECharts before it and timeline.css; all text goes in as text. Everything it adds is inside
 * the element. Light or dark follows data-theme on <html>, else what the reader prefers.
 */
(function (gt) {
  'use strict';

  const RATE = 64;
  const ROW = 34;
  const MAX_ROWS = 6;
  const GAP = 26;
  const SLIDER = 40;
  const LANES = { least: 90, most: 620, comfortable: 22, readable: 13 };
  const PAPER = { width: 1000, ratio: 2, most: 330, comfortable: 14 };
  const MARKER = 6;

  gt.show = function (element, report, options) {
    return new Timeline(element, report, options || {});
  };

  class Timeline {
    constructor(element, report, options) {
      this.element = element;
      this.options = options;
      this.chosen = Object.assign({ unit: '', host: '', cause: null, sort: 'first' }, options.filter);
      this.cursor = null;
      gt.definePath(window.echarts);
      element.classList.add('groundhog-timeline');
      element.replaceChildren();
      this.stage = gt.el('div', 'gt-stage');
      this.tip = gt.el('div', 'gt-tip');
      this.tip.hidden = true;
      this.spoken = gt.el('div', 'gt-spoken');
      this.spoken.setAttribute('aria-live', 'polite');
      this.setReport(report);
      if (options.controls !== false) element.append(gt.controls(this));
      this.holder = gt.el('div', 'gt-holder');
      this.holder.append(this.stage, this.tip);
      element.append(this.holder, this.spoken);
      this.stage.tabIndex = 0;
      this.stage.setAttribute('role', 'application');
      this.stage.setAttribute('aria-roledescription', 'timeline');
      this.begin();
      gt.pointer(this);
      gt.keyboard(this);
      this.follow();
    }

    /** The chart anew: at first, in other colours, for paper. */
    begin() {
      if (this.chart) this.chart.dispose();
      this.element.classList.toggle('gt-dark', !this.printing && gt.isDark());
      this.colours = gt.colours(this.element);
      this.layout();
      this.chart = window.echarts.init(this.stage, null, {
        width: this.printing ? PAPER.width : undefined,
        height: this.height,
        devicePixelRatio: this.printing ? PAPER.ratio : undefined,
      });
      this.chart.on('datazoom', (event) => this.zoomed(event));
      this.draw();
      if (this.bindPointer) this.bindPointer();
    }

    setReport(report) {
      this.report = report;
      this.clock = gt.clock(report.zone, report.from);
      this.first = report.from;
      this.last = Math.max(report.to, report.from + 1000);
      const room = (this.last - this.first) * 0.01;
      this.first -= room;
      this.last += room;
      this.select();
      if (!this.range) this.range = gt.focus(report, this.incidents);
    }

    select() {
      this.lanes = gt.lanes(this.report, this.chosen);
      this.incidents = gt.incidents(this.report, this.chosen);
      this.rows = this.incidents.slice(0, MAX_ROWS);
      this.cursor = null;
      const crashes = this.lanes.reduce((sum, lane) => sum + lane.crashes, 0);
      this.stage.setAttribute(
        'aria-label',
        `Timeline: ${crashes} crashes on ${this.lanes.length} lanes, ${this.incidents.length} incidents. ` +
          'Arrow keys left and right move, plus and minus zoom, 0 shows all, up and down choose a lane, ' +
          'Enter and Shift Enter go from event to event, N and P from one told moment to the next.',
      );
    }

    layout() {
      const many = Math.max(1, this.lanes.length);
      const size = this.printing ? PAPER : LANES;
      const lanes = Math.max(LANES.least, Math.min(size.most, many * size.comfortable));
      const rows = Math.max(1, this.rows.length) * ROW;
      const top = 40;
      this.areas = {
        rate: { top, height: RATE },
        told: { top: top + RATE + GAP, height: rows },
        lanes: { top: top + RATE + GAP + rows + GAP, height: lanes },
      };
      this.height = this.areas.lanes.top + lanes + 28 + (this.printing ? 0 : SLIDER);
      this.crowded = lanes / many < LANES.readable;
      this.stage.style.height = this.height + 'px';
    }

    draw() {
      this.chart.setOption(gt.option(this), { notMerge: true });
      this.hide();
    }

    /** Not from the chart's options: to ask for them copies all of them, for each frame. */
    zoomed(event) {
      const zoom = event.batch ? event.batch[0] : event;
      if (zoom.dataZoomId === 'lanes') return;
      const whole = this.last - this.first;
      this.range =
        zoom.startValue == null
          ? { from: this.first + (whole * zoom.start) / 100, to: this.first + (whole * zoom.end) / 100 }
          : { from: zoom.startValue - this.clock.offset, to: zoom.endValue - this.clock.offset };
      if (!this.due && !gt.isCounted(this)) this.due = requestAnimationFrame(() => this.count());
      this.hide();
    }

    /** The bars for what the window shows now. */
    count() {
      this.due = null;
      if (this.chart.isDisposed()) return;
      this.chart.setOption({ series: gt.rateSeries(this) });
    }

    update(report) {
      const atEnd = this.range.to >= this.last - (this.last - this.first) * 0.02;
      const width = this.range.to - this.range.from;
      this.setReport(report);
      if (atEnd) this.range = { from: this.last - width, to: this.last };
      this.redraw();
    }

    filter(change) {
      Object.assign(this.chosen, change);
      this.select();
      this.redraw();
      if (this.syncControls) this.syncControls();
      if (this.options.onFilter) this.options.onFilter(this.chosen);
    }

    redraw() {
      const before = this.height;
      this.layout();
      this.draw(); // before the size changes, for that draws what was there before
      if (before !== this.height) this.chart.resize({ height: this.height });
    }

    zoom(from, to) {
      const focus = from == null ? gt.focus(this.report, this.incidents) : { from, to };
      const least = 2000;
      const width = Math.min(this.last - this.first, Math.max(least, focus.to - focus.from));
      const middle = (focus.from + focus.to) / 2;
      const begin = Math.min(Math.max(this.first, middle - width / 2), this.last - width);
      const o = this.clock.offset;
      this.chart.dispatchAction({ type: 'dataZoom', dataZoomIndex: 0, startValue: begin + o, endValue: begin + width + o });
    }

    /** factor < 1 comes nearer; about is a time, else the middle. */
    scale(factor, about) {
      const { from, to } = this.range;
      const at = about == null ? (from + to) / 2 : about;
      this.zoom(at - (at - from) * factor, at + (to - at) * factor);
    }

    pan(share) {
      const move = (this.range.to - this.range.from) * share;
      this.zoom(this.range.from + move, this.range.to + move);
    }

    whole() {
      this.zoom(this.first, this.last);
    }

    window() {
      return { from: this.range.from, to: this.range.to };
    }

    x(time) {
      return this.chart.convertToPixel({ xAxisIndex: 2 }, time + this.clock.offset);
    }

    show(lines, x, y) {
      this.tip.replaceChildren(...lines.map((line) => gt.el('div', line.look || '', line.text)));
      this.tip.hidden = false;
      const box = this.holder.getBoundingClientRect();
      const size = this.tip.getBoundingClientRect();
      const left = x + 14 + size.width > box.width ? x - 14 - size.width : x + 14;
      this.tip.style.left = Math.max(0, left) + 'px';
      this.tip.style.top = Math.max(0, Math.min(y + 12, box.height - size.height)) + 'px';
    }

    hide() {
      this.tip.hidden = true;
    }

    say(lines) {
      this.spoken.textContent = lines.map((line) => line.text).join('. ');
    }

    follow() {
      const again = () => this.begin();
      this.size = new ResizeObserver(() => {
        if (!this.printing) this.chart.resize();
      });
      this.size.observe(this.holder);
      this.scheme = window.matchMedia('(prefers-color-scheme: dark)');
      this.scheme.addEventListener('change', again);
      this.theme = new MutationObserver(again);
      this.theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
      this.paper = () => {
        this.printing = true;
        this.begin();
      };
      this.screen = () => {
        this.printing = false;
        this.begin();
      };
      window.addEventListener('beforeprint', this.paper);
      window.addEventListener('afterprint', this.screen);
      this.again = again;
    }

    dispose() {
      this.size.disconnect();
      this.theme.disconnect();
      this.scheme.removeEventListener('change', this.again);
      window.removeEventListener('beforeprint', this.paper);
      window.removeEventListener('afterprint', this.screen);
      this.chart.dispose();
      this.element.replaceChildren();
    }
  }

  gt.SLIDER = SLIDER;
  gt.MARKER = MARKER;
  gt.MAX_ROWS = MAX_ROWS;

  /** An element; its text is text, whatever it says. */
  gt.el = function (tag, look, text) {
    const element = document.createElement(tag);
    if (look) element.className = look;
    if (text != null) element.textContent = gt.clean(text);
    return element;
  };

  /** What <html data-theme> says, else what the reader prefers. */
  gt.isDark = function () {
    const theme = document.documentElement.dataset.theme;
    return theme ? theme === 'dark' : window.matchMedia('(prefers-color-scheme: dark)').matches;
  };

  /** What the style sheet says, for a canvas that cannot read it. */
  gt.colours = function (element) {
    const style = getComputedStyle(element);
    const of = (name) => style.getPropertyValue('--gt-' + name).trim();
    const causes = [];
    for (let c = 0; c <= gt.CAUSES; c++) causes.push(of('cause-' + c));
    const names = 'back text faint line run silence hatch planned on-cause gave-up told good mark critical warning info';
    const colours = { causes };
    for (const name of names.split(' ')) colours[name.replace(/-(.)/g, (_, c) => c.toUpperCase())] = of(name);
    return colours;
  };

  /** Times in the report's zone. The axis counts in it, so that its steps are round ones there. */
  gt.clock = function (zone, at) {
    const format = (options) => {
      try {
        return new Intl.DateTimeFormat('en-GB', Object.assign({ timeZone: zone, hourCycle: 'h23' }, options));
      } catch (e) {
        return new Intl.DateTimeFormat('en-GB', Object.assign({ timeZone: 'UTC', hourCycle: 'h23' }, options));
      }
    };
    const time = format({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
    const fine = format({ hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 });
    const minute = format({ hour: '2-digit', minute: '2-digit' });
    const day = format({ weekday: 'short', day: 'numeric', month: 'short' });
    const full = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
    const all = format({ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' });
    const part = Object.fromEntries(all.formatToParts(at).map((p) => [p.type, +p.value]));
    const there = Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second);
    return {
      zone: all.resolvedOptions().timeZone,
      offset: there - Math.floor(at / 1000) * 1000,
      time: (ms) => time.format(ms),
      fine: (ms) => fine.format(ms),
      minute: (ms) => minute.format(ms),
      day: (ms) => day.format(ms),
      full: (ms) => full.format(ms),
    };
  };

  /** 59s, 4m 20s, 2h 5m. */
  gt.lasting = function (ms) {
    const s = Math.round(ms / 1000);
    if (s < 1) return ms > 0 ? 'under 1s' : '0s';
    if (s < 60) return s + 's';
    if (s < 3600) return Math.floor(s / 60) + 'm' + (s % 60 ? ' ' + (s % 60) + 's' : '');
    const m = Math.floor(s / 60);
    if (m < 1440) return Math.floor(m / 60) + 'h' + (m % 60 ? ' ' + (m % 60) + 'm' : '');
    const h = Math.floor(m / 60);
    return Math.floor(h / 24) + 'd' + (h % 24 ? ' ' + (h % 24) + 'h' : '');
  };
})(groundhogTimeline);
