/* The page: which of its two sights is shown, and how the server is doing. */

import { clean, h, replace, tick, time } from './dom.js';
import { ask, base, follow, Refused } from './live.js';
import { list, title } from './list.js';
import { detail } from './detail.js';
import { acknowledge, endSilence, silence } from './people.js';
import { chart } from './chart.js';
import { keys } from './keys.js';

const main = document.getElementById('main');
const banner = document.getElementById('banner');
const search = document.getElementById('search');

let data = null;
let current = null;
let reachedAt = new Date().toISOString();
let reached = true;
let asking = false;
let again = false;

const below = base + 'incidents/';
const idHere = () => location.pathname.startsWith(below) ? decodeURIComponent(location.pathname.slice(below.length)) : null;
const words = () => new URLSearchParams(location.search).get('q') || '';

/** One question at a time; what changes meanwhile is asked for right after. */
async function refresh() {
  if (asking) { again = true; return; }
  asking = true;
  const id = idHere();
  try {
    const fresh = await ask(id === null ? 'api/incidents?q=' + encodeURIComponent(words()) : 'api/incidents/' + encodeURIComponent(id));
    if (id !== idHere()) again = true;
    else { data = fresh; draw(); }
    isReached(true);
  } catch (e) {
    if (e instanceof Refused && e.status === 404) notFound(e.message);
    else if (e instanceof Refused) say(clean(e.message));
    else isReached(false);
  } finally {
    asking = false;
    if (again) { again = false; refresh(); }
  }
}

const actions = {
  get canWrite() { return data && data.writing !== 'NONE'; },
  ack: summary => acknowledge(summary, data.writing),
  silence: alert => silence(alert, data.writing),
  end: event => endSilence(event, data.writing),
};

function draw() {
  if (!data) return;
  if (idHere() === null) {
    leave();
    replace(main, list(data, words()));
    document.title = title(data);
  } else if (data.detail) {
    const { alert, summary } = data.detail;
    if (!current || current.id !== alert.incident) { leave(); current = chart(alert.incident); }
    replace(main, detail(data, actions));
    if (!current.panel.isConnected) main.querySelector('[data-keep]').replaceChildren(current.panel);
    current.update(alert.revision);
    document.title = clean(summary.subject) + ' · Groundhog';
  }
  pulse();
}

function leave() {
  if (current) current.dispose();
  current = null;
}

function notFound(why) {
  leave();
  data = null;
  replace(main, h('p', { class: 'back' }, h('a', { href: base, 'data-local': true }, '← All incidents')),
    h('div', { class: 'calm' }, h('h1', {}, 'No such incident'), h('p', { class: 'faint' }, clean(why))));
}

function isReached(is) {
  if (is) reachedAt = new Date().toISOString();
  reached = is;
  pulse();
}

/** How true the page is. */
function pulse() {
  const kafka = data && data.kafka;
  const state = !reached ? 'gone' : !kafka ? 'reading' : kafka.state.toLowerCase();
  const text = { gone: 'no connection', reading: 'reading', live: 'live', away: 'Kafka away', stopped: 'updates stopped' }[state];
  document.getElementById('pulse').className = 'pulse ' + state;
  const place = document.getElementById('pulse-text');
  if (place.textContent !== text) place.textContent = text;
  if (state === 'gone') say('The console has not answered since ', time(reachedAt), '. What you see was true then.');
  else if (state === 'away') say('Kafka has not answered since ', time(kafka.since), '. What you see was true then; it goes on by itself.');
  else if (state === 'stopped') say('Live updates have stopped since ', time(kafka.since), ': ' + clean(kafka.why) + '. What you see was true then; it is tried again.');
  else if (state === 'reading') say(kafka?.why ? 'Kafka has ' + clean(kafka.why) + '; they come with the streams-app.' : 'The topics are being read; there may be more.');
  else say();
}

function say(...text) {
  const same = banner.textContent === text.map(part => part.textContent ?? part).join('');
  if (!same) banner.replaceChildren(...text);
  banner.hidden = !text.length;
}

function go(path, push) {
  if (push) history.pushState(null, '', path);
  data = null;
  search.value = words();
  main.classList.add('waits');
  refresh().then(() => {
    main.classList.remove('waits');
    if (push) { scrollTo(0, 0); main.focus({ preventScroll: true }); }
  });
}

document.addEventListener('click', event => {
  const link = event.target.closest('a[data-local]');
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(link.getAttribute('href'), true);
});

function searched(text) {
  const path = base + (text ? '?q=' + encodeURIComponent(text) : '');
  if (idHere() === null) history.replaceState(null, '', path);
  else history.pushState(null, '', path);
  refresh();
}

let typing = null;
search.addEventListener('input', () => {
  clearTimeout(typing);
  typing = setTimeout(() => searched(search.value.trim()), 150);
});
document.querySelector('.search').addEventListener('submit', event => {
  event.preventDefault();
  document.querySelector('.incidents a.card')?.focus();
});

addEventListener('popstate', () => go(location.pathname, false));
addEventListener('groundhog:redraw', draw);
document.getElementById('dialog').addEventListener('close', () => main.focus({ preventScroll: true }));

keys({
  search: searched,
  acknowledge: () => { if (current && actions.canWrite && data?.detail.summary.state !== 'closed') actions.ack(data.detail.summary); },
  silence: () => { if (current && actions.canWrite && data?.detail.summary.state !== 'closed') actions.silence(data.detail.alert); },
  back: () => { if (idHere() !== null) go(base, true); },
});

document.querySelector('.brand').setAttribute('href', base);
search.value = words();
setInterval(tick, 1000);
follow(refresh, isReached);
refresh();
