/* Silence and acknowledge: what a person says. */

import { clean, h, toast } from './dom.js';
import { Refused, say, token } from './live.js';
import { covers } from './detail.js';

const dialog = document.getElementById('dialog');
const NAME = 'groundhog.author';

function field(label, input, hint) {
  return h('label', {}, h('span', {}, label), input, hint ? h('span', { class: 'hint' }, hint) : null);
}

const author = () => h('input', { name: 'author', required: true, maxlength: 200, autocomplete: 'name', value: localStorage.getItem(NAME) || '' });

/** A form in the dialog; `send` gets what was typed, and the dialog stays open if that fails. */
function form(title, writing, fields, button, send) {
  const trouble = h('p', { class: 'trouble', role: 'alert' });
  const submit = h('button', { class: 'primary', type: 'submit' }, button);
  const asked = writing === 'TOKEN'
    ? field('Token', h('input', { name: 'token', type: 'password', required: true, autocomplete: 'off', value: token.get() }), 'console.token; kept in this tab only')
    : null;
  const body = h('form', { 'aria-labelledby': 'dialog-title', submit: sent },
    h('h2', { id: 'dialog-title' }, title), fields, field('Your name', author()), asked, trouble,
    h('div', { class: 'buttons' }, h('button', { type: 'button', click: () => dialog.close() }, 'Cancel'), submit));

  async function sent(event) {
    event.preventDefault();
    const typed = Object.fromEntries(new FormData(body));
    localStorage.setItem(NAME, typed.author);
    if (typed.token) token.set(typed.token);
    delete typed.token;
    submit.disabled = true;
    trouble.textContent = '';
    try {
      await send(typed);
      dialog.close();
    } catch (e) {
      trouble.textContent = e instanceof Refused ? e.message : 'The console does not answer.';
      // Not to be offered again.
      if (e instanceof Refused && e.status === 401) token.set('');
    } finally {
      submit.disabled = false;
    }
  }

  dialog.setAttribute('aria-labelledby', 'dialog-title');
  dialog.replaceChildren(body);
  dialog.showModal();
  const first = body.querySelector('[autofocus]') || body.querySelector('input');
  first.focus();
}

export function acknowledge(summary, writing) {
  form('Take care of ' + clean(summary.subject), writing,
    [field('What others should know', h('input', { name: 'text', maxlength: 1000, autofocus: true, placeholder: 'rolling back' }))],
    'Acknowledge',
    async typed => {
      await say('api/acks', { incident: summary.incident, text: typed.text, author: typed.author });
      toast('You take care of it.');
    });
}

export function silence(alert, writing) {
  const crashing = alert.hosts.filter(host => ['crashing', 'gave-up'].includes(host.state)).map(host => host.host);
  const only = (crashing.length ? crashing : alert.hosts.map(host => host.host));
  const unit = alert.unit ? alert.unit.replace(/\.service$/, '') : '';
  form('Silence ' + clean(alert.unit || only[0] || 'it'), writing,
    [
      h('p', { class: 'hint' }, 'Holds back telling, never counting. Crashes elsewhere are told all the same.'),
      field('For', h('select', { name: 'length', autofocus: true },
        [['30m', '30 minutes'], ['1h', '1 hour'], ['2h', '2 hours'], ['8h', '8 hours'], ['1d', '1 day'], ['7d', '7 days']]
          .map(([value, text]) => h('option', { value, selected: value === '2h' }, text)))),
      field('Unit', h('input', { name: 'unit', value: unit, placeholder: 'any', spellcheck: 'false' }), '* is any text, ? one character'),
      field('Host', h('input', { name: 'host', value: alert.unit ? '' : only[0] || '', placeholder: 'any', spellcheck: 'false' })),
      field('Why', h('input', { name: 'text', required: true, maxlength: 1000, placeholder: 'new disks' })),
    ],
    'Silence',
    async typed => {
      await say('api/silences', typed);
      toast('Silenced.');
    });
}

export function endSilence(event, writing) {
  form('End this silence', writing, [h('p', {}, h('code', {}, covers(event.silence)), ' is told of again.')], 'End it now',
    async typed => {
      await say('api/silences/end', { silence: event.id, author: typed.author });
      toast('The silence has ended.');
    });
}
