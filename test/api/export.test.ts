import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ParseOption, XmlDocument, XsdValidator } from 'libxml2-wasm';
import { insertFile, insertOffer, insertPriceType, insertProduct } from './catalogue-rows.js';
import { openRest, type Rest } from './open-rest.js';
import { fillCatalogue } from './product-query-world.js';

interface Exported {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

type Item = { [name: string]: unknown } & { id: string; offers?: Item[] };

let rest: Rest;
let ours: Record<string, string>;
let channel = '';

/** What a strange product holds: what JSON, XML and CSV write otherwise, and what spreadsheets take for a formula. */
const STRANGE = {
  name: '=1+1, "так" <b>&\'😀',
  description: 'раз\r\nдва\tтри\\н]]>\u0001\u0085',
  sku: '@cmd',
  barcode: '-7',
};

async function read(format: string, query = '', headers: Record<string, string> = {}): Promise<Exported> {
  const answer = await fetch(`${rest.url}/v1/export/products.${format}${query && `?${query}`}`, {
    headers: { Authorization: `Bearer ${rest.key}`, 'Accept-Encoding': 'identity', ...headers },
  });
  return { status: answer.status, headers: answer.headers, body: await answer.text() };
}

/** By the pages of the list. */
async function listed(query: string): Promise<Item[]> {
  const items: Item[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body, status } = await rest.get(`/v1/products?limit=23&${query}${cursor && `&cursor=${cursor}`}`);
    expect(status).toBe(200);
    items.push(...body.items);
    cursor = body.next;
  }
  return items;
}

const lines = (body: string): Item[] => {
  const all = body.split('\n');
  expect(all.pop()).toBe('');
  return all.map((line) => JSON.parse(line));
};

beforeAll(async () => {
  rest = await openRest({ PUBLIC_URL: 'https://shop.example/' });
  ours = await fillCatalogue(rest, 150);
  const { knex } = rest;
  await insertFile(knex, { path: 'a.jpg' });
  await insertFile(knex, { path: 'b.pdf', content_type: 'application/pdf' });
  const unit = { code: '796', name: 'шт', conversions: [{ unit: 'кор', coefficient: '12' }] };
  const pictures = [
    { path: 'a.jpg', kind: 'picture', description: 'спереди' },
    { path: 'lost.jpg', kind: 'picture' },
    { path: 'b.pdf', kind: 'file' },
  ];
  const taxes = [
    { name: 'НДС', rate: '20' },
    { name: 'Акциз', excise: true },
  ];
  const both = {
    unit,
    pictures,
    characteristics: [
      { name: 'Размер', value: '42' },
      { id: 'c', name: '"', value: '\\' },
    ],
  };
  await insertProduct(knex, {
    ...{ ...STRANGE, ...both, taxes, external_id: 'strange', weight: '1.50', extra: { Своё: [{ '@a': '1' }] } },
    description_html: '<p>',
    group_ids: ['chairs', 'lost'],
    requisites: [{ name: 'р', values: ['1', '2'] }],
    properties: [
      { id: 'nobody', name: 'Своё', values: [] },
      { id: 'colour', values: ['g', 'toString', '__proto__'] },
    ],
    updated_at: '2026-01-01T00:00:00.1Z',
  });
  await insertOffer(knex, {
    ...{ ...both, product_external_id: 'strange', characteristic_id: 'c#"', name: STRANGE.name, weight: '0' },
    prices: {
      retail: [{ amount: '10', currency: 'EUR', unit: 'кор', extra: { a: 1 } }, { amount: '12.30' }],
      unknown: [{ amount: '1' }],
    },
    stock: { 'скл"ад': '-0.5' },
    stock_total: '-0.5',
    updated_at: '2026-01-01T00:00:00Z',
  });
  await knex('price_types').where({ external_id: 'retail' }).update({ currency: 'UAH' });
  const made = { name: 'Рынок', currency: 'UAH', priceTypes: ['retail'] };
  channel = (await rest.request('post', '/v1/channels', { body: made })).body.id;
  const rules = [{ action: { change: { by: 'percent', value: '10' } } }];
  expect((await rest.request('put', `/v1/channels/${channel}/rules`, { body: { rules } })).body).toHaveProperty(
    'items',
  );
});
afterAll(async () => await rest.close());

