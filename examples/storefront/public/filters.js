import { h } from './dom.js';
import { money, words } from './words.js';

/** Filters that a person opened stay open while the list changes. */
const opened = new Set();
const SHOWN = 8;

/**
 * The choices that the found products leave, each with how many there would be.
 * @param facets null: only what any product has can be chosen
 * @param change gets the address's new query
 */
export function showFilters(facets, currency, change) {
  const text = words();
  const query = new URLSearchParams(location.search);
  const set = (name, value) => {
    if (value) query.set(name, value);
    else query.delete(name);
    void change(query);
  };
  const chosen = [...query.keys()].filter((name) => !['q', 'sort'].includes(name)).length;
  const box = h(
    'details',
    { class: 'filters', open: opened.has('all') || matchMedia('(min-width: 56rem)').matches },
    h('summary', {}, text.filters, chosen > 0 && h('b', { class: 'count' }, String(chosen))),
    h(
      'label',
      { class: 'check' },
      h('input', {
        ...{ type: 'checkbox', name: 'inStock', checked: query.has('inStock') },
        onchange: (event) => set('inStock', event.target.checked && 'true'),
      }),
      text.inStock,
    ),
    priceBand(facets?.price, currency, query, set),
    facets?.filters.map((filter) => choice(filter, query, change)),
    chosen > 0 && h('button', { type: 'button', class: 'plain', onclick: () => change(kept(query)) }, text.reset),
  );
  box.addEventListener('toggle', () => opened[box.open ? 'add' : 'delete']('all'));
  return box;
}

const kept = (query) => new URLSearchParams([...query].filter(([name]) => ['q', 'sort'].includes(name)));

function priceBand(bounds, currency, query, set) {
  const text = words();
  const field = (name, label, bound) =>
    h('input', {
      ...{
        type: 'text',
        inputmode: 'decimal',
        name,
        'aria-label': `${text.price} ${label}`,
        placeholder: bound ? `${label} ${money(bound)}` : label,
      },
      ...{ value: query.get(name) ?? '', maxlength: '12', pattern: '\\d{1,9}([.,]\\d{1,2})?' },
      onchange: (event) => event.target.checkValidity() && set(name, event.target.value.trim()),
    });
  return h(
    'fieldset',
    {},
    h('legend', {}, currency ? `${text.price}, ${currency}` : text.price),
    h('div', { class: 'band' }, field('priceFrom', text.from, bounds?.min), field('priceTo', text.to, bounds?.max)),
  );
}

function choice({ name, title, values }, query, change) {
  const picked = new Set(query.getAll(name));
  const toggle = (value, on) => {
    query.delete(name, value);
    if (on) query.append(name, value);
    void change(query);
  };
  const row = ({ value, text, count }) =>
    h(
      'label',
      { class: 'check' },
      h('input', {
        ...{ type: 'checkbox', name, value, checked: picked.has(value) },
        onchange: (event) => toggle(value, event.target.checked),
      }),
      h('span', {}, text),
      h('small', { class: 'quiet' }, String(count)),
    );
  const rest = values.slice(SHOWN);
  const more = h(
    'details',
    { open: opened.has(name) || rest.some(({ value }) => picked.has(value)) },
    h('summary', { class: 'plain' }, `+ ${rest.length}`),
    rest.map(row),
  );
  more.addEventListener('toggle', () => opened[more.open ? 'add' : 'delete'](name));
  return h(
    'fieldset',
    {},
    h('legend', {}, words()[title] ?? title),
    values.slice(0, SHOWN).map(row),
    rest.length > 0 && more,
  );
}
