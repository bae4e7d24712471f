import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { restore } from '../../src/exchange/history/restore.js';
import { endRuns } from '../../src/exchange/import/full-runs.js';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import type { NodeKinds } from '../../src/nodes/node-kind.js';
import { findExchange } from '../../src/store/exchanges/exchanges.js';
import { LONG, propertyRuns } from '../support/property-runs.js';
import { insertQuickNode } from '../support/quick-node.js';
import { catalogueOf, importFeed } from './import-world.js';
import { type InboxWorld, openInboxWorld, SHOP } from './inbox-world.js';

/**
 * The law of recognition: whatever comes, in whatever order and from whomever, the catalogue of nodes whose unchanged records are recognised
 * and not read equals that of nodes of which every record is read and written.
 */

const RUNS = propertyRuns({ short: 4, long: 60, seed: 20_261_122 });

let recognising: InboxWorld;
let reading: InboxWorld;
let spaces = 0;
/** Steps that relied on recognised records. */
let relied = 0;
/** Both worlds, with so many records in a step. */
async function openWorlds(batch: string): Promise<void> {
  recognising = await openInboxWorld({ IMPORT_BATCH: batch });
  recognising.knex.on('query', ({ sql }: { sql: string }) => {
    if (sql.includes('w.items * a.items')) relied += 1;
  });
  const asked = await openInboxWorld({ IMPORT_BATCH: batch });
  const { kinds } = asked.services;
  // A kind that decides about items is asked about each: nothing of its nodes is ever recognised.
  const asking: NodeKinds = {
    ...kinds,
    of: (node) => ({
      ...kinds.of(node),
      products: async (_, records) => records,
      offers: async (_, records) => records,
    }),
  };
  reading = { ...asked, services: { ...asked.services, kinds: asking } };
}
afterEach(async () => {
  await recognising.close();
  await reading.close();
});

const ITEMS = ['a', 'b', 'a#x', 'a#y', 'b#x', 'c'];
const name = fc.constantFrom('один', 'два');
const amount = fc.constantFrom('1.50', '2');
const product = (id: fc.Arbitrary<string>) =>
  fc
    .tuple(id, name, fc.constantFrom('', '', '', ' Статус="Удален"'), fc.boolean())
    .map(
      ([own, title, status, hasSku]) =>
        `<Товар${status}><Ид>${own}</Ид>${hasSku ? '<Артикул>А-1</Артикул>' : ''}<Наименование>${title}</Наименование></Товар>`,
    );
const price = (value: string) =>
  `<Цены><Цена><ИдТипаЦены>t</ИдТипаЦены><ЦенаЗаЕдиницу>${value}</ЦенаЗаЕдиницу></Цена></Цены>`;
const offer = (id: fc.Arbitrary<string>) =>
  fc
    .tuple(id, fc.constantFrom('whole', 'whole', 'price', 'stock', 'deleted'), name, amount)
    .map(([own, kind, title, value]) => {
      const parts = {
        whole: `<Наименование>${title}</Наименование>${price(value)}<Количество>${value}</Количество>`,
        price: price(value),
        stock: `<Склад ИдСклада="w" КоличествоНаСкладе="${value}"/>`,
        deleted: `<Наименование>${title}</Наименование>`,
      };
      const status = kind === 'deleted' ? ' Статус="Удален"' : '';
      return `<Предложение${status}><Ид>${own}</Ид>${parts[kind as keyof typeof parts]}</Предложение>`;
    });

interface FeedText {
  readonly name: string;
  readonly body: string;
}
const feedText = (name: string, body: string): FeedText => ({
  name,
  body: `<?xml version="1.0" encoding="UTF-8"?><КоммерческаяИнформация ВерсияСхемы="2.08">${body}</КоммерческаяИнформация>`,
});
/** What may stand in a feed. */
interface Universe {
  readonly products: fc.Arbitrary<readonly string[]>;
  readonly offers: fc.Arbitrary<readonly string[]>;
}
/** In any order, and any of them again. */
const repeated = (of: (id: fc.Arbitrary<string>) => fc.Arbitrary<string>, ids: readonly string[]) =>
  fc.array(of(fc.constantFrom(...ids)), { minLength: 2, maxLength: 8 });
/** Each once, in any order. */
const once = (of: (id: fc.Arbitrary<string>) => fc.Arbitrary<string>, ids: readonly string[]) =>
  fc.shuffledSubarray([...ids], { minLength: 2 }).chain((some) => fc.tuple(...some.map((id) => of(fc.constant(id)))));
const flag = fc.constantFrom('true', 'false');
const feedOf = ({ products, offers }: Universe): fc.Arbitrary<FeedText> =>
  fc.oneof(
    fc
      .tuple(flag, products)
      .map(([changes, all]) =>
        feedText(
          'import.xml',
          `<Классификатор><Ид>K</Ид></Классификатор><Каталог СодержитТолькоИзменения="${changes}"><Ид>C</Ид><Товары>${all.join('')}</Товары></Каталог>`,
        ),
      ),
    fc
      .tuple(flag, offers)
      .map(([changes, all]) =>
        feedText(
          'offers.xml',
          `<ПакетПредложений СодержитТолькоИзменения="${changes}"><Ид>C#</Ид><ИдКаталога>C</ИдКаталога><Предложения>${all.join('')}</Предложения></ПакетПредложений>`,
        ),
      ),
    offers.map((all) =>
      feedText(
        'offers.xml',
        `<ИзмененияПакетаПредложений><Ид>C#</Ид><ИдКаталога>C</ИдКаталога><Предложения>${all.join('')}</Предложения></ИзмененияПакетаПредложений>`,
      ),
    ),
  );

