/* One incident. */

import { ago, clean, h, lasting, logLine, number, plural, time, toast } from './dom.js';
import { base } from './live.js';
import { hosts, isOver, marks, pageOf, stateOf, told } from './list.js';

const word = text => clean(text).replace(/-/g, ' ');

function fact(name, ...value) {
  return h('div', {}, h('dt', {}, name), h('dd', {}, value));
}

function facts(alert, summary) {
  const length = Date.parse(alert.lastCrashAt) - Date.parse(alert.firstCrashAt);
  const exits = Object.entries(alert.exits).sort((a, b) => b[1] - a[1]);
  return h('dl', { class: 'facts' },
    fact('Hosts', hosts(summary)),
    fact('Crashes', number(alert.crashes), length >= 1000 ? h('span', { class: 'more' }, ' in ' + lasting(length)) : null),
    fact('First crash', time(alert.firstCrashAt)),
    fact('Last crash', ago(alert.lastCrashAt)),
    exits.length ? fact('Exits', exits.slice(0, 3).map(([exit, n], i) => [i ? ', ' : '', clean(exit), h('span', { class: 'more' }, ' × ' + number(n))])) : null,
    fact('Opened by', word(alert.openReason)));
}

function suspects(alert) {
  if (!alert.suspects.length) return null;
  return h('section', { class: 'panel' }, h('h2', {}, 'What crashing hosts share'),
    h('table', {}, head('Label', 'Crashing', 'Healthy'),
      h('tbody', {}, alert.suspects.map(s => h('tr', {},
        h('th', { scope: 'row' }, h('bdi', {}, clean(s.label) + '=' + clean(s.value))),
        h('td', {}, clean(s.crashing)), h('td', {}, clean(s.healthy) || 'unknown'))))));
}

function head(...names) {
  return h('thead', {}, h('tr', {}, names.map(name => h('th', { scope: 'col', class: name.startsWith('>') ? 'num' : null }, name.replace('>', '')))));
}

function causes(alert) {
  if (!alert.causes.length) return null;
  return h('section', { class: 'panel' }, h('h2', {}, alert.causes.length === 1 ? 'Cause' : 'Causes'),
    alert.causes.map((cause, i) => h('div', { class: 'cause' },
      h('h3', {}, h('bdi', {}, clean(cause.title))),
      h('p', { class: 'faint' }, plural(cause.crashes, 'crash', 'crashes') + ' on ' + plural(cause.hosts, 'host', 'hosts') + (cause.decisive ? '' : ' · the best line there was')),
      cause.sample && cause.sample.lines.length ? tail(cause.sample, i) : null)),
    alert.causesOmitted ? h('p', { class: 'faint' }, 'and ' + number(alert.causesOmitted) + ' more') : null);
}

function tail(sample, i) {
  const lines = h('pre', { class: 'tail', tabindex: '0', role: 'region', 'aria-label': 'Log of ' + clean(sample.host) });
  lines.textContent = sample.lines.map(logLine).join('\n');
  return h('details', { open: i === 0, 'data-key': 'tail' + i }, h('summary', {}, 'Log of ', h('bdi', {}, clean(sample.host)), ', ', time(sample.at)), lines);
}

function hostTable(alert) {
  if (!alert.hosts.length) return null;
  const rest = alert.hosts.some(host => host.restarts !== undefined);
  return h('section', { class: 'panel' }, h('h2', {}, 'Hosts ', h('span', { class: 'n' }, number(alert.hostCount))),
    h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Hosts' },
      h('table', {}, head('Host', '>Crashes', 'State', 'Last crash', ...(rest ? ['>Restarts'] : [])),
        h('tbody', {}, alert.hosts.map(host => h('tr', {},
          h('th', { scope: 'row' }, h('bdi', {}, clean(host.host))),
          h('td', { class: 'num' }, number(host.crashes)),
          h('td', {}, h('span', { class: 'word ' + host.state }, word(host.state))),
          h('td', {}, host.lastCrashAt ? ago(host.lastCrashAt) : ''),
          rest ? h('td', { class: 'num' }, host.restarts === undefined ? '' : number(host.restarts)) : null))))),
    alert.hostsOmitted ? h('p', { class: 'faint' }, 'and ' + number(alert.hostsOmitted) + ' more') : null);
}

function members(alert) {
  if (!alert.members.length) return null;
  return h('section', { class: 'panel' }, h('h2', {}, 'Parts ', h('span', { class: 'n' }, number(alert.members.length + alert.membersOmitted))),
    h('table', {}, head('Unit', 'State', '>Crashes', '>Hosts'),
      h('tbody', {}, alert.members.map(member => h('tr', {},
        h('th', { scope: 'row' }, h('a', { href: pageOf(member.incident), 'data-local': true }, h('bdi', {}, clean(member.unit)))),
        h('td', {}, word(member.state) + (member.left ? ', left' : '')),
        h('td', { class: 'num' }, number(member.crashes)), h('td', { class: 'num' }, number(member.hosts)))))));
}

