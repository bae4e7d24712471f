import { ask } from './api.js';
import { h } from './dom.js';
import { quantity as amountOf, fill, moment, money, words } from './words.js';

const AGAIN_MS = 2000;

/** Where an order is. It looks again by itself: what 1C decides appears without a reload. */
export async function showOrder({ match, show, isCurrent }) {
  let before;
  for (;;) {
    try {
      const order = await ask(`/orders/${match[1]}`);
      if (!isCurrent()) return;
      const now = JSON.stringify(order);
      if (now !== before) show(page(order));
      before = now;
    } catch (error) {
      // What is shown stays while the shop is away for a moment.
      if (before === undefined || error.code === 'not-found') throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    while (document.hidden && isCurrent()) await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    if (!isCurrent()) return;
  }
}

function page(order) {
  const text = words();
  const { number, status, total, currency, placedAt, trackingNumber } = order;
  return h(
    'section',
    { class: 'order' },
    h('h1', {}, fill(text.thanks, number)),
    h('p', { class: 'quiet' }, fill(text.placedAt, moment(placedAt))),
    order.cancelled ? h('p', { class: 'problem' }, text.cancelled) : steps(order),
    status && h('p', { id: 'status' }, `${text.status}: `, h('strong', {}, status)),
    trackingNumber && h('p', {}, `${text.tracking}: `, h('strong', {}, trackingNumber)),
    h(
      'table',
      {},
      h(
        'tbody',
        {},
        order.lines.map((line) =>
          h(
            'tr',
            {},
            h('td', {}, line.name),
            h('td', { class: 'number' }, `× ${amountOf(line.quantity)}`),
            h('td', { class: 'number' }, money(line.amount, currency)),
          ),
        ),
      ),
      h(
        'tfoot',
        {},
        h('tr', {}, h('th', { colspan: '2' }, text.total), h('th', { class: 'number' }, money(total, currency))),
      ),
    ),
    h('p', {}, h('a', { class: 'button', href: '/' }, text.toShop)),
  );
}

function steps(order) {
  const done = { placed: true, accepted: order.accepted, paid: order.paid, shipped: order.shipped };
  return h(
    'ol',
    { class: 'steps' },
    Object.entries(words().steps).map(([name, text]) =>
      h('li', { class: done[name] ? 'done' : '', 'data-step': name }, text),
    ),
  );
}
