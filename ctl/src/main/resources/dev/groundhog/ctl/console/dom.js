/* Elements from data. Text always goes in as text: nothing here parses markup. */

/** An element; attributes by name, functions as listeners; children are elements, text, or null. */
export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (name === 'class') element.className = value;
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children) {
    if (Array.isArray(child)) append(element, child);
    else if (child !== null && child !== undefined && child !== false) element.append(child);
  }
}

/** Other people's text: on one line, nothing that would turn the line around. */
export function clean(text) {
  return String(text ?? '').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

/** The same for lines of a log, whose spaces mean something. */
export function logLine(text) {
  return String(text ?? '').replace(/\t/g, '    ').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\u00b7');
}

export const number = n => Number(n).toLocaleString('en-US');

export const plural = (n, one, many) => number(n) + ' ' + (n === 1 ? one : many);

/** 1d 2h, 4m 20s: the two largest units. */
export function lasting(ms) {
  const s = Math.max(0, Math.floor(ms / 1000));
  const parts = [[Math.floor(s / 86400), 'd'], [Math.floor(s / 3600) % 24, 'h'], [Math.floor(s / 60) % 60, 'm'], [s % 60, 's']];
  const some = parts.filter(([n]) => n > 0).slice(0, 2);
  return some.length ? some.map(([n, unit]) => n + unit).join(' ') : '0s';
}

/** One unit: it is read at a glance, and changes rarely. */
function shortly(ms) {
  return lasting(ms).split(' ')[0];
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
const whole = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long' });

/** The clock of the console's machine, as far as is known: browsers' clocks are wrong. */
let ahead = 0;

export function setNow(iso) {
  ahead = Date.parse(iso) - Date.now();
}

export const now = () => Date.now() + ahead;

/** A moment, with as much of the day as is needed. */
export function time(iso) {
  const at = new Date(iso);
  const today = new Date(now()).toDateString() === at.toDateString();
  return h('time', { datetime: iso, title: whole.format(at) }, (today ? clock : day).format(at));
}

/** How long ago; kept true by tick(). */
export function ago(iso, after = ' ago') {
  return h('time', { datetime: iso, title: whole.format(new Date(iso)), 'data-ago': after }, shortly(now() - Date.parse(iso)) + after);
}

/** Brings what says how long ago something was up to date. */
export function tick() {
  for (const each of document.querySelectorAll('time[data-ago]')) {
    const text = shortly(now() - Date.parse(each.getAttribute('datetime'))) + each.dataset.ago;
    if (each.textContent !== text) each.textContent = text;
  }
}

export function toast(text) {
  const place = document.getElementById('toast');
  place.textContent = text;
  place.classList.add('shown');
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => place.classList.remove('shown'), 5000);
}

/**
 * Makes the element's content what is given. What is the same stays the very node, so that a click is
 * not lost, nor a selection, when something else on the page changes. Nodes of another data-key are
 * never made of each other, for they have listeners of their own; those with data-keep are left alone.
 */
export function replace(element, ...content) {
  const held = document.activeElement?.closest?.('[data-key]')?.dataset.key;
  const inside = element.contains(document.activeElement);
  const fresh = element.cloneNode(false);
  append(fresh, content);
  for (const details of fresh.querySelectorAll('details[data-key]')) {
    const old = keyed(element, 'details', details.dataset.key);
    if (old) details.open = old.open;
  }
  children(element, fresh);
  if (inside && held && !element.contains(document.activeElement)) keyed(element, '', held)?.focus({ preventScroll: true });
}

function keyed(element, tag, key) {
  return [...element.querySelectorAll(tag + '[data-key]')].find(each => each.dataset.key === key);
}

function children(old, fresh) {
  const before = [...old.childNodes];
  const after = [...fresh.childNodes];
  after.forEach((node, i) => { if (i < before.length) morph(before[i], node); else old.append(node); });
  before.slice(after.length).forEach(node => node.remove());
}

function morph(old, fresh) {
  if (old.isEqualNode(fresh)) return;
  const alike = old instanceof HTMLElement && fresh instanceof HTMLElement && old.tagName === fresh.tagName
    && old.dataset.key === fresh.dataset.key && old.dataset.keep === fresh.dataset.keep;
  if (!alike) {
    old.replaceWith(fresh);
  } else if (!old.dataset.keep) {
    for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
    for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    children(old, fresh);
  }
}