function history(detail) {
  if (!detail.steps.length) return null;
  const steps = [...detail.steps].reverse();
  return h('section', { class: 'panel' }, h('h2', {}, 'History'),
    h('ol', { class: 'steps', reversed: true }, steps.map(step => h('li', { class: step.news ? 'news' : 'count' },
      time(step.at),
      h('span', { class: 'reason' }, word(step.reason)),
      h('span', { class: 'faint' }, plural(step.crashes, 'crash', 'crashes') + ' · ' + plural(step.hostCount, 'host', 'hosts')),
      step.state === 'open' ? h('span', { class: 'word ' + step.severity }, step.severity) : h('span', { class: 'word ' + step.state }, word(step.state))))),
    detail.stepsOmitted ? h('p', { class: 'faint' }, number(detail.stepsOmitted) + ' corrections of figures are left out') : null);
}

function people(detail, actions) {
  const { silences, summary } = detail;
  const said = detail.marks;
  const seen = summary.told;
  return h('section', { class: 'panel' }, h('h2', {}, 'People'),
    h('ul', { class: 'said' },
      seen.revision ? h('li', {}, 'They see revision ' + number(seen.revision) + ' of ' + number(detail.alert.revision), seen.channel ? [' in ', h('bdi', {}, clean(seen.channel))] : '', seen.storm ? ', in a message with others' : '', seen.at ? [', since ', time(seen.at)] : '', '.') : h('li', {}, summary.partOf ? ['A larger incident tells of it: ', h('a', { href: pageOf(summary.partOf), 'data-local': true }, clean(summary.partOf))] : 'Nobody was told of it.'),
      summary.acknowledged ? h('li', {}, h('strong', {}, clean(summary.acknowledged.by) || 'Somebody'), ' takes care of it', summary.acknowledged.at ? [' since ', time(summary.acknowledged.at)] : '', summary.acknowledged.note ? ': ' + clean(summary.acknowledged.note) : '.') : null,
      silences.map(event => h('li', { class: 'silence', 'data-key': 'silence ' + event.id },
        h('span', {}, h('strong', {}, clean(event.by) || 'Somebody'), ' silenced ', h('code', {}, covers(event.silence)), ' until ', time(event.silence.until), event.text ? ': ' + clean(event.text) : ''),
        actions.canWrite ? h('button', { type: 'button', class: 'small', 'data-key': 'end-' + event.id, click: () => actions.end(event) }, 'End now') : null)),
      said.map(mark => h('li', {}, time(mark.at), ' ', h('strong', {}, clean(mark.by) || 'Somebody'), ': ', clean(mark.text)))));
}

export function covers(silence) {
  return [silence.unit && 'unit ' + silence.unit, silence.host && 'host ' + silence.host,
    ...Object.entries(silence.labels || {}).map(([k, v]) => 'label ' + k + '=' + v),
    silence.scope && 'scope ' + silence.scope].filter(Boolean).map(clean).join(', ');
}

function replayLine(line) {
  async function copy() {
    try {
      await navigator.clipboard.writeText(line);
      toast('Copied.');
    } catch {
      getSelection().selectAllChildren(document.querySelector('.replay code'));
      toast('Press Ctrl-C to copy.');
    }
  }
  return h('section', { class: 'panel replay' }, h('h2', {}, 'Play it again'),
    h('p', {}, h('code', { tabindex: '0' }, clean(line)), h('button', { type: 'button', class: 'small', 'data-key': 'copy', click: copy }, 'Copy')));
}

/** The page's content, with a place for the timeline. */
export function detail(data, actions) {
  const { alert, summary } = data.detail;
  const over = isOver(summary);
  return [
    h('p', { class: 'back' }, h('a', { href: base, 'data-local': true, 'data-key': 'back' }, '← All incidents')),
    h('div', { class: 'hero ' + (over ? 'over' : summary.severity) },
      h('div', {},
        h('p', { class: 'first' }, stateOf(summary), h('span', { class: 'faint' }, 'since ', time(summary.openedAt)), told(summary)),
        h('h1', {}, h('bdi', {}, clean(summary.subject))),
        summary.cause ? h('p', { class: 'cause-line' }, h('bdi', {}, clean(summary.cause))) : null,
        marks(summary)),
      actions.canWrite && summary.state !== 'closed' ? h('div', { class: 'actions' },
        h('button', { type: 'button', class: 'primary', 'data-key': 'ack', click: () => actions.ack(summary) }, 'Acknowledge ', h('kbd', { 'aria-hidden': 'true' }, 'a')),
        h('button', { type: 'button', 'data-key': 'silence', click: () => actions.silence(alert) }, 'Silence ', h('kbd', { 'aria-hidden': 'true' }, 's'))) : null),
    facts(alert, summary),
    h('div', { 'data-keep': alert.incident }),
    h('div', { class: 'columns' },
      h('div', {}, causes(alert), suspects(alert), members(alert), hostTable(alert)),
      h('div', {}, people(data.detail, actions), history(data.detail), replayLine(data.detail.replay))),
    h('p', { class: 'faint id' }, clean(alert.incident) + ' · revision ' + number(alert.revision)),
  ];
}