describe('products.ndjson', () => {
  it.each([
    '',
    'active=all',
    'active=false',
    'include=offers,prices,stock',
    'include=properties,pictures,groups',
    'include=offers',
    'fields=name,updatedAt',
    'fields=sku',
    'include=prices&fields=offers',
  ])('is the pages of the list: %s', async (query) => {
    const { body, status, headers } = await read('ndjson', query);
    expect([status, headers.get('Content-Type')]).toEqual([200, 'application/x-ndjson']);
    const items = lines(body);
    expect(items.length).toBeGreaterThan(10);
    expect(items).toEqual(await listed(query));
  });

  it('has the prices of a channel', async () => {
    const items = lines((await read('ndjson', `channel=${channel}`)).body);
    expect(items).toEqual(await listed(`channel=${channel}`));
    expect(JSON.stringify(items)).toMatch(/"channelPrice":\{"amount":"/);
  });

  it.each([['bulk'], ['ours']])('has the prices of one type alone: %s', async (named) => {
    const id = named === 'ours' ? ours['bulk-main'] : named;
    const items = lines((await read('ndjson', `priceType=${id}`)).body);
    const without = (await listed('')).map((item) => ({
      ...item,
      offers: item.offers?.map((offer) => ({
        ...offer,
        prices: (offer.prices as { priceType: string }[]).filter(
          ({ priceType }) => priceType === 'bulk' && (named === 'bulk' || item.idSpace === 'main'),
        ),
      })),
    }));
    expect(items).toEqual(without);
  });

  it('says where to read the log of changes on, with HEAD too', async () => {
    const { body } = await rest.get('/v1/changes?after=latest');
    expect((await read('ndjson')).headers.get('Uzel-Seq')).toBe(String(body.last));
    const head = await rest.request('head', '/v1/export/products.ndjson');
    expect([head.status, head.headers['uzel-seq'], head.headers['content-type']]).toEqual([
      ...[200, String(body.last)],
      'application/x-ndjson',
    ]);
  });

  it('is packed for who takes that', async () => {
    const headers = { Authorization: `Bearer ${rest.key}`, 'Accept-Encoding': 'gzip' };
    const answer = await fetch(`${rest.url}/v1/export/products.ndjson`, { headers });
    expect([answer.headers.get('Content-Encoding'), answer.headers.get('Vary')]).toEqual(['gzip', 'Accept-Encoding']);
    expect(await answer.text()).toBe((await read('ndjson')).body);
  });
});

/** RFC 4180 to the letter: CRLF behind each line, quotes where they must be and nowhere else. */
function cells(body: string): Record<string, string>[] {
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  const rows: string[][] = [[]];
  let end = 0;
  for (const [all, quoted, plain, behind] of body.matchAll(cell)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (behind === '\r\n') rows.push([]);
    end += all.length;
  }
  expect(end).toBe(body.length);
  expect(rows.pop()).toEqual([]);
  const [head = [], ...rest] = rows;
  return rest.map((row) => {
    expect(row).toHaveLength(head.length);
    return Object.fromEntries(row.map((value, index) => [head[index], value]));
  });
}

describe('products.csv', () => {
  it('has a line for each offer, and for each product without one', async () => {
    const products = await listed('active=all');
    const table = cells((await read('csv', 'active=all')).body);
    expect(table.map((row) => [row.product_id, row.offer_id, row.stock])).toEqual(
      products.flatMap(({ id, offers = [] }) =>
        offers.length === 0
          ? [[id, '', '']]
          : offers.map((offer) => [id, offer.id, (offer.stock as { total: string | null }).total ?? '']),
      ),
    );
  });

  it('keeps every letter, and no formula', async () => {
    const table = cells((await read('csv', 'priceType=retail')).body);
    expect(table.find((row) => row.product_external_id === 'strange')).toMatchObject({
      ...{ name: `'${STRANGE.name}`, sku: "'@cmd", barcode: "'-7", price: '10', currency: 'EUR', stock: '-0.5' },
      description: STRANGE.description,
      offer_external_id: 'strange#c#"',
      characteristics: 'Размер: 42; ": \\',
      pictures: expect.stringMatching(/^https:\/\/shop\.example\/v1\/files\/\S+ https:\/\/\S+$/),
    });
  });

  it('begins with a mark for Excel when asked', async () => {
    const plain = await read('csv', 'bom=false');
    const answer = await fetch(`${rest.url}/v1/export/products.csv?bom=true`, {
      headers: { Authorization: `Bearer ${rest.key}`, 'Accept-Encoding': 'identity' },
    });
    const marked = Buffer.from(await answer.arrayBuffer());
    expect(marked.subarray(0, 3).toString('hex')).toBe('efbbbf');
    expect(marked.subarray(3).toString()).toBe(plain.body);
  });

  it('has a column for each price type when none is named', async () => {
    const [row] = cells((await read('csv')).body);
    expect(Object.keys(row ?? {}).filter((name) => name.startsWith('price'))).toEqual(
      expect.arrayContaining(['price retail retail', 'price bulk bulk']),
    );
  });
});

/** @throws when it is not valid by our schema */
function validated(xml: string): XmlDocument {
  const schema = XmlDocument.fromBuffer(readFileSync('schemas/yml.xsd'));
  const validator = XsdValidator.fromDoc(schema);
  const document = XmlDocument.fromBuffer(Buffer.from(xml), { option: ParseOption.XML_PARSE_NONET });
  validator.validate(document);
  return document;
}

const texts = (document: XmlDocument, path: string): string[] => document.find(path).map((node) => node.content);

describe('products.yml', () => {
  const query = 'priceType=retail&productUrl=https%3A%2F%2Fshop.example%2Fp%2F%7Bid%7D';

  it('is valid, and has every offer with a price in the currency of the price type', async () => {
    const { body, headers } = await read('yml', query);
    expect(headers.get('Content-Type')).toBe('application/xml; charset=utf-8');
    const document = validated(body);
    const expected = (await listed('')).flatMap(({ offers = [] }) =>
      offers.flatMap(({ id, prices }) => {
        const [price] = (
          prices as { priceType: string; amount: string; currency: string; minQuantity: string | null }[]
        )
          .filter(({ priceType }) => priceType === 'retail')
          .sort((one, other) => Number(one.minQuantity ?? 0) - Number(other.minQuantity ?? 0));
        return price?.currency === 'UAH' && Number(price.amount) > 0 ? [`${id} ${price.amount}`] : [];
      }),
    );
    expect(expected.length).toBeGreaterThan(20);
    const ids = texts(document, '//offer/@id');
    expect(texts(document, '//offer/price').map((price, index) => `${ids[index]} ${price}`)).toEqual(expected);
    expect(Math.abs(Date.parse(texts(document, '/yml_catalog/@date')[0] ?? '') - Date.now())).toBeLessThan(60_000);
    document.dispose();
  });

  it('is in the currency of a channel, and keeps every letter that XML can hold', async () => {
    await rest
      .knex('offer_numbers')
      .whereRaw("prices \\? 'unknown'")
      .update({ prices: { retail: [{ amount: '100' }] } });
    const document = validated((await read('yml', `channel=${channel}`)).body);
    const [strange] = document.find('//offer[vendorCode="@cmd"]');
    expect(strange).toBeDefined();
    const of = (path: string) => texts(document, `//offer[vendorCode="@cmd"]/${path}`);
    expect([of('name'), of('price'), of('currencyId'), of('count'), of('@available'), of('barcode')]).toEqual([
      ...[[STRANGE.name], ['110.00'], ['UAH'], ['0'], ['false'], ['-7']],
    ]);
    expect(of('description')).toEqual(['раз\nдва\tтри\\н]]>']);
    document.dispose();
  });

  it('gives each category the same number again', async () => {
    const numbers = async () => {
      const document = validated((await read('yml', query)).body);
      const found = texts(document, '//category/@id');
      document.dispose();
      return found;
    };
    expect(await numbers()).toEqual(await numbers());
  });

  it('wants a price type where there are several, and one that has a currency', async () => {
    const refused = async (asked: string) => {
      const { status, body } = await read('yml', asked);
      return [status, JSON.parse(body).errors[0].path];
    };
    expect(await refused('')).toEqual([422, 'priceType']);
    expect(await refused('priceType=bulk')).toEqual([422, 'priceType']);
    expect(await refused('priceType=retail&productUrl=javascript:1')).toEqual([422, 'productUrl']);
  });
});

it.each(['ndjson', 'csv', 'yml'])('is the same by our ids in capitals: %s', async (format) => {
  const ofMoment = (body: string) => body.replace(/ date="[^"]*"/, '');
  for (const [name, id] of [
    ['priceType', ours['retail-main'] ?? ''],
    ['channel', channel],
  ]) {
    const written = ofMoment((await read(format, `${name}=${id}`)).body);
    expect(written).toMatch(/(amount":|price>|price,)/);
    expect(ofMoment((await read(format, `${name}=${id?.toUpperCase()}`)).body)).toBe(written);
  }
  const opaque = await read(format, 'priceType=RETAIL');
  expect([opaque.status, JSON.parse(opaque.body).errors[0].path]).toEqual([422, 'priceType']);
});

it.each([
  ['ndjson', 'channel=nobody', 'channel'],
  ['csv', 'priceType=nobody', 'priceType'],
  ['ndjson', 'include=everything', 'include'],
  ['ndjson', 'limit=5', 'limit'],
  ['csv', 'bom=perhaps', 'bom'],
])('refuses %s?%s', async (format, query, path) => {
  const { status, body } = await read(format, query);
  expect([status, JSON.parse(body).errors[0].path]).toEqual([422, expect.stringContaining(path)]);
});

it('is empty, and whole, for a shop without products', async () => {
  const empty = await openRest();
  try {
    await insertPriceType(empty.knex, { external_id: 'retail', currency: 'RUB' });
    const get = async (format: string) => {
      const headers = { Authorization: `Bearer ${empty.key}` };
      return await (await fetch(`${empty.url}/v1/export/products.${format}`, { headers })).text();
    };
    expect(await get('ndjson')).toBe('');
    expect(cells(await get('csv'))).toEqual([]);
    validated(await get('yml')).dispose();
  } finally {
    await empty.close();
  }
});
