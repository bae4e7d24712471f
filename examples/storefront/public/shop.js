import { ask } from './api.js';
import { showCart } from './cart-page.js';
import { h } from './dom.js';
import { cart, language } from './kept.js';
import { showList } from './list-page.js';
import { showOrder } from './order-page.js';
import { showProduct } from './product-page.js';
import { words } from './words.js';

/** Which page stands at which address: the pages get the match, and `show` for what they make. */
const PAGES = [
  [/^\/$/, showList],
  [/^\/group\/([\w-]+)$/, showList],
  [/^\/product\/([\w-]+)$/, showProduct],
  [/^\/cart$/, showCart],
  [/^\/order\/([\w.-]+)$/, showOrder],
];
const PROBLEMS = { 'not-found': 'notFound', 'wrong-key': 'wrongKey', busy: 'busy', 'no-answer': 'unreachable' };

const main = document.getElementById('main');
const said = document.getElementById('said');
let turn = 0;
let shop;

/** Tells something for a moment, to those who see and those who hear. */
function say(text) {
  said.textContent = text;
  said.classList.add('shown');
  clearTimeout(say.timer);
  say.timer = setTimeout(() => said.classList.remove('shown'), 2500);
}

/** Shows the page of the address. What a former page still loads is not shown any more. */
async function show() {
  turn += 1;
  const mine = turn;
  const isCurrent = () => mine === turn;
  frame();
  const [match, page] = PAGES.map(([pattern, each]) => [pattern.exec(location.pathname), each]).find(([m]) => m) ?? [];
  try {
    shop ??= await ask('/shop');
    frame();
    const show = (...parts) => isCurrent() && main.replaceChildren(...parts);
    if (shop.isEmpty && page === showList) await waitForGoods(show, isCurrent);
    else if (page) await page({ match, shop, show, say, go, isCurrent });
    else show(problem('not-found'));
  } catch (error) {
    if (!isCurrent()) return;
    if (!error.code) console.error(error);
    main.replaceChildren(problem(error.code));
  }
}

function problem(code) {
  const text = words();
  const help = code === 'not-found' ? h('p', {}, text.notFoundHelp) : null;
  return h(
    'section',
    { class: 'notice' },
    h('h1', {}, text[PROBLEMS[code] ?? 'unreachable']),
    help,
    h('p', {}, h('a', { class: 'button', href: '/' }, text.toShop)),
  );
}

/** A shop that 1C has sent nothing to yet says what to do, and looks again by itself. */
async function waitForGoods(show, isCurrent) {
  const text = words();
  const command =
    'npx uzel emulate --url http://localhost:8080/1c_exchange --login 1c --password … --dir fixtures/demo';
  show(
    h(
      'section',
      { class: 'notice' },
      ...[h('h1', {}, text.noGoods), h('p', {}, text.noGoodsHelp), h('pre', {}, h('code', {}, command))],
      h('p', { class: 'quiet' }, text.noGoodsThen),
    ),
  );
  await new Promise((resolve) => setTimeout(resolve, 1500));
  if (!isCurrent()) return;
  shop = undefined;
  await showAgain();
}
const showAgain = () => show();

/** What stands above every page. */
function frame() {
  const text = words();
  document.documentElement.lang = language.get();
  const name = shop?.name && shop.name !== 'main' ? shop.name : text.shop;
  document.title = name;
  document.getElementById('name').textContent = name;
  document.getElementById('language').value = language.get();
  document.getElementById('language').setAttribute('aria-label', text.language);
  const input = document.querySelector('#search input');
  input.placeholder = text.search;
  input.setAttribute('aria-label', text.search);
  if (document.activeElement !== input) input.value = new URLSearchParams(location.search).get('q') ?? '';
  countCart();
}

function countCart() {
  const count = cart.count();
  const link = document.getElementById('to-cart');
  link.replaceChildren(h('span', {}, words().cart), count > 0 ? h('b', { class: 'count' }, String(count)) : '');
}

/** Goes to an address of the shop. @param replace whether the former one is forgotten */
function go(address, { replace = false, keepPlace = false } = {}) {
  if (address !== location.pathname + location.search)
    history[replace ? 'replaceState' : 'pushState'](null, '', address);
  if (!keepPlace) scrollTo(0, 0);
  return show();
}

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[href^="/"]');
  if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  void go(link.getAttribute('href'));
});
addEventListener('popstate', () => void show());
for (const event of ['kept', 'storage']) addEventListener(event, countCart);

const search = document.getElementById('search');
let typing;
function find() {
  clearTimeout(typing);
  const q = search.q.value.trim();
  const now = new URLSearchParams(location.search).get('q') ?? '';
  if (q !== now || location.pathname !== '/')
    void go(q ? `/?${new URLSearchParams({ q })}` : '/', { replace: now !== '' });
}
search.addEventListener('submit', (event) => {
  event.preventDefault();
  find();
});
search.addEventListener('input', () => {
  clearTimeout(typing);
  typing = setTimeout(find, 350);
});
document.getElementById('language').addEventListener('change', (event) => {
  language.set(event.target.value);
  void show();
});

void show();
