/* The timeline of an incident: the same one as in the report. It is asked for when somebody looks. */

import { h } from './dom.js';
import { ask, base } from './live.js';

const AGAIN_AFTER = 1500;

let library = null;

/** The script that draws is large, and only a detail page needs it. */
function load() {
  library ??= script('echarts.js').then(() => script('timeline.js'));
  return library;
}

function script(name) {
  const src = base + name;
  return new Promise((done, failed) => {
    document.head.append(h('script', { src, load: done, error: () => failed(new Error(src)) }));
  });
}

/** A panel for one incident; `update(revision)` when it has changed. */
export function chart(id) {
  const text = h('p', { class: 'faint chart-text', role: 'status' }, 'The log is played again…');
  const place = h('div', { class: 'chart-place' });
  const panel = h('section', { class: 'panel chart', 'aria-label': 'Timeline' }, h('h2', {}, 'Timeline'), text, place);
  let view = null;
  let shown = 0;
  let wanted = 0;
  let timer = null;
  let asking = false;

  async function look() {
    if (asking || !panel.isConnected && view) return;
    asking = true;
    clearTimeout(timer);
    try {
      const answer = await ask('api/timelines/' + encodeURIComponent(id));
      await load();
      if (answer.report && answer.revision > shown) draw(answer);
      if (answer.state === 'failed') text.textContent = 'There is no timeline: ' + (answer.why || 'the log could not be read') + '.';
      if (answer.state === 'busy') text.textContent = 'Others are looking; this one waits for its turn.';
      if (answer.state !== 'ready' && answer.state !== 'failed') timer = setTimeout(look, AGAIN_AFTER);
    } catch {
      if (!view) text.textContent = 'The timeline cannot be had now.';
      timer = setTimeout(look, 4 * AGAIN_AFTER);
    } finally {
      asking = false;
    }
  }

  function draw(answer) {
    shown = answer.revision;
    text.remove();
    if (view) view.update(answer.report);
    else view = window.groundhogTimeline.show(place, answer.report);
  }

  return {
    panel,
    id,
    update(revision) {
      if (revision === wanted) return;
      wanted = revision;
      look();
    },
    dispose() {
      clearTimeout(timer);
      if (view) view.dispose();
    },
  };
}
