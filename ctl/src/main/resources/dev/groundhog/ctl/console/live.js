/* What the server knows: asked for when it says that something changed. */

import { setNow } from './dom.js';

/** The path of the list: below it is all there is, and it may itself be below the path of a proxy. */
export const base = location.pathname.match(/^(.*\/)incidents\/./)?.[1] ?? location.pathname.replace(/[^/]*$/, '');

const HIDDEN_EVERY = 30000;
const AGAIN_AFTER = 2000;

/** Thrown with the server's own words. */
export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** Paths are those below the base. */
export async function ask(path) {
  return answer(await fetch(base + path, { headers: { Accept: 'application/json' } }));
}

/** The token, if the server wants one, is kept for this tab alone. */
export const token = {
  get: () => sessionStorage.getItem('groundhog.token') || '',
  set: value => sessionStorage.setItem('groundhog.token', value),
};

export async function say(path, wish) {
  const headers = { 'Content-Type': 'application/json' };
  if (token.get()) headers.Authorization = 'Bearer ' + token.get();
  return answer(await fetch(base + path, { method: 'POST', headers, body: JSON.stringify(wish) }));
}

async function answer(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(response.status, body.error || 'HTTP ' + response.status);
  if (body.now) setNow(body.now);
  return body;
}

/**
 * Calls `changed` whenever there is something new, and `reached(true|false)` when the server comes
 * and goes. A hidden tab has no connection, for a browser has six in all: it asks now and then.
 */
export function follow(changed, reached) {
  let stream = null;
  let timer = null;

  function open() {
    close();
    stream = new EventSource(base + 'api/stream');
    stream.addEventListener('changed', () => { reached(true); changed(); });
    stream.addEventListener('error', () => {
      reached(false);
      // A browser gives up for good on some answers.
      if (stream && stream.readyState === EventSource.CLOSED) timer = setTimeout(open, AGAIN_AFTER);
    });
  }

  function close() {
    clearTimeout(timer);
    clearInterval(timer);
    if (stream) stream.close();
    stream = null;
  }

  function look() {
    if (document.hidden) {
      close();
      timer = setInterval(changed, HIDDEN_EVERY);
    } else {
      open();
    }
  }

  document.addEventListener('visibilitychange', look);
  // Else the page that comes may find no connection free.
  addEventListener('pagehide', close);
  addEventListener('pageshow', event => { if (event.persisted) look(); });
  look();
}
