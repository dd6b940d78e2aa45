/* Groundhog's timeline, part 6: the row above it, which is also its legend. */
(function (gt) {
  'use strict';

  gt.controls = function (view) {
    const row = gt.el('div', 'gt-controls');
    const report = view.report;
    const families = gt.families(report);
    const unit = choice('Unit', [['', families.length > 1 ? 'all units' : families[0] || 'all units']].concat(families.length > 1 ? families.map((f) => [f, f]) : []), (value) => view.filter({ unit: value }));
    const host = field('Host', 'all, or web-*', (value) => view.filter({ host: value }));
    const sort = choice('Order', [['first', 'first crash'], ['crashes', 'most crashes'], ['name', 'name']], (value) => view.filter({ sort: value }));
    const legend = gt.el('div', 'gt-legend');
    legend.append(...causes(view), ...others());
    const buttons = gt.el('div', 'gt-buttons');
    buttons.append(
      button('−', 'Zoom out (minus)', () => view.scale(1 / 0.6)),
      button('+', 'Zoom in (plus); also Ctrl and the wheel, or a double click', () => view.scale(0.6)),
      button('Incident', 'Show the incident (I)', () => view.zoom()),
      button('All', 'Show the whole range (0)', () => view.whole()),
    );
    const top = gt.el('div', 'gt-row');
    top.append(unit.label, host.label, sort.label, buttons);
    row.append(top, legend);
    view.syncControls = function () {
      unit.input.value = view.chosen.unit || '';
      sort.input.value = view.chosen.sort;
      if (document.activeElement !== host.input) host.input.value = view.chosen.host || '';
      legend.querySelectorAll('button').forEach((one) => one.setAttribute('aria-pressed', String(view.chosen.cause === +one.dataset.cause)));
    };
    return row;
  };

  function choice(name, values, choose) {
    const input = document.createElement('select');
    for (const [value, text] of values) {
      const option = gt.el('option', '', text);
      option.value = value;
      input.append(option);
    }
    input.addEventListener('change', () => choose(input.value));
    return labelled(name, input);
  }

  function field(name, hint, change) {
    const input = document.createElement('input');
    input.type = 'search';
    input.placeholder = hint;
    input.spellcheck = false;
    input.addEventListener('input', () => change(input.value));
    return labelled(name, input);
  }

  function labelled(name, input) {
    const label = gt.el('label', 'gt-field');
    label.append(gt.el('span', '', name), input);
    return { label, input };
  }

  function button(text, title, act) {
    const one = gt.el('button', 'gt-button', text);
    one.type = 'button';
    one.title = title;
    one.setAttribute('aria-label', title);
    one.addEventListener('click', act);
    return one;
  }

  function causes(view) {
    return view.report.causes.slice(0, gt.CAUSES).filter((cause) => cause.crashes > 0).map((cause, place) => {
      const one = gt.el('button', 'gt-cause');
      one.type = 'button';
      one.dataset.cause = place;
      one.title = gt.clean(cause.title);
      one.setAttribute('aria-pressed', 'false');
      one.append(gt.symbol('cause-' + place), gt.el('b', '', gt.causeLetter(place)), gt.el('span', 'gt-cause-title', cause.title), gt.el('span', 'gt-faint', '×' + cause.crashes.toLocaleString('en')));
      one.addEventListener('click', () => view.filter({ cause: view.chosen.cause === place ? null : place }));
      return one;
    });
  }

  function others() {
    return [
      ['run', 'runs'],
      ['planned', 'planned stop'],
      ['gave-up', 'systemd gave up'],
      ['silence', 'host not heard'],
      ['told', 'told'],
    ].map(([name, text]) => {
      const one = gt.el('span', 'gt-key');
      one.append(gt.symbol(name), gt.el('span', '', text));
      return one;
    });
  }

  const SVG = 'http://www.w3.org/2000/svg';

  /** What draws a canvas path can draw an SVG path too. */
  class SvgPath {
    constructor() {
      this.d = '';
    }
    moveTo(x, y) {
      this.d += `M${x} ${y}`;
    }
    lineTo(x, y) {
      this.d += `L${x} ${y}`;
    }
    closePath() {
      this.d += 'Z';
    }
    rect(x, y, w, h) {
      this.d += `M${x} ${y}h${w}v${h}h${-w}Z`;
    }
    arc(x, y, r) {
      this.d += `M${x + r} ${y}A${r} ${r} 0 1 1 ${x - r} ${y}A${r} ${r} 0 1 1 ${x + r} ${y}`;
    }
  }

  /** A mark as it is in the chart, for a legend or a list. */
  gt.symbol = function (name) {
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('viewBox', '-7 -7 14 14');
    svg.setAttribute('class', 'gt-symbol gt-symbol-' + name);
    svg.setAttribute('aria-hidden', 'true');
    const path = document.createElementNS(SVG, 'path');
    const pen = new SvgPath();
    const cause = /^cause-(\d)$/.exec(name);
    if (cause) gt.drawCause(pen, 0, 0, 5.5, +cause[1]);
    else if (name === 'run') pen.rect(-7, -2.5, 14, 5);
    else if (name === 'planned') pen.arc(0, 0, 4);
    else if (name === 'gave-up') gt.drawOctagon(pen, 0, 0, 5.5);
    else if (name === 'silence') for (let x = -10; x < 7; x += 4) { pen.moveTo(Math.max(-7, x), Math.min(5, x + 12)); pen.lineTo(Math.min(7, x + 10), Math.max(-5, x + 2 - 10 + Math.max(0, x + 3))); }
    else { pen.moveTo(-6, -5); pen.lineTo(6, -5); pen.lineTo(0, 5.5); pen.closePath(); }
    path.setAttribute('d', pen.d);
    svg.append(path);
    return svg;
  };
})(groundhogTimeline);
