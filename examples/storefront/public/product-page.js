import { ask } from './api.js';
import { h, picture, stepper } from './dom.js';
import { cart } from './kept.js';
import { priceText } from './list-page.js';
import { quantity as amountOf, fill, money, words } from './words.js';

/** From this many on it is just "in stock". */
const FEW = 5;

/** One product: its pictures, its variants, what it is. */
export async function showProduct({ match, shop, show, say, isCurrent }) {
  const product = await ask(`/products/${match[1]}`);
  if (!isCurrent()) return;
  document.title = `${product.name} · ${document.title}`;
  const text = words();
  const buying = h('div', { class: 'buying' });
  const first = product.offers.find((offer) => canBuy(offer)) ?? product.offers[0];
  choose(first, 1);

  function choose(offer, count) {
    const change = (next) => choose(offer, next);
    buying.replaceChildren(
      ...variants(product.offers, offer, (next) => choose(next, 1)),
      h(
        'p',
        { class: 'big-price' },
        offer ? priceText({ price: offer.price }) : h('span', { class: 'quiet' }, text.out),
      ),
      ...(offer ? [stockLine(offer)] : []),
      ...(canBuy(offer)
        ? [h('div', { class: 'buy' }, stepper(count, stepWords(), change), addButton(offer, count))]
        : []),
    );
  }

  function addButton(offer, count) {
    const line = {
      offer: offer.id,
      product: product.id,
      name: product.name,
      label: offer.label,
      picture: product.picture,
    };
    const add = () => {
      cart.add({ ...line, quantity: count });
      say(text.added);
    };
    return h('button', { type: 'button', class: 'button', onclick: add }, text.add);
  }

  show(
    h('nav', { class: 'way' }, wayOf(shop, product.group)),
    h(
      'article',
      { class: 'product' },
      gallery(product),
      h(
        'div',
        { class: 'facts' },
        h('h1', {}, product.name),
        h(
          'p',
          { class: 'quiet' },
          [product.brand, product.sku && `${text.sku} ${product.sku}`].filter(Boolean).join(' · '),
        ),
        buying,
        product.description &&
          h('section', {}, h('h2', {}, text.about), h('p', { class: 'description' }, product.description)),
        product.properties.length > 0 &&
          h(
            'section',
            {},
            h('h2', {}, text.properties),
            h(
              'dl',
              {},
              product.properties.map(({ name, value }) => h('div', {}, h('dt', {}, name), h('dd', {}, value))),
            ),
          ),
      ),
    ),
  );
}

export const stepWords = () => ({ quantity: words().quantity, less: words().less, more: words().moreOf });
const canBuy = (offer) => Boolean(offer?.price) && !(offer.stock !== null && Number(offer.stock) <= 0);

function stockLine({ stock }) {
  const text = words();
  if (stock === null) return h('p', { class: 'stock' }, text.unknown);
  const left = Number(stock); // only to choose the words: what is ordered is checked by the shop
  if (left <= 0) return h('p', { class: 'stock none' }, text.out);
  return h('p', { class: 'stock some' }, left < FEW ? fill(text.few, amountOf(stock)) : text.has);
}

/** The variants to choose from, when there are several. */
function variants(offers, chosen, choose) {
  if (offers.length < 2) return [];
  const names = [...new Set(offers.flatMap(({ characteristics }) => Object.keys(characteristics)))].join(', ');
  return [
    h(
      'fieldset',
      { class: 'variants' },
      h('legend', {}, names || words().choose),
      offers.map((offer) =>
        h(
          'label',
          { class: canBuy(offer) ? 'variant' : 'variant is-out' },
          h('input', {
            type: 'radio',
            name: 'variant',
            value: offer.id,
            checked: offer === chosen,
            onchange: () => choose(offer),
          }),
          h('span', {}, offer.label ?? offer.sku ?? '…'),
          offer.price && h('small', {}, money(offer.price.amount, offer.price.currency)),
        ),
      ),
    ),
  ];
}

function gallery(product) {
  const large = h('div', { class: 'large' }, picture(product.picture, product.name, 'large'));
  if (product.pictures.length < 2) return h('div', { class: 'gallery' }, large);
  const pick = (each) => large.replaceChildren(picture(each, product.name, 'large'));
  const small = product.pictures.map((each, at) =>
    h(
      'button',
      { type: 'button', 'aria-label': `${product.name}, ${at + 1}`, onclick: () => pick(each) },
      picture(each, product.name, 'small'),
    ),
  );
  return h('div', { class: 'gallery' }, large, h('div', { class: 'small' }, small));
}

function wayOf({ groups }, group) {
  const byId = new Map(groups.map((each) => [each.id, each]));
  const way = [];
  for (let id = group; byId.has(id) && way.length < 20; id = byId.get(id).parent) way.unshift(byId.get(id));
  return [
    h('a', { href: '/' }, words().all),
    way.map(({ id, name }) => [' / ', h('a', { href: `/group/${id}` }, name)]),
  ];
}
