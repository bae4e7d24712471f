import { ask } from './api.js';
import { h, picture } from './dom.js';
import { showFilters } from './filters.js';
import { counted, money, words } from './words.js';

/** All products, or those of a group; found by words, filtered, sorted: all of that stands in the address. */
export async function showList({ match, shop, show, go, isCurrent }) {
  const group = match[1];
  const query = new URLSearchParams(location.search);
  if (group) query.set('group', group);
  const [page, facets] = await Promise.all([
    ask(`/products?${query}`),
    // While what is found by is still being made, the goods are shown without filters.
    ask(`/facets?${query}`).catch(() => null),
  ]);
  if (!isCurrent()) return;
  const text = words();
  const change = (changed) =>
    go(`${location.pathname}${changed.size > 0 ? `?${changed}` : ''}`, { replace: true, keepPlace: true });
  const grid = h('div', { class: 'grid' }, page.items.map(cardOf));
  const focused = document.activeElement?.closest('.filters') && document.activeElement;
  const name = shop.groups.find(({ id }) => id === group)?.name ?? (query.has('q') ? `«${query.get('q')}»` : text.all);
  show(
    h(
      'div',
      { class: 'shelves' },
      h('aside', { class: 'side' }, groupsOf(shop, group), showFilters(facets, shop.currency, change)),
      h(
        'section',
        { class: 'list' },
        h(
          'div',
          { class: 'heading' },
          h('h1', {}, name),
          facets && h('span', { class: 'quiet', id: 'found' }, counted(text.found, facets.total)),
          sorting(change),
        ),
        page.items.length > 0
          ? grid
          : h('div', { class: 'notice' }, h('h2', {}, text.nothing), h('p', {}, text.nothingHelp)),
        moreButton(page.next, query, grid),
      ),
    ),
  );
  if (focused) focusAgain(focused);
}

/** Who chooses by keyboard stays where he was, though the filters were made anew. */
function focusAgain({ name, value, type }) {
  const all = [...document.querySelectorAll('.filters input')].filter((input) => input.name === name);
  (all.find((input) => type !== 'checkbox' || input.value === value) ?? all[0])?.focus();
}

function cardOf(product) {
  const text = words();
  return h(
    'a',
    { class: `card${product.isOut ? ' is-out' : ''}`, href: `/product/${product.id}` },
    picture(product.picture, product.name),
    h(
      'div',
      { class: 'card-text' },
      h('h2', {}, product.name),
      h('p', { class: 'card-foot' }, priceText(product), product.isOut && h('span', { class: 'tag' }, text.out)),
    ),
  );
}

/** `from 9.90 €`, when variants cost different. */
export function priceText({ price, isFrom }) {
  const text = words();
  if (!price) return h('span', { class: 'quiet' }, text.noPrice);
  return h('span', { class: 'price' }, isFrom && h('small', {}, `${text.from} `), money(price.amount, price.currency));
}

/** The groups at the top, and those around the one that is shown. */
function groupsOf({ groups }, current) {
  const text = words();
  const byId = new Map(groups.map((group) => [group.id, group]));
  const way = new Set();
  for (let id = current; id && !way.has(id); id = byId.get(id)?.parent) way.add(id);
  const branch = (parent) =>
    groups
      .filter((group) => (byId.has(group.parent) ? group.parent : null) === parent)
      .map(({ id, name }) => [
        h('a', { href: `/group/${id}`, class: parent ? 'below' : '', 'aria-current': id === current && 'page' }, name),
        way.has(id) ? branch(id) : [],
      ]);
  if (groups.length === 0) return null;
  return h(
    'nav',
    { class: 'groups', 'aria-label': text.groups },
    h('a', { href: '/', 'aria-current': !current && 'page' }, text.all),
    branch(null),
  );
}

function sorting(change) {
  const text = words();
  const query = new URLSearchParams(location.search);
  const orders = { '': text.byDefault, name: text.byName, price: text.cheapFirst, '-price': text.dearFirst };
  const select = h(
    'select',
    {
      ...{ 'aria-label': text.sort, class: 'sort' },
      onchange: () => {
        if (select.value) query.set('sort', select.value);
        else query.delete('sort');
        void change(query);
      },
    },
    Object.entries(orders).map(([value, name]) =>
      h('option', { value, selected: value === (query.get('sort') ?? '') }, name),
    ),
  );
  return select;
}

function moreButton(next, query, grid) {
  if (!next) return null;
  const button = h('button', { type: 'button', class: 'more', onclick: load }, words().more);
  let cursor = next;
  async function load() {
    button.disabled = true;
    try {
      const page = await ask(`/products?${new URLSearchParams([...query, ['cursor', cursor]])}`);
      grid.append(...page.items.map(cardOf));
      cursor = page.next;
      if (!cursor) button.remove();
    } finally {
      button.disabled = false;
    }
  }
  return button;
}
