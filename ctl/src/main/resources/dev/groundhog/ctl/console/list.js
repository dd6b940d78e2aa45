/* The list of incidents. */

import { ago, clean, h, number, plural, time } from './dom.js';
import { base } from './live.js';

const CLOSED_SHOWN = 25;
let allClosed = false;

export const isOver = incident => !['open', 'unknown'].includes(incident.state);
export const pageOf = id => base + 'incidents/' + encodeURIComponent(id);

export function hosts(incident) {
  const known = incident.knownHosts;
  if (known) return number(incident.hostCount) + ' of ' + plural(known, 'host', 'hosts');
  return plural(incident.hostCount, 'host', 'hosts');
}

/** How it stands, by word and colour. */
export function stateOf(incident) {
  const open = incident.state === 'open';
  const kind = open ? incident.severity : incident.state;
  return h('span', { class: 'state ' + kind }, open ? incident.severity : clean(incident.state).replace(/-/g, ' '));
}

/** What people know of it, and what they did. */
export function marks(incident) {
  const all = [];
  if (incident.hold) {
    all.push(h('li', { class: 'mark held' }, 'held back until ', time(incident.hold.until), by(incident.hold)));
  } else if (incident.silences.length && incident.state !== 'closed') {
    all.push(h('li', { class: 'mark' }, 'silenced in part'));
  }
  const ack = incident.acknowledged;
  if (ack) all.push(h('li', { class: 'mark taken' }, clean(ack.by) || 'somebody', ' takes care', ack.note ? ': ' + clean(ack.note) : ''));
  if (incident.reopened) all.push(h('li', { class: 'mark' }, 'came back ' + (incident.reopened === 1 ? 'once' : number(incident.reopened) + ' times')));
  return all.length ? h('ul', { class: 'marks' }, all) : null;
}

/** Where people see it. */
export function told(incident) {
  const { state, channel } = incident.told;
  if (state === 'TOLD' || state === 'BEHIND') return h('span', { class: 'faint' }, 'told' + (channel ? ' in ' + clean(channel) : ''));
  if (state === 'BEING_TOLD') return h('span', { class: 'faint' }, 'being told');
  return state === 'NOT_TOLD' && !incident.hold && !isOver(incident) ? h('span', {}, 'not told yet') : null;
}

function by(hold) {
  const who = clean(hold.by);
  const why = clean(hold.reason);
  if (!who && !why) return '';
  return ' (' + [who, why].filter(Boolean).join(': ') + ')';
}

function row(incident) {
  const over = isOver(incident);
  return h('li', { class: 'incident ' + (over ? 'over' : incident.severity) + (incident.partOf ? ' part' : ''), 'data-key': 'row ' + incident.incident },
    h('a', { class: 'card', href: pageOf(incident.incident), 'data-local': true, 'data-key': incident.incident },
      h('span', { class: 'first' },
        stateOf(incident),
        h('bdi', { class: 'subject' }, clean(incident.subject)),
        h('span', { class: 'short', title: clean(incident.incident) }, clean(incident.shortId))),
      h('span', { class: 'figures' },
        h('span', {}, hosts(incident)),
        h('span', {}, plural(incident.crashes, 'crash', 'crashes')),
        h('span', {}, 'since ', time(incident.openedAt)),
        h('span', { class: 'faint' }, 'last crash ', ago(incident.lastCrashAt)),
        told(incident)),
      incident.cause ? h('span', { class: 'cause-line' }, h('bdi', {}, clean(incident.cause))) : null,
      h('span', { class: 'names' }, incident.hosts.map(name => h('bdi', {}, clean(name))),
        incident.hostCount > incident.hosts.length ? h('span', {}, '+' + number(incident.hostCount - incident.hosts.length)) : null)),
    marks(incident));
}

function section(title, incidents, more) {
  if (!incidents.length) return null;
  return h('section', {},
    h('h2', {}, title, ' ', h('span', { class: 'n' }, number(incidents.length))),
    h('ul', { class: 'incidents' }, (more ? incidents.slice(0, more) : incidents).map(row)),
    more && incidents.length > more
      ? h('button', { class: 'more', type: 'button', 'data-key': 'more', click: () => { allClosed = true; dispatchEvent(new Event('groundhog:redraw')); } },
        'Show ' + number(incidents.length - more) + ' more')
      : null);
}

function nothing(words, closed, kafka) {
  if (kafka.state !== 'LIVE') return h('div', { class: 'calm' }, h('h1', {}, 'No open incident is known'), h('p', { class: 'faint' }, 'Not all has been read; there may be some.'));
  if (words) return h('div', { class: 'calm' }, h('h1', {}, 'Nothing is found'), h('p', { class: 'faint' }, 'No incident has all of these words.'));
  return h('div', { class: 'calm' },
    h('img', { src: base + 'icon.svg', alt: '', width: 72, height: 72 }),
    h('h1', {}, 'Nothing crashes'),
    h('p', { class: 'faint' }, closed.length ? ['The last crash was ', ago(closed[0].lastCrashAt), '.'] : 'There was no incident yet.'));
}

/** The page's content. */
export function list(data, words) {
  const open = data.incidents.filter(i => !isOver(i));
  const held = open.filter(i => i.hold);
  const told = open.filter(i => !i.hold);
  const over = data.incidents.filter(i => isOver(i) && i.state !== 'closed');
  const closed = data.incidents.filter(i => i.state === 'closed');
  return [
    open.length ? h('h1', { class: 'unseen' }, plural(open.length, 'incident is open', 'incidents are open')) : null,
    open.length ? null : nothing(words, data.incidents.filter(isOver), data.kafka),
    section('Open', told),
    section('Held back by a silence', held),
    section('Over', over),
    section('Closed', closed, allClosed ? 0 : CLOSED_SHOWN),
  ];
}

/** What the tab says. */
export function title(data) {
  const open = data.incidents.filter(i => !isOver(i) && !i.hold).length;
  return (open ? '(' + open + ') ' : '') + 'Groundhog';
}
