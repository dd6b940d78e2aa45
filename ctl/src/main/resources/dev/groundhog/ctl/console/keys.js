/* Keys: / search, j and k through the list, a and s on an incident, Escape back. */

function isTyping(event) {
  return event.target.closest('input, select, textarea, dialog') || event.ctrlKey || event.metaKey || event.altKey;
}

function step(by) {
  const all = [...document.querySelectorAll('.incidents a.card')];
  if (!all.length) return;
  const at = all.indexOf(document.activeElement);
  const next = all[Math.min(all.length - 1, Math.max(0, at + by))];
  next.focus();
  next.scrollIntoView({ block: 'nearest' });
}

export function keys(actions) {
  document.addEventListener('keydown', event => {
    const search = document.getElementById('search');
    if (event.key === 'Escape' && event.target === search) { search.value = ''; actions.search(''); search.blur(); return; }
    // What draws the timeline has keys of its own.
    if (isTyping(event) || event.defaultPrevented || event.target.closest('.chart-place')) return;
    const known = {
      '/': () => search.focus(),
      j: () => step(1),
      k: () => step(-1),
      a: actions.acknowledge,
      s: actions.silence,
      Escape: actions.back,
    }[event.key];
    if (!known) return;
    event.preventDefault();
    known();
  });
}
