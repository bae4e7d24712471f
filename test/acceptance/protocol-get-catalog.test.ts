import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { XMLParser } from 'fast-xml-parser';
import { GROUP_ID, goodsId, importXml, offersXml, PRICE_TYPE_ID, range, WAREHOUSE_ID } from './support/goods.js';
import { type Answer, ask, basic, type Login, openSession, type Session } from './support/one-c.js';
import { Rest, type RestProduct } from './support/rest.js';
import { withClient } from './support/store-state.js';
import { Uzel } from './support/uzel.js';

/** type=get_catalog: the goods of the shop reach 1C, portion by portion. */

const GOODS = range(1, 520);

let uzel: Uzel;
let login: Login;
/** A 1C whose goods have ids of their own: none yet. */
let mirror: Login;

beforeAll(async () => {
  uzel = await Uzel.start();
  login = uzel.printed.login;
  mirror = await addNode('mirror', '--id-space', 'mirror');
  await upload(login, GOODS);
});
afterAll(() => uzel.dispose());

async function upload(by: Login, goods: readonly number[]): Promise<void> {
  const session = await openSession(uzel.url, by);
  await session.file('import.xml', importXml({ goods, onlyChanges: true }));
  await session.file('offers.xml', offersXml({ goods, onlyChanges: true }));
  for (const name of ['import.xml', 'offers.xml']) expect((await session.import(name)).last.text).toBe('success');
}

async function addNode(name: string, ...more: string[]): Promise<Login> {
  const node = { login: `${name}-login`, password: `${name}-password` };
  await uzel.cli('node', 'add', name, '--login', node.login, '--password', node.password, ...more);
  return node;
}

interface Portion {
  readonly progress: string;
  readonly xml: string;
  readonly version: string;
  readonly groups: string[];
  readonly products: string[];
  readonly offers: string[];
}

const LISTS = ['Группа', 'Товар', 'Предложение'];
const parser = new XMLParser({
  ignoreAttributes: false,
  parseTagValue: false,
  isArray: (name) => LISTS.includes(name),
});
const idsOf = (list: { Ид: string }[] | undefined): string[] => (list ?? []).map(({ Ид }) => Ид);

/** One answer: a line for a person, then a whole document. */
function portionOf(answer: Answer): Portion {
  const charset = /charset=([\w-]+)$/.exec(answer.headers['content-type'] ?? '')?.[1];
  const text = new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(answer.bytes);
  const end = text.indexOf('\n');
  const [progress, xml] = [text.slice(0, end), text.slice(end + 1)];
  expect(progress).toMatch(/^Выгружено [а-я]+: \d+ из \d+$/);
  expect(xml.toLowerCase()).toMatch(new RegExp(`^<\\?xml version="1\\.0" encoding="${charset}"\\?>`));
  const root = parser.parse(xml).КоммерческаяИнформация;
  return {
    progress,
    xml,
    version: root['@_ВерсияСхемы'],
    groups: idsOf(root.Классификатор?.Группы?.Группа),
    products: idsOf(root.Каталог?.Товары?.Товар),
    offers: idsOf(root.ПакетПредложений?.Предложения?.Предложение),
  };
}

/** As 1C does: package after package until there are no more. */
async function takeAll(
  session: Session,
  between: (n: number, given: readonly Portion[]) => Promise<unknown> = async () => {},
): Promise<Portion[]> {
  const portions: Portion[] = [];
  for (let n = 1; n < 100; n += 1) {
    const answer = await session.ask('query', `&package=${n}`);
    if (answer.text === 'finished=yes') return portions;
    portions.push(portionOf(answer));
    await between(n, portions);
  }
  throw new Error('the catalogue has no end');
}

const begin = async (by = login) => {
  const session = await openSession(uzel.url, by, 'get_catalog');
  await session.ask('init', '&outputType=package');
  return session;
};
const all = (portions: readonly Portion[], list: 'groups' | 'products' | 'offers') =>
  portions.flatMap((portion) => portion[list]);
const ids = GOODS.map(goodsId);

describe('the answers', () => {
  it('checkauth has three lines, init one and its LF; a query before any init begins at the beginning', async () => {
    const checkauth = await ask(uzel.url, '/1c_exchange?type=get_catalog&mode=checkauth', { headers: basic(login) });
    expect(checkauth.bytes.toString('latin1')).toMatch(/^success\nuzel_session\n[0-9a-f]{64}$/);
    const session = await openSession(uzel.url, login, 'get_catalog');
    expect(portionOf(await session.ask('query')).groups).toEqual([GROUP_ID]);
    for (const method of ['GET', 'POST']) {
      expect((await session.ask('init', '&outputType=package', { method })).text).toBe('zip=no\n');
    }
  });

  it('groups, then goods, then offers, each once, in portions, and then finished=yes for good', async () => {
    const session = await begin();
    const portions = await takeAll(session);
    const kinds = portions.map(({ progress }) => progress.split(/[ :]/)[1]);
    expect(kinds).toEqual(['групп', 'товаров', 'товаров', 'предложений', 'предложений']);
    expect(portions[1]?.progress).toBe('Выгружено товаров: 500 из 520');
    expect(all(portions, 'groups')).toEqual([GROUP_ID]);
    expect(all(portions, 'products').sort()).toEqual(ids);
    expect(all(portions, 'offers').sort()).toEqual(ids);
    for (const { version } of portions) expect(version).toBe('2.07');
    expect((await session.ask('query', '&package=1')).headers['content-type']).toBe('text/plain; charset=windows-1251');
    for (const more of ['&package=6', '&package=99', '']) {
      const answer = await session.ask('query', more);
      expect([answer.status, answer.text]).toEqual([200, 'finished=yes']);
    }
    const { rows } = await query(`select message from journal where code = 'catalogue-given'`);
    expect(rows).toEqual([{ message: 'Каталог сайта выдан 1С целиком, порций: 5.' }]);
  });

  it('profile bitrix3: CommerceML 3.1 in UTF-8', async () => {
    const session = await begin(await addNode('bus', '--profile', 'bitrix3'));
    const answer = await session.ask('query', '&package=1');
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(portionOf(answer)).toMatchObject({ version: '3.1', groups: [GROUP_ID] });
    expect(all(await takeAll(session), 'offers').sort()).toEqual(ids);
  });

  it('a shop without goods gives an empty classifier', async () => {
    const session = await begin(mirror);
    expect((await takeAll(session)).map(({ progress }) => progress)).toEqual(['Выгружено групп: 0 из 0']);
  });
});

