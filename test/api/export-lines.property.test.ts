import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { GIVEN_SEED, LONG } from '../support/property-runs.js';
import {
  insertFile,
  insertGroup,
  insertOffer,
  insertPriceType,
  insertProduct,
  insertProperty,
} from './catalogue-rows.js';
import { openRest, type Rest } from './open-rest.js';
import { numbersFrom } from './product-query-world.js';

/**
 * Lines of the export are put together from bytes, without looking into most of them. The oracle is `GET /v1/products/{id}`, which reads the
 * same rows by the driver, parses all and writes JSON anew.
 */

const PRODUCTS = LONG ? 3000 : 250;
const SPACES = ['main', 'другой\\\t', "a'b"];
/** What COPY, JSON and arrays write otherwise, what parts the lists that PostgreSQL writes, and what JavaScript knows by itself. */
const STRANGE = [
  ...[
    '\\',
    '\\N',
    '\\.',
    '"',
    "'",
    '\t',
    '\n',
    '\r\n',
    '\b',
    '\f',
    '\v',
    '\u0001',
    '\u001f',
    '\u007f',
    '\u0080',
    '\u009f',
  ],
  ...[
    '\u2028',
    '\ufeff',
    '\ufffd',
    'Ы',
    'ї',
    'ğ',
    '漢',
    '😀',
    '👩‍👧',
    'e\u0301',
    '}, {',
    '}]',
    '"}, {"',
    '": [{"amount": "',
    '{}',
    '[]',
    'null',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    '7',
    '10',
    '07',
    '\\v',
    '\\\\v',
    '\\u0041',
    'слово',
    'word',
    ' ',
    '#',
    '',
    ',',
  ],
];

let rest: Rest;
const pick = numbersFrom(GIVEN_SEED ?? 20);
const one = <T>(list: readonly T[]): T => list[pick(list.length)] as T;
const some = <T>(most: number, of: () => T): T[] => Array.from({ length: pick(most + 1) }, of);
const word = (): string => some(4, () => one(STRANGE)).join('');
const filled = (): string => word() || 'x';
const maybe = <T>(of: () => T): T | undefined => (pick(3) === 0 ? of() : undefined);
const orNull = <T>(of: () => T): T | null => (pick(3) === 0 ? null : of());
const number = (): string => one(['0', '-0.5', '1.50', '12345678901234567890.123', '7']);
const without = <T extends object>(row: T): T =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as T;

const TYPES = ['10', '9', 'розница', 'a"b', '__proto__', '}]', 'опт\\', 'plain', 'unknown'];
const PROPERTIES = ['p', 'цвет', '}, {', '7', 'constructor'];
const VARIANTS = { v: 'вариант', __proto__x: 'x', 'ї"': '}, {', '7': '\t' };

const extra = () => Object.fromEntries(some(2, () => [filled(), one<unknown>([word(), 1, null, [{ a: word() }]])]));
const unit = () =>
  without({
    ...{ code: maybe(() => one(['796', filled()])), name: maybe(word) },
    conversions: maybe(() => some(2, () => without({ unit: word(), coefficient: maybe(number) }))),
  });
const price = () =>
  pick(2) === 0
    ? without({ amount: number(), currency: maybe(() => one(['UAH', filled()])) })
    : without({
        ...{ amount: number(), currency: maybe(word), minQuantity: maybe(number), unit: maybe(word) },
        ...{ coefficient: maybe(number), presentation: maybe(word), extra: maybe(extra) },
      });
const prices = () => Object.fromEntries(some(4, () => [one(TYPES), pick(3) > 0 ? [price()] : some(3, price)]));
const item = () => ({
  ...{ sku: orNull(word), barcode: orNull(word), code: orNull(word), name: orNull(word), weight: orNull(number) },
  ...{ unit: orNull(unit), extra: extra() },
  characteristics: some(3, () => without({ id: maybe(word), name: word(), value: word() })),
  properties: some(4, () =>
    without({
      id: one([...PROPERTIES, filled()]),
      name: maybe(word),
      values: some(2, () => one([...Object.keys(VARIANTS), word()])),
    }),
  ),
  requisites: some(3, () => ({ name: word(), values: some(3, word) })),
  pictures: some(3, () =>
    without({ path: one(['a.jpg', 'б\\.pdf', 'lost']), kind: one(['picture', 'file']), description: maybe(word) }),
  ),
  updated_at: `2026-01-0${1 + pick(9)}T00:00:0${pick(10)}${one(['', '.1', '.120001', '.999999'])}Z`,
});

async function fill(): Promise<void> {
  const { knex } = rest;
  for (const id_space of SPACES) {
    for (const external_id of ['g', 'группа\\'])
      await insertGroup(knex, { id_space, external_id, name: orNull(word), parent_external_id: null });
    for (const external_id of TYPES.slice(0, -1))
      await insertPriceType(knex, {
        id_space,
        external_id,
        name: orNull(word),
        currency: orNull(() => one(['UAH', filled()])),
      });
    for (const external_id of PROPERTIES)
      await insertProperty(knex, { id_space, external_id, name: orNull(word), variants: one([{}, VARIANTS]) });
    for (const path of ['a.jpg', 'б\\.pdf'])
      await insertFile(knex, { id_space, path, content_type: one(['image/png', 'тип']) });
  }
  for (let index = 0; index < PRODUCTS; index += 1) {
    const id_space = one(SPACES);
    const external_id = `${filled()}${index}`;
    await insertProduct(knex, {
      ...{ ...item(), id_space, external_id, full_name: orNull(word), description: orNull(word) },
      ...{ description_html: orNull(word), manufacturer: orNull(word), brand: orNull(word), country: orNull(word) },
      group_ids: some(2, () => one(['g', 'группа\\', filled()])),
      taxes: orNull(() => some(2, () => without({ name: word(), rate: maybe(number), included: maybe(() => true) }))),
    });
    const characteristics = ['', `#${filled()}`, filled()].slice(0, pick(4));
    for (const characteristic_id of new Set(characteristics)) {
      await insertOffer(knex, {
        ...{ ...item(), id_space, product_external_id: external_id, characteristic_id, prices: prices() },
        ...{ stock: Object.fromEntries(some(3, () => [filled(), number()])), stock_total: orNull(number) },
        active: pick(5) > 0,
      });
    }
  }
}

beforeAll(async () => {
  rest = await openRest({ PUBLIC_URL: 'https://shop.example/' });
  await fill();
}, 600_000);
afterAll(async () => await rest.close());

it('each line is what GET /v1/products/{id} shows', async () => {
  const headers = { Authorization: `Bearer ${rest.key}`, 'Accept-Encoding': 'identity' };
  const answer = await fetch(`${rest.url}/v1/export/products.ndjson?active=all`, { headers });
  const lines = (await answer.text()).split('\n');
  expect(lines.pop()).toBe('');
  expect(lines).toHaveLength(PRODUCTS);
  const ids = lines.map((line) => (JSON.parse(line) as { id: string }).id);
  expect(ids).toEqual([...ids].sort());
  for (const [index, line] of lines.entries()) {
    const whole = await fetch(`${rest.url}/v1/products/${ids[index]}`, { headers });
    expect([whole.status, JSON.parse(line)]).toEqual([200, await whole.json()]);
  }
}, 600_000);
