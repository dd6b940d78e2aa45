/* The report: what stands around the timeline. All text of others goes in as text, by gt.el. */
(function (gt) {
  'use strict';

  const report = JSON.parse(document.getElementById('groundhog-report').textContent);
  const clock = gt.clock(report.zone, report.from);
  const el = gt.el;
  const main = document.getElementById('report');
  let chosen = report.incidents[0] || null;
  let timeline = null;

  const WORDS = {
    open: 'still crashing',
    recovered: 'recovered',
    quiet: 'quiet: nothing known since',
    down: 'down: stays stopped',
    'not-heard-from': 'hosts not heard from',
    closed: 'closed',
  };

  function put(parent, ...children) {
    parent.append(...children.filter((child) => child != null && child !== false));
    return parent;
  }

  function card(title, n, ...children) {
    const heading = el('h2', '', title);
    if (n != null) put(heading, ' ', el('span', 'n', n));
    return put(el('section', 'card'), heading, ...children);
  }

  function bdi(text) {
    return el('bdi', '', text);
  }

  function sameDay(a, b) {
    return clock.full(a) === clock.full(b);
  }

  function moment(ms) {
    return sameDay(ms, report.from) ? clock.time(ms) : clock.day(ms) + ' ' + clock.time(ms);
  }

  function state(incident) {
    return incident.ending || incident.alert.state;
  }

  function bar() {
    const toggle = el('button', 'switch');
    toggle.type = 'button';
    const label = () => (toggle.textContent = gt.isDark() ? 'Light' : 'Dark');
    toggle.addEventListener('click', () => {
      document.documentElement.dataset.theme = gt.isDark() ? 'light' : 'dark';
      label();
    });
    label();
    const when = clock.full(report.from) + ', ' + moment(report.from) + ' to ' + moment(report.to) + ' ' + clock.zone;
    return put(el('header', 'bar'), el('span', 'brand', 'Groundhog report'), el('span', '', when), toggle);
  }

  function hero() {
    const box = el('div', 'hero');
    if (!chosen) {
      const crashes = report.totals.crashes;
      return put(box, el('h1', '', 'No incident'), el('p', 'lead', crashes ? gt.count(crashes, 'crash', 'crashes') + ', and none of them made an incident by these rules.' : 'Nothing crashed.'));
    }
    const alert = chosen.alert;
    const how = state(chosen);
    const pills = put(el('div', 'pills'), el('span', 'pill ' + (how === 'open' ? 'open' : how === 'recovered' ? 'recovered' : 'other'), WORDS[how] || how), el('span', 'pill ' + alert.severity, alert.severity));
    if (alert.partOf) put(pills, el('span', 'pill other', 'told as part of a larger incident'));
    const lead = put(el('p', 'lead'), sentence(chosen));
    const cause = (alert.causes || [])[0];
    if (cause) put(lead, put(el('span', 'why'), bdi(cause.title)));
    return put(box, pills, el('h1', '', gt.rowName(chosen)), lead);
  }

  function sentence(incident) {
    const alert = incident.alert;
    const first = Date.parse(alert.firstCrashAt);
    const last = Date.parse(alert.lastCrashAt);
    const of = alert.knownHosts ? alert.hostCount + ' of ' + gt.count(alert.knownHosts, 'host', 'hosts') : gt.count(alert.hostCount, 'host', 'hosts');
    const crashes = alert.crashes ? 'crashed ' + gt.count(alert.crashes, 'time', 'times') : 'failed';
    const span = last > first ? ' in ' + gt.lasting(last - first) : '';
    return crashes + ' on ' + of + span + '.';
  }

  function fact(name, value, more) {
    return put(el('div'), el('dt', '', name), put(el('dd'), bdi(value), more ? el('div', 'more', more) : null));
  }

  function facts() {
    if (!chosen) return null;
    const alert = chosen.alert;
    const first = Date.parse(alert.firstCrashAt);
    const opened = Date.parse(alert.openedAt);
    const told = chosen.told.find((one) => one.heldBack == null);
    const held = chosen.told.filter((one) => one.heldBack != null).length;
    const hosts = (alert.hosts || []).slice(0, 3).map((part) => gt.clean(part.host)).join(', ') + (alert.hostCount > 3 ? ', …' : '');
    const suspect = (alert.suspects || [])[0];
    const exits = Object.entries(alert.exits || {}).sort((a, b) => b[1] - a[1]);
    const end = chosen.endedAt;
    return put(
      el('dl', 'facts'),
      fact('Since', moment(first), 'last crash ' + moment(Date.parse(alert.lastCrashAt))),
      told ? fact('First told', moment(told.at), told.reason + ', ' + gt.lasting(told.at - first) + ' after the first crash') : fact('Became an incident', moment(opened), alert.openReason),
      fact('Told', gt.count(chosen.told.length + chosen.toldOmitted - held, 'time', 'times'), [gt.count(chosen.edited, 'quiet edit', 'quiet edits')].concat(held ? [held + ' held back'] : []).join(', ')),
      fact('Hosts', alert.knownHosts ? alert.hostCount + ' of ' + alert.knownHosts : String(alert.hostCount), hosts),
      exits.length ? fact('Dies with', exits[0][0], exits.slice(1, 4).map(([exit, n]) => exit + ' ×' + n).join(', ') || 'every time') : null,
      suspect ? fact('Suspect', suspect.label + '=' + suspect.value, suspect.crashing + ' crashing, healthy ' + (suspect.healthy || 'unknown')) : null,
      fact('Ended', end ? moment(end) : 'not yet', end ? WORDS[state(chosen)] || state(chosen) : 'as of ' + moment(report.to)),
    );
  }

  function warnings() {
    const notes = [];
    if (report.grain) notes.push('More happened than can be drawn one by one: crashes of one unit, host and cause within ' + gt.lasting(report.grain) + ' are one mark with a number. All sums are exact.');
    if (report.lanesOmitted) notes.push(gt.count(report.lanesOmitted, 'unit on a host', 'units on hosts') + ' with fewer crashes are not drawn.');
    if (report.incidentsOmitted) notes.push(gt.count(report.incidentsOmitted, 'smaller incident is', 'smaller incidents are') + ' not listed.');
    if (report.shed) notes.push('Hosts had to drop ' + gt.count(report.shed, 'event', 'events') + ' because their spools were full: there was more than is shown.');
    if (report.totals.malformed) notes.push(gt.count(report.totals.malformed, 'record', 'records') + ' in the log could not be read as events.');
    return notes.map((note) => el('p', 'warn', note));
  }

  function table(heads, rows) {
    const head = put(el('tr'), ...heads.map((name) => el('th', name.startsWith('#') ? 'n' : '', name.replace('#', ''))));
    head.querySelectorAll('th').forEach((th) => (th.scope = 'col'));
    const scroll = put(el('div', 'scroll'), put(el('table'), put(el('thead'), head), put(el('tbody'), ...rows)));
    if (rows.length > 12) scroll.tabIndex = 0;
    return scroll;
  }

  function cells(values) {
    return values.map((value) => {
      const number = typeof value === 'number';
      const td = el('td', number ? 'n' : '');
      return put(td, value instanceof Node ? value : number ? value.toLocaleString('en') : bdi(value));
    });
  }

  function incidents() {
    if (report.incidents.length < 2) return null;
    const rows = report.incidents.map((incident) => {
      const alert = incident.alert;
      const pick = el('button', 'pick', gt.rowName(incident));
      pick.type = 'button';
      pick.addEventListener('click', () => choose(incident));
      const row = put(el('tr'), ...cells([pick, WORDS[state(incident)] || state(incident), alert.severity, moment(Date.parse(alert.firstCrashAt)), gt.lasting(Date.parse(alert.lastCrashAt) - Date.parse(alert.firstCrashAt)), alert.crashes, alert.hostCount, incident.told.length + incident.toldOmitted, ((alert.causes || [])[0] || {}).title || '']));
      row.setAttribute('aria-current', String(incident === chosen));
      return row;
    });
    return card('Incidents', report.incidents.length, table(['Unit', 'State', 'Severity', 'Since', 'Crashed for', '#Crashes', '#Hosts', '#Told', 'Cause'], rows));
  }

  function told() {
    if (!chosen) return null;
    const first = Date.parse(chosen.alert.firstCrashAt);
    const list = el('ol', 'told');
    for (const one of chosen.told) {
      const time = put(el('time', '', moment(one.at)), el('span', 'after', '+' + gt.lasting(one.at - first)));
      time.dateTime = new Date(one.at).toISOString();
      const held = one.heldBack == null ? null : put(el('div', 'more'), 'not told now, held back by a silence: ', bdi(one.heldBack));
      const what = put(el('div'), el('div', 'reason', one.reason), held, put(el('div', 'text'), bdi(one.text)), ...one.more.map((more) => put(el('div', 'more'), bdi(more))));
      put(list, put(el('li'), time, what));
    }
    const none = chosen.alert.partOf ? 'Nothing by itself: it was told as part of ' + chosen.alert.partOf + '.' : 'Nothing in this range.';
    const left = chosen.toldOmitted ? el('p', 'hint', chosen.toldOmitted + ' in between are left out.') : null;
    return card('What was told, and why', chosen.told.length + chosen.toldOmitted, chosen.told.length ? list : el('p', 'faint', none), left);
  }

  function causes() {
    const mine = chosen ? new Set((chosen.alert.causes || []).map((cause) => cause.fingerprint)) : null;
    const all = report.causes.map((cause, place) => ({ cause, place })).filter(({ cause }) => !mine || mine.has(cause.fingerprint));
    if (!all.length) return null;
    const sum = all.reduce((total, { cause }) => total + cause.crashes, 0);
    return card('Causes', all.length, ...all.map(({ cause, place }) => causeBox(cause, place, sum)));
  }

  function causeBox(cause, place, sum) {
    const heading = el('h3');
    const colour = gt.colours(document.querySelector('.groundhog-timeline')).causes[gt.causeClass(place)];
    if (place < gt.CAUSES) {
      const symbol = gt.symbol('cause-' + place);
      symbol.style.fill = colour;
      put(heading, symbol, el('span', '', gt.causeLetter(place)));
    }
    put(heading, bdi(cause.title));
    const share = sum ? cause.crashes / sum : 0;
    const bar = el('div', 'share');
    const fill = el('div');
    fill.style.width = (100 * share).toFixed(1) + '%';
    fill.style.background = colour;
    put(bar, fill);
    const figures = gt.count(cause.crashes, 'crash', 'crashes') + ' (' + Math.round(100 * share) + '%) on ' + gt.count(cause.hosts, 'host', 'hosts') + (cause.decisive ? '' : ' · the last line there was, not one that names the fault') + ' · ' + cause.fingerprint;
    return put(el('div', 'cause'), heading, el('div', 'figures', figures), bar, cause.sample ? tail(cause.sample) : el('p', 'faint', 'No log lines came with it.'));
  }

  function tail(sample) {
    const log = el('pre', 'log');
    log.tabIndex = 0;
    log.setAttribute('aria-label', 'Last lines of the run on ' + gt.clean(sample.host));
    sample.lines.forEach((line) => put(log, logLine(line), '\n'));
    return put(el('figure'), el('figcaption', 'hint', gt.clean(sample.host) + ' at ' + moment(sample.at)), log);
  }

  /** A line of a log: tabs and spaces stay, what would turn the writing round does not. */
  function logLine(line) {
    const one = document.createElement('bdi');
    one.textContent = line.split('\t').map(gt.clean).join('\t');
    return one;
  }

  function hosts() {
    const parts = chosen && chosen.alert.hosts;
    if (!parts || !parts.length) return null;
    const counted = parts.some((part) => part.restarts != null);
    const rows = parts.map((part) => put(el('tr'), ...cells([part.host, part.state, part.crashes, part.lastCrashAt ? moment(Date.parse(part.lastCrashAt)) : ''].concat(counted ? [part.restarts == null ? '' : part.restarts] : []))));
    const left = chosen.alert.hostsOmitted ? el('p', 'hint', 'and ' + chosen.alert.hostsOmitted + ' more') : null;
    return card('Hosts', chosen.alert.hostCount, table(['Host', 'State', '#Crashes', 'Last crash'].concat(counted ? ['#Restarts'] : []), rows), left);
  }

  function suspects() {
    const all = chosen && chosen.alert.suspects;
    if (!all || !all.length) return null;
    const rows = all.map((one) => put(el('tr'), ...cells([one.label + '=' + one.value, one.crashing, one.healthy || 'unknown'])));
    return card('Suspects', null, el('p', 'faint', 'What the crashing hosts share and the healthy ones do not.'), table(['Label', 'Crashing', 'Healthy'], rows));
  }

  function members() {
    const all = chosen && chosen.alert.members;
    if (!all || !all.length) return null;
    const rows = all.map((one) => put(el('tr'), ...cells([one.unit, one.left ? 'left it' : WORDS[one.state] || one.state, one.crashes, one.hosts])));
    return card('Units in it', all.length, table(['Unit', 'State', '#Crashes', '#Hosts'], rows));
  }

  const SAID = { mark: 'marked', silence: 'silenced', ack: 'acknowledged', rules: 'rules changed', note: 'note', started: 'started', stopped: 'stopped' };

  function said() {
    if (!report.said.length) return null;
    const rows = report.said.map((one) => put(el('tr'), ...cells([moment(one.at) + (one.until ? ' to ' + moment(one.until) : ''), SAID[one.type] || one.type, one.about || '', one.text || '', one.by || ''])));
    return card('What people did and said', report.said.length, table(['When', 'What', 'About', 'Words', 'By'], rows));
  }

  function rules() {
    const parts = [];
    if (chosen && chosen.rules) parts.push(pre(chosen.rules));
    for (const one of report.rules) {
      if (!one.text) continue;
      const text = put(el('details'), el('summary', '', 'The whole file: ' + one.name + (one.since ? ', since ' + moment(one.since) : '')), pre(one.text));
      parts.push(text);
    }
    if (!report.rules.length) parts.push(el('p', 'hint', 'No rules file was in force: the built-in rules.'));
    return card('Rules', null, ...parts);
  }

  function pre(text) {
    const log = el('pre', 'log');
    log.tabIndex = 0;
    text.split('\n').forEach((line) => put(log, logLine(line), '\n'));
    return log;
  }

  function footer() {
    const t = report.totals;
    const sums = [gt.count(t.events, 'event', 'events'), gt.count(t.crashes, 'crash', 'crashes'), gt.count(t.incidents, 'incident', 'incidents'), 'told ' + gt.count(t.told, 'time', 'times'), 'edited ' + gt.count(t.edited, 'time', 'times')].join(', ');
    const not = Object.entries(t.notTold || {}).map(([why, units]) => Object.values(units).reduce((a, b) => a + b, 0).toLocaleString('en') + ' ' + why).join(', ');
    return put(
      el('footer'),
      put(el('p', '', 'Made by '), el('code', '', report.command)),
      el('p', '', sums + (not ? '. Not told: ' + not : '') + '.'),
      el('p', '', document.getElementById('notice').content.textContent.trim() + ' Licensed under the Apache License, Version 2.0.'),
    );
  }

  function two(left, right) {
    if (!left || !right) return left || right;
    return put(el('div', 'two'), left, right);
  }

  function choose(incident) {
    chosen = incident;
    draw();
    timeline.filter({ unit: incident.alert.unit || '', cause: null });
    timeline.zoom();
    window.scrollTo({ top: 0 });
  }

  const above = el('div');
  const chart = el('div');
  const below = el('div');

  function draw() {
    above.replaceChildren();
    put(above, bar(), hero(), facts(), ...warnings(), incidents());
    if (timeline) under();
  }

  function under() {
    below.replaceChildren();
    put(below, two(told(), causes()), two(hosts(), put(el('div'), suspects(), members(), said())), rules(), footer());
  }

  draw();
  const hint = put(el('p', 'hint'), 'Drag to move, ', el('kbd', '', 'Ctrl'), ' + wheel or ', el('kbd', '', '+'), ' ', el('kbd', '', '−'), ' to zoom, ', el('kbd', '', '↑'), ' ', el('kbd', '', '↓'), ' ', el('kbd', '', 'Enter'), ' from event to event, ', el('kbd', '', 'N'), ' ', el('kbd', '', 'P'), ' through what was told.');
  put(main, above, put(el('section', 'card timeline'), el('h2', '', 'Timeline'), chart, hint), below);
  document.title = (chosen ? gt.rowName(chosen) + ', ' : '') + clock.full(report.from) + ' – Groundhog report';
  timeline = gt.show(chart, report, { filter: chosen && report.incidents.length > 1 ? {} : {} });
  under();
  new MutationObserver(under).observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  window.groundhogReport = timeline;
})(groundhogTimeline);