describe('nothing is lost', () => {
  it('a package that is asked for again, whatever it counts from, is the same goods; also after a restart', async () => {
    const session = await begin();
    const first = [];
    for (const n of [0, 1, 2, 3]) first.push(portionOf(await session.ask('query', `&package=${n}`)));
    expect(portionOf(await session.ask('query', '&package=3')).products).toEqual(first[3]?.products);
    await uzel.kill();
    await uzel.launch();
    expect(portionOf(await session.ask('query', '&package=1')).products).toEqual(first[1]?.products);
    const again = await takeAll(session);
    expect(all([first[0] as Portion, ...again], 'products').sort()).toEqual(ids);
    expect(all(again, 'offers').sort()).toEqual(ids);
    expect((await session.ask('init')).text).toBe('zip=no\n');
    expect(portionOf(await session.ask('query', '&package=3')).groups).toEqual([GROUP_ID]);
  });

  it('goods that come and go meanwhile are neither skipped nor repeated; no offer is without its product', async () => {
    const session = await begin();
    const portions = await takeAll(session, async (n, given) => {
      if (n === 2) await upload(login, range(500, 600)); // while goods are given
      if (n === 4) await upload(login, range(590, 640)); // while offers are given
      if (n !== 4) return;
      // The portions that are asked for again end where they did.
      for (const former of [3, 4]) {
        const again = portionOf(await session.ask('query', `&package=${former}`));
        expect([again.products, again.offers]).toEqual([given[former - 1]?.products, given[former - 1]?.offers]);
      }
    });
    const products = all(portions, 'products').sort();
    expect(products).toEqual(range(1, 600).map(goodsId));
    expect(all(portions, 'offers').sort()).toEqual(products);
    await withdraw(range(521, 640));
  });

  it('two exchanges have each a place of their own', async () => {
    const [one, two] = [await begin(), await begin()];
    for (const n of [1, 2]) await one.ask('query', `&package=${n}`);
    expect(portionOf(await two.ask('query', '&package=3')).groups).toEqual([GROUP_ID]);
    expect(portionOf(await one.ask('query', '&package=3')).products).toHaveLength(GOODS.length - 500);
  });
});

it('what is written here is read here: another 1C that sends it all back has the same goods', async () => {
  const rest = new Rest(uzel.url, uzel.printed.key);
  const session = await begin();
  const portions = await takeAll(session);
  const upload_ = await openSession(uzel.url, mirror);
  for (const [n, { xml }] of portions.entries()) {
    await upload_.file(`p${n}.xml`, Buffer.from(xml.replace(/encoding="[\w-]+"/, 'encoding="UTF-8"')));
    expect((await upload_.import(`p${n}.xml`)).last.text).toBe('success');
  }
  const products = await rest.all<RestProduct>('/products?active=true');
  const byId = new Map<string, unknown[]>();
  for (const product of products)
    byId.set(product.externalId, [...(byId.get(product.externalId) ?? []), essence(product)]);
  expect(byId.size).toBe(GOODS.length);
  for (const pair of byId.values()) expect(pair[1]).toEqual(pair[0]);
  expect(byId.get(goodsId(7))?.[1]).toMatchObject({
    sku: 'M-7',
    groups: [GROUP_ID],
    offers: [{ prices: [[PRICE_TYPE_ID, '7.5', 'UAH']], stock: { total: '7', warehouses: { [WAREHOUSE_ID]: '7' } } }],
  });
  const { rows } = await query(`select code, message from journal j join nodes n using (shop_id, node_id)
    where n.name = 'mirror' and severity <> 'info'`);
  expect(rows).toEqual([]);
});

/** What a product is, without our own ids. */
const essence = ({ sku, barcode, name, description, groups, active, offers }: RestProduct) => ({
  sku,
  barcode,
  name,
  description,
  active,
  groups: groups.map(({ externalId }) => externalId),
  offers: offers.map(({ externalId, sku, prices, stock }) => ({
    externalId,
    sku,
    prices: prices.map(({ priceType, amount, currency }) => [priceType, String(Number(amount)), currency]),
    stock,
  })),
});

/** Takes goods off sale, as a 1C that marks them as deleted. */
async function withdraw(goods: readonly number[]): Promise<void> {
  const marked = importXml({ goods, onlyChanges: true }).replaceAll('<Товар>', '<Товар Статус="Удален">');
  const session = await openSession(uzel.url, login);
  await session.file('import.xml', marked);
  expect((await session.import('import.xml')).last.text).toBe('success');
}

async function query(sql: string) {
  return await withClient(uzel.env.DATABASE_URL ?? '', async (client) => await client.query(sql));
}
