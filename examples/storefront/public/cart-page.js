import { ask } from './api.js';
import { h, picture, stepper } from './dom.js';
import { attempt, cart, orders } from './kept.js';
import { orderForm } from './order-form.js';
import { stepWords } from './product-page.js';
import { quantity as amountOf, fill, money, words } from './words.js';

const PROBLEMS = { gone: 'gone', 'no-price': 'noPriceLine', out: 'outLine', less: 'lessLine' };

/** What was chosen, at the prices and the stock of this moment, and the form that orders it. */
export async function showCart(page) {
  const { show, go, isCurrent } = page;
  const lines = cart.lines();
  document.title = `${words().cart} · ${document.title}`;
  if (lines.length === 0 && !attempt.get()) return show(emptyCart());
  // An order that is under way is asked for, though the cart is empty by now.
  const priced =
    lines.length > 0
      ? await ask('/cart', { lines: lines.map(({ offer, quantity }) => ({ offer, quantity })) })
      : { lines: [], currency: null };
  if (!isCurrent()) return;
  const text = words();
  const change = (offer, quantity) => {
    cart.set(offer, quantity);
    void go('/cart', { keepPlace: true });
  };
  show(
    h('h1', {}, text.cart),
    h(
      'div',
      { class: 'checkout' },
      h(
        'section',
        { class: 'lines' },
        lines.map((line, at) => lineOf(line, priced.lines[at], change)),
        priced.currency &&
          h(
            'p',
            { class: 'total' },
            h('span', {}, text.total),
            h('strong', { id: 'total' }, money(priced.total, priced.currency)),
          ),
      ),
      orderForm({ quote: priced.quote, lines }, page),
    ),
  );
}

function lineOf(line, { price, currency, amount, stock, problem }, change) {
  const text = words();
  return h(
    'article',
    { class: `line${problem ? ' wrong' : ''}` },
    h('a', { href: `/product/${line.product}`, class: 'line-picture' }, picture(line.picture, line.name, 'small')),
    h(
      'div',
      { class: 'line-text' },
      h('a', { href: `/product/${line.product}` }, line.name),
      line.label && h('p', { class: 'quiet' }, line.label),
      price && h('p', { class: 'quiet' }, money(price, currency)),
      problem && h('p', { class: 'problem' }, fill(text[PROBLEMS[problem]], stock ? amountOf(stock) : '')),
    ),
    h('strong', { class: 'amount' }, amount ? money(amount, currency) : ''),
    h(
      'div',
      { class: 'line-count' },
      stepper(line.quantity, stepWords(), (quantity) => change(line.offer, quantity)),
      h('button', { type: 'button', class: 'plain', onclick: () => change(line.offer, 0) }, text.remove),
    ),
  );
}

function emptyCart() {
  const text = words();
  const placed = orders.list();
  return h(
    'section',
    { class: 'notice' },
    h('h1', {}, text.emptyCart),
    h('p', {}, text.emptyCartHelp),
    h('p', {}, h('a', { class: 'button', href: '/' }, text.toShop)),
    placed.length > 0 && [
      h('h2', {}, text.myOrders),
      h(
        'ul',
        { class: 'placed' },
        placed.map(({ order, number }) => h('li', {}, h('a', { href: `/order/${order}` }, fill(text.order, number)))),
      ),
    ],
  );
}
