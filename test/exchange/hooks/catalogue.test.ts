import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OfferRecord, ProductRecord } from '../../../src/records.js';
import { findJobs } from '../../../src/store/exchanges/jobs.js';
import { importFeed } from '../import-world.js';
import { SHOP } from '../inbox-world.js';
import { type KindWorld, MISDEEDS, openKindWorld } from './kind-world.js';

let world: KindWorld;
beforeAll(async () => {
  world = await openKindWorld();
});
afterAll(async () => await world.close());

const feed = (body: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<КоммерческаяИнформация ВерсияСхемы="2.07">\n${body}</КоммерческаяИнформация>`;
const products = (ids: readonly string[], onlyChanges = true) =>
  feed(
    `<Классификатор><Ид>K</Ид></Классификатор>
<Каталог СодержитТолькоИзменения="${onlyChanges}"><Ид>C</Ид><Товары>
${ids.map((id) => `<Товар><Ид>${id}</Ид><Наименование>${id}</Наименование></Товар>`).join('\n')}
</Товары></Каталог>`,
  );
const offers = (ids: readonly string[], price = '10.50') =>
  feed(
    `<ПакетПредложений СодержитТолькоИзменения="true"><Ид>C#</Ид><ИдКаталога>C</ИдКаталога><Предложения>
${ids.map((id) => `<Предложение><Ид>${id}</Ид><Наименование>${id}</Наименование><Цены><Цена><ИдТипаЦены>P1</ИдТипаЦены><ЦенаЗаЕдиницу>${price}</ЦенаЗаЕдиницу></Цена></Цены></Предложение>`).join('\n')}
</Предложения></ПакетПредложений>`,
  );

const IDS = ['p1', 'p2', 'p3', 'p4', 'p5'];

/** With little patience for hooks that hang. */
const hurried = (seconds = 0.25) => ({
  ...world.services,
  config: { ...world.services.config, HOOK_SECONDS: seconds },
});

async function shown(table: 'products' | 'offers', idSpace: string): Promise<string[]> {
  const id = table === 'products' ? 'external_id' : 'product_external_id';
  const rows = await world.knex(table).where({ id_space: idSpace, active: true, deleted: false }).orderBy(id);
  return rows.map((row: Record<string, string>) => row[id] ?? '');
}

async function countsOf(feedId: string): Promise<Record<string, number>> {
  const job = await world.knex('jobs').where({ feed_id: feedId }).first('job_id');
  return (await findJobs(world.knex, SHOP, [job.job_id]))[0]?.counts as Record<string, number>;
}

describe('hooks of the catalogue', () => {
  it('change, add to and refuse what is written; the journal tells what was refused, and where it stood', async () => {
    const node = await world.nodeOf({
      products: (_, records) =>
        records.map((record) => {
          if (record.id === 'p2') return { refused: 'не для этого магазина' };
          return record.id === 'p3' ? { ...record, brand: 'Uzel', name: 'changed' } : record;
        }),
      offers: (_, records) =>
        records.map((record) => ({
          ...record,
          prices: record.prices?.map((price) => ({ ...price, amount: '99.90' })) ?? [],
        })),
    });
    const exchange = await world.exchange(node);
    const sent = await importFeed(world, exchange, 'import.xml', products(IDS), world.services);
    await importFeed(world, exchange, 'offers.xml', offers(['p1']), world.services);
    expect(await shown('products', node.name)).toEqual(['p1', 'p3', 'p4', 'p5']);
    const changed = await world.knex('products').where({ id_space: node.name, external_id: 'p3' }).first();
    expect(changed).toMatchObject({ brand: 'Uzel', name: 'changed' });
    const offer = await world
      .knex('offer_numbers')
      .join('offers', 'offers.offer_id', 'offer_numbers.offer_id')
      .where({ id_space: node.name })
      .first('prices');
    expect(offer.prices.P1[0].amount).toBe('99.90');
    const told = (await world.entries(exchange)).filter((entry) => entry.code === 'record-refused');
    expect(told).toEqual([
      expect.objectContaining({ line: 6, message: expect.stringContaining('не для этого магазина') }),
    ]);
    expect(await countsOf(sent.feedId)).toMatchObject({ product: 5, 'product.refused': 1 });
  });

  it('a refused product that was there goes; no row is made of one that was not', async () => {
    let refused = new Set<string>();
    const node = await world.nodeOf({
      products: (_, records) => records.map((each) => (refused.has(each.id) ? { refused: 'нет' } : each)),
      offers: (_, records) => records.map((each) => (refused.has(each.id) ? { refused: 'нет' } : each)),
    });
    await importFeed(world, node, 'import.xml', products(IDS), world.services);
    await importFeed(world, node, 'offers.xml', offers(IDS), world.services);
    refused = new Set(['p1', 'new']);
    await importFeed(world, node, 'import.xml', products([...IDS, 'new']), world.services);
    expect(await shown('products', node.name)).toEqual(['p2', 'p3', 'p4', 'p5']);
    await importFeed(world, node, 'offers.xml', offers([...IDS, 'new']), world.services);
    expect(await shown('offers', node.name)).toEqual(['p2', 'p3', 'p4', 'p5']);
    const flags = async (table: 'products' | 'offers', column: string) =>
      await world
        .knex(table)
        .where({ id_space: node.name, [column]: 'p1' })
        .first('deleted', 'active', 'name');
    expect(await flags('products', 'external_id')).toEqual({ deleted: true, active: false, name: 'p1' });
    expect(await flags('offers', 'product_external_id')).toEqual({ deleted: true, active: false, name: 'p1' });
    expect(await world.knex('products').where({ id_space: node.name, external_id: 'new' })).toEqual([]);
    expect(await world.knex('offers').where({ id_space: node.name, product_external_id: 'new' })).toEqual([]);
    refused = new Set();
    await importFeed(world, node, 'import.xml', products(IDS), world.services);
    expect(await shown('products', node.name)).toEqual(IDS);
    expect(await flags('products', 'external_id')).toEqual({ deleted: false, active: true, name: 'p1' });
  });

  it.each(MISDEEDS)('a record on which a hook %s is lost alone, and the journal names it', async (way, misdeed) => {
    const hook = (records: readonly (ProductRecord | OfferRecord)[]) =>
      records.some((record) => record.id === 'p4') ? (misdeed() as never) : (records as never);
    const node = await world.nodeOf({
      products: (_c, records) => hook(records),
      offers: (_c, records) => hook(records),
    });
    // Both hooks are asked in one way; that each can fail is seen by the first misdeed, and each waits for a deadline of its own.
    const alsoOffers = way === 'throws';
    const exchange = await world.exchange(node);
    await importFeed(world, exchange, 'import.xml', products(['p3', 'p4']), hurried());
    if (alsoOffers) await importFeed(world, exchange, 'offers.xml', offers(['p3', 'p4']), hurried());
    expect(await shown('products', node.name)).toEqual(['p3']);
    expect(await shown('offers', node.name)).toEqual(alsoOffers ? ['p3'] : []);
    const failed = (await world.entries(exchange)).filter((entry) => entry.code === 'node-kind-failed');
    const ofOffers = { line: 5, detail: expect.objectContaining({ hook: 'offers', id: 'p4' }) };
    expect(failed).toEqual([
      expect.objectContaining({
        severity: 'error',
        line: 6,
        message: expect.stringMatching(/p4.*trial-\d+.*products/),
        detail: expect.objectContaining({ kind: node.kind, hook: 'products', id: 'p4' }),
      }),
      ...(alsoOffers ? [expect.objectContaining(ofOffers)] : []),
    ]);
  });

  const wrong: [string, (record: ProductRecord) => unknown][] = [
    ['another id', (record) => ({ ...record, id: 'p1' })],
    ['another product', (record) => ({ ...record, productId: 'p1' })],
    ['another catalogue', (record) => ({ ...record, catalogueId: 'other' })],
    ['nothing', () => ({})],
    ['text', () => 'p4'],
    ['a refusal without a reason', () => ({ refused: '' })],
    ['a weight that is no decimal', (record) => ({ ...record, weight: '1,5 kg' })],
    ['a number for a name', (record) => ({ ...record, name: 5 })],
    ['a zero character', (record) => ({ ...record, name: 'a\0b' })],
    ['nothing for extra', (record) => ({ ...record, extra: undefined })],
  ];
  it('each answer that is none costs that record alone', async () => {
    const answers = new Map(wrong.map(([, answer], index) => [`w${index}`, answer]));
    const node = await world.nodeOf({
      products: (_c, records) => records.map((record) => (answers.get(record.id)?.(record) ?? record) as ProductRecord),
    });
    const exchange = await world.exchange(node);
    await importFeed(world, exchange, 'import.xml', products(['a', ...answers.keys(), 'z']), world.services);
    expect(await shown('products', node.name)).toEqual(['a', 'z']);
    const failed = (await world.entries(exchange)).filter((entry) => entry.code === 'node-kind-failed');
    expect(failed.map((entry) => entry.detail.id)).toEqual([...answers.keys()]);
  });

  it('money that is no decimal costs that offer', async () => {
    const node = await world.nodeOf({
      offers: (_, records) =>
        records.map((each) =>
          each.id === 'p2' ? { ...each, prices: [{ priceTypeId: 'P1', amount: '12,50 руб.' }] } : each,
        ),
    });
    await importFeed(world, node, 'import.xml', products(IDS), world.services);
    await importFeed(world, node, 'offers.xml', offers(IDS), world.services);
    expect(await shown('offers', node.name)).toEqual(['p1', 'p3', 'p4', 'p5']);
  });

  it('what a hook writes stays with the records that go in and is taken back with those that do not', async () => {
    await world.knex.raw('create table notes_of_kind (id text primary key)');
    const node = await world.nodeOf({
      products: async ({ tx }, records) => {
        for (const { id } of records) await tx('notes_of_kind').insert({ id });
        if (records.some((record) => record.id === 'p2')) await tx.raw('select no_such_column from notes_of_kind');
        return records;
      },
    });
    await importFeed(world, node, 'import.xml', products(IDS), world.services);
    expect(await shown('products', node.name)).toEqual(['p1', 'p3', 'p4', 'p5']);
    expect((await world.knex('notes_of_kind').orderBy('id')).map((row) => row.id)).toEqual(['p1', 'p3', 'p4', 'p5']);
  });

  it('a failed statement that a hook does not tell of spoils nothing', async () => {
    const node = await world.nodeOf({
      products: async ({ tx }, records) => {
        if (records.some((record) => record.id === 'p5')) await tx.raw('select 1 / 0').catch(() => undefined);
        return records;
      },
    });
    await importFeed(world, node, 'import.xml', products(IDS), world.services);
    expect(await shown('products', node.name)).toEqual(['p1', 'p2', 'p3', 'p4']);
  });

  it.each(['rollback', 'commit'] as const)('the transaction is not ended by a hook that calls its %s', async (end) => {
    const node = await world.nodeOf({
      products: async ({ tx }, records) => {
        if (records.some((record) => record.id === 'p2')) await tx[end]();
        return records;
      },
    });
    const exchange = await world.exchange(node);
    await importFeed(world, exchange, 'import.xml', products(['p1', 'p2']), world.services);
    expect(await shown('products', node.name)).toEqual(['p1']);
    expect(await world.entries(exchange)).toContainEqual(
      expect.objectContaining({ message: expect.stringContaining('must not end the transaction') }),
    );
  });

  it('nothing of a step is written whose transaction a hook has ended by SQL', async () => {
    const node = await world.nodeOf({
      products: async ({ tx }, records) => {
        await tx.raw('rollback');
        return records;
      },
    });
    const exchange = await world.exchange(node);
    const sent = importFeed(world, exchange, 'import.xml', products(['p1']), world.services);
    await expect(sent).rejects.toThrow(`${node.kind}.products has ended the transaction`);
    expect(await world.knex('catalogues').where({ id_space: node.name })).toEqual([]);
    expect(await world.entries(exchange)).toEqual([]);
  });

  it('a statement that takes too long is ended', async () => {
    const node = await world.nodeOf({
      products: async ({ tx }, records) => {
        if (records.some((record) => record.id === 'p1')) await tx.raw('select pg_sleep(20)');
        return records;
      },
    });
    await importFeed(world, node, 'import.xml', products(['p1', 'p2']), world.services);
    expect(await shown('products', node.name)).toEqual(['p2']);
  });

  it('a record on which a kind fails counts as seen: a full export does not miss it', async () => {
    let broken = false;
    const node = await world.nodeOf({
      products: (_, records) => {
        if (broken && records.some((record) => record.id === 'p3')) throw new Error('broken');
        return records;
      },
    });
    await importFeed(world, node, 'import.xml', products(IDS, false), world.services);
    await importFeed(world, node, 'changes.xml', products(['p5']), world.services);
    broken = true;
    await importFeed(world, node, 'import.xml', products(IDS.slice(1), false), world.services);
    await importFeed(world, node, 'changes.xml', products(['p5']), world.services);
    const run = await world.knex('full_runs').where({ node_id: node.nodeId }).orderBy('opened_at', 'desc').first();
    expect(run.removed).toEqual({ product: 1 });
  });

  it('records cannot be changed in place', async () => {
    const node = await world.nodeOf({
      products: (_, records) => {
        for (const record of records) if (record.id === 'p1') Object.assign(record, { name: 'stolen' });
        return records;
      },
    });
    await importFeed(world, node, 'import.xml', products(IDS), world.services);
    expect(await shown('products', node.name)).toEqual(['p2', 'p3', 'p4', 'p5']);
  });

  it('a hook that hangs on everything is given up soon, and the import ends', async () => {
    const many = Array.from({ length: 200 }, (_, index) => `m${index}`);
    const node = await world.nodeOf({ products: async () => await new Promise(() => undefined) });
    const exchange = await world.exchange(node);
    const begun = Date.now();
    await importFeed(world, exchange, 'import.xml', products(many), hurried(0.1));
    expect(Date.now() - begun).toBeLessThan(18_000);
    expect(await shown('products', node.name)).toEqual([]);
    expect((await world.entries(exchange)).filter((entry) => entry.code === 'node-kind-failed')).toHaveLength(200);
  });

  it('an import of a node whose kind is not loaded fails with a sentence', async () => {
    const node = await world.nodeOf({});
    const others = { ...world.services, kinds: (await import('../../../src/nodes/registry.js')).createRegistry() };
    await expect(importFeed(world, node, 'import.xml', products(IDS), others)).rejects.toMatchObject({
      code: 'UZ1611',
      publicMessage: expect.stringContaining(`«${node.kind}»`),
    });
  });

  it('a hook tells the journal and the log, and reads its own settings with their defaults', async () => {
    const { z } = await import('zod');
    const node = await world.nodeOf(
      {
        settings: z.strictObject({ brand: z.string().default('Uzel').describe('Brand.') }) as never,
        products: (context, records) => {
          const { brand } = context.settings as { brand: string };
          context.journal('warning', 'brand-set', `Бренд: ${brand}`);
          return records.map((record) => ({ ...record, brand }));
        },
      },
      {},
    );
    const exchange = await world.exchange(node);
    await importFeed(world, exchange, 'import.xml', products(['p1']), world.services);
    expect(await world.entries(exchange)).toContainEqual(
      expect.objectContaining({ code: 'brand-set', severity: 'warning', message: 'Бренд: Uzel' }),
    );
    expect(await world.knex('products').where({ id_space: node.name }).first()).toMatchObject({ brand: 'Uzel' });
  });
});
