import { ask } from './api.js';
import { h } from './dom.js';
import { attempt, cart, orders } from './kept.js';
import { words } from './words.js';

const FIELDS = [
  ['name', { autocomplete: 'name', required: true, maxlength: '255' }],
  ['phone', { type: 'tel', autocomplete: 'tel', required: true, maxlength: '20' }],
  ['email', { type: 'email', autocomplete: 'email', maxlength: '255' }],
  ['address', { autocomplete: 'street-address', maxlength: '500' }],
  ['comment', { autocomplete: 'off', maxlength: '1000' }],
];
const REFUSALS = {
  'quote-old': 'pricesOld',
  'placed-before': 'placedBefore',
  'too-many': 'tooMany',
  invalid: 'invalid',
  'not-found': 'pricesOld',
};
/** Answers that say nothing of what became of the order: it is sent again, the same, until one does. */
const UNKNOWN = new Set(['no-answer', 'busy', 'unreachable']);
const PAUSES = [500, 1000, 2000, 4000, 8000];

/**
 * Who orders, and the button. What was sent once is kept until it is answered, also over a reload, and is sent again to the letter:
 * Uzel then answers with the same order.
 * @param quote the shop's promise of lines and prices; absent: the cart cannot be ordered as it is
 * @param lines what of the cart it is about: taken out of it when the shop has the order
 */
export function orderForm({ quote, lines }, { go, isCurrent }) {
  const text = words();
  const problem = h('p', { class: 'problem', role: 'alert' });
  const button = h('button', { class: 'button wide', disabled: !quote && !attempt.get() }, text.place);
  const inputs = new Map(FIELDS.map(([name, more]) => [name, inputOf(name, more)]));
  const labels = [...inputs].map(([name, input]) =>
    h(
      'label',
      {},
      h('span', {}, text[name], input.required || h('small', { class: 'quiet' }, ` ${text.optional}`)),
      input,
      h('small', { class: 'problem' }),
    ),
  );
  const fields = h('fieldset', { class: 'fields' }, h('legend', {}, text.whom), labels);
  const form = h('form', { class: 'order-form', novalidate: true, onsubmit: submit }, fields, problem, button);
  if (attempt.get()) void send();
  return form;

  function submit(event) {
    event.preventDefault();
    if (fields.disabled) return;
    const customer = Object.fromEntries([...inputs].map(([name, input]) => [name, input.value.trim()]));
    if (markWrong([...inputs].filter(([, input]) => !input.checkValidity()).map(([name]) => name))) return;
    attempt.set({ quote, customer, lines: lines.map(({ offer, quantity }) => ({ offer, quantity })) });
    void send();
  }

  /** @returns whether any is */
  function markWrong(names) {
    for (const [name, input] of inputs) {
      const isWrong = names.includes(name);
      input.setAttribute('aria-invalid', String(isWrong));
      input.nextElementSibling.textContent = isWrong ? text.wrong[name] : '';
    }
    inputs.get(names.find((name) => inputs.has(name)))?.focus();
    return names.length > 0;
  }

  async function send() {
    fields.disabled = true;
    button.disabled = true;
    button.textContent = text.placing;
    problem.textContent = '';
    const asked = attempt.get();
    if (!asked) return await go('/cart'); // another window had the answer
    const { quote: promised, customer } = asked;
    for (let tries = 0; ; tries += 1) {
      try {
        return await placed(asked, await ask('/orders', { quote: promised, customer }));
      } catch (error) {
        if (!UNKNOWN.has(error.code)) return refused(error);
        problem.textContent = text.notSent;
        if (tries >= PAUSES.length) return offerAgain();
        await new Promise((resolve) => setTimeout(resolve, PAUSES[tries]));
        if (!isCurrent()) return; // the cart's next visit goes on
      }
    }
  }

  async function placed({ quote: promised, lines: ordered }, order) {
    // Only one of two windows takes it out of the cart.
    if (attempt.get()?.quote === promised) {
      attempt.set(null);
      cart.take(ordered);
    }
    orders.add(order);
    await go(`/order/${order.order}`, { replace: true });
  }

  function refused(error) {
    attempt.set(null);
    fields.disabled = false;
    button.disabled = !quote;
    button.textContent = text.place;
    markWrong((error.fields ?? []).map((name) => name.replace(/^customer\./, '')));
    problem.textContent = text[REFUSALS[error.code]] ?? text.unreachable;
    if (error.code === 'quote-old') setTimeout(() => isCurrent() && go('/cart'), 3000);
  }

  function offerAgain() {
    button.disabled = false;
    button.textContent = text.again;
    button.addEventListener('click', again, { once: true });
  }
  function again(event) {
    event.preventDefault();
    void send();
  }
}

function inputOf(name, more) {
  return h(name === 'comment' ? 'textarea' : 'input', {
    ...more,
    ...(name === 'phone' && { pattern: '\\+?[\\d\\s\\(\\)\\-]{7,20}' }),
    ...(name === 'name' && { minlength: '2' }),
    ...(name === 'comment' && { rows: '2' }),
    name,
  });
}