const step = fc.record({
  by: fc.nat({ max: 1 }),
  // What came once comes again, with other things in between.
  what: fc.oneof(
    { weight: 8, arbitrary: fc.nat({ max: 3 }) },
    { weight: 2, arbitrary: fc.constantFrom('end' as const, 'restore' as const, 'keep' as const, 'lose' as const) },
  ),
});

/** One of two worlds that live through the same. */
interface Side {
  readonly world: InboxWorld;
  readonly space: string;
  readonly nodes: ExchangeNode[];
  lastExchange: string | undefined;
}

async function open(world: InboxWorld, space: string): Promise<Side> {
  const nodes: ExchangeNode[] = [];
  for (const login of [`${space}-1`, `${space}-2`]) {
    const input = { name: login, login, password: 'p', profile: 'trade', timeZone: 'Europe/Kyiv' } as const;
    nodes.push(
      await world.services.db.transaction(
        async (tx) =>
          await insertQuickNode(tx, SHOP, { ...input, idSpace: space, settings: { removalLimitPercent: 100 } }),
      ),
    );
  }
  return { world, space, nodes, lastExchange: undefined };
}

async function live(side: Side, { by, what }: { by: number; what: number | string }, feeds: readonly FeedText[]) {
  const { world, nodes } = side;
  const { services } = world;
  const node = nodes[by];
  if (!node) throw new Error('no node');
  if (what === 'end') return await endRuns(services, node, 'deactivate', false);
  if (what === 'keep') {
    await world
      .knex('nodes')
      .where({ node_id: node.nodeId })
      .update({
        settings: JSON.stringify({ removalLimitPercent: 100, keepFields: ['name', 'price'] }),
      });
    return;
  }
  if (what === 'lose') {
    // As a crash of the database does.
    await world.knex.raw('truncate item_writes, known_records, known_epoch');
    return;
  }
  if (what === 'restore') {
    if (side.lastExchange === undefined) return;
    const found = await findExchange(world.knex, SHOP, side.lastExchange);
    if (found) await restore(services, found, 10);
    return;
  }
  const text = feeds[Number(what) % feeds.length];
  if (!text) throw new Error('no feed');
  const { exchangeId } = await importFeed(world, node, text.name, text.body, services);
  side.lastExchange = exchangeId;
}

/** Rows, and which of the two nodes have them. */
async function seen({ world, space, nodes }: Side): Promise<unknown> {
  const present: unknown[] = [];
  for (const [table, key] of [
    ['products', 'external_id'],
    ['offers', `product_external_id || '#' || characteristic_id`],
  ]) {
    const { rows } = await world.knex.raw(
      `select ${key} as id, array(select c.node_id::text from node_catalogues c where c.shop_id = t.shop_id
         and c.catalogue_no = any(t.present_in) order by 1) as nodes from ${table} t where id_space = ? order by 1`,
      [space],
    );
    const number = new Map(nodes.map((node, index) => [node.nodeId, index]));
    present.push(
      rows.map((row: { id: string; nodes: string[] }) => [row.id, row.nodes.map((node) => number.get(node)).sort()]),
    );
  }
  const runs = await world
    .knex('full_runs')
    .whereIn(
      'node_id',
      nodes.map((node) => node.nodeId),
    )
    .orderBy(['opened_at'])
    .select('state', 'removed');
  return { content: await catalogueOf(world, space), present, runs };
}

/** Lives through random exchanges in both worlds, and compares them after each. */
async function compare(universe: Universe): Promise<void> {
  relied = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(feedOf(universe), { minLength: 2, maxLength: 4 }),
      fc.array(step, { minLength: 3, maxLength: 9 }),
      async (feeds, steps) => {
        spaces += 1;
        const one = await open(recognising, `space-${spaces}`);
        const other = await open(reading, `space-${spaces}`);
        for (const step of steps) {
          await live(one, step, feeds);
          await live(other, step, feeds);
          expect(await seen(one)).toEqual(await seen(other));
        }
      },
    ),
    { ...RUNS, endOnFailure: true },
  );
  expect(relied).toBeGreaterThan(LONG ? RUNS.numRuns : 0);
}

describe('recognised records leave the catalogue as if each had been read', () => {
  it('where a feed names each item once', async () => {
    await openWorlds('2000');
    await compare({ products: once(product, ITEMS), offers: once(offer, ITEMS) });
  }, 1_200_000);

  // Without offers that have no characteristic beside some that have one: whether these retire it depends on what else is in their step.
  it('where a feed contradicts itself, record by record', async () => {
    await openWorlds('1');
    await compare({ products: repeated(product, ITEMS), offers: repeated(offer, ['a#x', 'a#y', 'b#x', 'c']) });
  }, 1_200_000);
});
