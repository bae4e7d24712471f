import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Tx } from '../../src/db/open.js';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import type { Services } from '../../src/services.js';
import { insertNode } from '../../src/store/nodes/nodes.js';
import { catalogueOf, changeCounter, importFeed, jobFor, reread, rowVersions, runJob } from './import-world.js';
import { type InboxWorld, openInboxWorld, SHOP } from './inbox-world.js';
import { catalogue, classifier, feed, ids, offers, price } from './small-feeds.js';

const BATCH = 7;
let world: InboxWorld;
let made = 0;
beforeAll(async () => {
  world = await openInboxWorld({ IMPORT_BATCH: String(BATCH) });
});
afterAll(async () => await world.close());

/** A node whose database shares no ids with others, unless it is told to. */
async function newNode(idSpace = `space-${made + 1}`): Promise<ExchangeNode> {
  made += 1;
  const name = `node-${made}`;
  const input = { name, login: name, password: 'p', profile: 'trade', timeZone: 'Europe/Kyiv', idSpace } as const;
  return await world.services.db.transaction((tx) => insertNode(tx, SHOP, input));
}

const GROUPS = `<Группы>${ids(20, 'g')
  .map((id) => `<Группа><Ид>${id}</Ид><Наименование>${id}</Наименование></Группа>`)
  .join('')}<Группа><Ид>g0</Ид><Наименование>once more</Наименование></Группа></Группы>`;
const PRICE_TYPES = '<ТипыЦен><ТипЦены><Ид>t1</Ид><Наименование>Роздріб</Наименование></ТипЦены></ТипыЦен>';

/** Everything at once: groups of which one comes twice, rows of characteristics, two catalogues, both packages, something unknown. */
const EVERYTHING = feed(
  classifier(`${GROUPS}${PRICE_TYPES}`),
  catalogue(
    [
      ...ids(18).map((id) => ({ id, name: `Товар ${id}`, more: '<Артикул>A</Артикул><Вес>1.50</Вес>' })),
      ...['a', 'b', 'c'].map((of) => ({ id: `v#${of}`, name: `Варіант ${of}`, more: `<Штрихкод>${of}</Штрихкод>` })),
    ],
    false,
  ),
  catalogue(
    [
      { id: 'q', name: 'Q' },
      { id: 'p1', name: 'Товар p1', more: '<Артикул>A</Артикул><Вес>1.50</Вес>' },
    ],
    false,
    'D',
  ),
  offers(
    ids(18).map((id) => ({ id, name: id, more: `<Количество>3</Количество>${price('10.50')}` })),
    false,
  ),
  offers([{ id: 'q', name: 'Q', more: price('1') }], false, 'D'),
  '<Скидки><Скидка><Имя>x</Имя></Скидка><Скидка><Имя>y</Имя></Скидка></Скидки>',
);

const batchOf = (records: number): Services => ({
  ...world.services,
  config: { ...world.services.config, IMPORT_BATCH: records },
});

/** Services whose transactions end as `fate` says, once for each time that it gives an error. */
function disturbed(fate: (transaction: number, statement: number) => Error | undefined): Services {
  const { db } = world.services;
  let transactions = 0;
  const watch = (tx: Tx): Tx => {
    transactions += 1;
    let statements = 0;
    const number = transactions;
    return new Proxy(tx, {
      get(target, key) {
        const value = Reflect.get(target, key);
        if (key !== 'raw') return typeof value === 'function' ? value.bind(target) : value;
        return (...sql: Parameters<Tx['raw']>) => {
          statements += 1;
          const error = fate(number, statements);
          if (error) throw error;
          return target.raw(...sql);
        };
      },
    });
  };
  const transaction = <T>(work: (tx: Tx) => Promise<T>) => db.transaction((tx) => work(watch(tx)));
  const knex = db.knex;
  return { ...world.services, db: { ...db, knex, transaction } };
}

describe('an import that is interrupted', () => {
  let whole: unknown;
  let changes: number;

  beforeAll(async () => {
    const node = await newNode('whole');
    const before = Number(await changeCounter(world));
    await importFeed(world, node, 'all.xml', EVERYTHING);
    changes = Number(await changeCounter(world)) - before;
    whole = await catalogueOf(world, 'whole');
    expect(changes).toBeGreaterThan(60);
  });

  it('at the end of any step, goes on from its checkpoint and ends the same', async () => {
    const node = await newNode();
    const before = Number(await changeCounter(world));
    const sent = await world.send(await world.exchange(node), 'all.xml', EVERYTHING);
    const job = await jobFor(world, sent);
    let stops = 0;
    const tools = { progress: () => undefined, stopping: () => true };
    while ((await runJob(world, job, sent, { tools })).state === 'stopped') stops += 1;
    expect(stops).toBeGreaterThanOrEqual(7);
    expect(await catalogueOf(world, node.idSpace)).toEqual(whole);
    expect(Number(await changeCounter(world)) - before).toBe(changes);
    expect((await reread(world, job)).counts).toMatchObject({ product: 23, offer: 19, group: 21 });
  });

  it('by an error at any statement of any step, leaves nothing of that step and ends the same', async () => {
    const node = await newNode();
    const before = Number(await changeCounter(world));
    const sent = await world.send(await world.exchange(node), 'all.xml', EVERYTHING);
    const job = await jobFor(world, sent);
    let failures = 0;
    for (let statement = 1; ; statement += 1) {
      let failed = false;
      const services = disturbed((_transaction, at) => {
        if (at !== statement || failed) return undefined;
        failed = true;
        return new Error('broken off');
      });
      const { checkpoint } = await reread(world, job);
      const ended = await runJob(world, job, sent, { services }).catch((error: Error) => error.message);
      if (ended !== 'broken off') break;
      failures += 1;
      // The first transaction reached that statement, so the step that failed was the first or a later one that was longer.
      expect(Number((await reread(world, job)).checkpoint.records ?? 0)).toBeGreaterThanOrEqual(
        Number(checkpoint.records ?? 0),
      );
    }
    expect(failures).toBeGreaterThan(10);
    expect(await catalogueOf(world, node.idSpace)).toEqual(whole);
    expect(Number(await changeCounter(world)) - before).toBe(changes);
  });

  it('by a deadlock, repeats that step by itself', async () => {
    const node = await newNode();
    const before = Number(await changeCounter(world));
    const sent = await world.send(await world.exchange(node), 'all.xml', EVERYTHING);
    let deadlocks = 0;
    const services = disturbed((transaction, statement) => {
      if (transaction % 2 === 0 || statement !== 3) return undefined;
      deadlocks += 1;
      return Object.assign(new Error('deadlock detected'), { code: '40P01' });
    });
    expect(await runJob(world, await jobFor(world, sent), sent, { services })).toMatchObject({ state: 'done' });
    expect(deadlocks).toBeGreaterThan(5);
    expect(await catalogueOf(world, node.idSpace)).toEqual(whole);
    expect(Number(await changeCounter(world)) - before).toBe(changes);
  });

  it('writes nothing when it comes again, in one step or in many, from another session', async () => {
    const node = await newNode();
    await importFeed(world, node, 'all.xml', EVERYTHING);
    const before = await rowVersions(world);
    await importFeed(world, node, 'all.xml', EVERYTHING);
    expect(await rowVersions(world)).toEqual(before);
    await importFeed(world, node, 'other-name.xml', EVERYTHING, batchOf(10_000));
    expect(await rowVersions(world)).toEqual(before);
  });
});

describe('a feed that is not as it should be', () => {
  it('cut off, fails naming line and column, and keeps what was committed', async () => {
    const node = await newNode();
    const goods = feed(
      catalogue(
        ids(30).map((id) => ({ id, name: `Товар ${id}` })),
        true,
      ),
    );
    const cut = goods.slice(0, goods.indexOf('Товар p20') + 3);
    const sent = await world.send(await world.exchange(node), 'import.xml', cut);
    const job = await jobFor(world, sent);
    const line = cut.split('\n').length;
    await expect(runJob(world, job, sent)).rejects.toMatchObject({
      code: 'UZ1301',
      publicMessage: expect.stringMatching(new RegExp(`строк\\S* ${line}\\b.*(колонк|столб|позици|символ)`)),
    });
    const { rows } = await world.knex.raw(
      `select count(*)::int as n from products where id_space = ? and external_id like 'p%'`,
      [node.idSpace],
    );
    const kept = Number((await reread(world, job)).checkpoint.records);
    expect(rows[0].n).toBe(kept - 1); // the first record is the catalogue's head
    expect(kept).toBeGreaterThanOrEqual(2 * BATCH);
    // Sent again whole, it brings the rest.
    await importFeed(world, node, 'import.xml', goods);
    expect((await catalogueOf(world, node.idSpace)).products).toHaveLength(30);
  });

  it('with values that cannot be read: each stands in the journal with its line, up to a limit, and the old value stays', async () => {
    const node = await newNode();
    const many = ids(1300);
    const good = (amount: string) =>
      feed(
        offers(
          many.map((id) => ({ id, name: id, more: price(amount) })),
          false,
        ),
      );
    await importFeed(world, node, 'offers.xml', good('10'), batchOf(400));
    const sent = await importFeed(world, node, 'offers.xml', good('десять'), batchOf(400));
    const told = await world.knex('journal').where({ feed_id: sent.feedId, severity: 'warning' }).orderBy('entry_id');
    expect(told.filter((one) => one.code === 'value-unreadable')).toHaveLength(1000);
    expect(told[0]).toMatchObject({ line: 4, message: expect.stringContaining('десять') });
    expect(told[999]).toMatchObject({ line: 1003 });
    const more = told.filter((one) => one.code !== 'value-unreadable');
    expect(more).toEqual([expect.objectContaining({ code: 'value-unreadable-more', detail: { count: 300 } })]);
    const { rows } = await world.knex.raw(
      `select distinct prices from offer_numbers join offers using (shop_id, offer_id) where id_space = ?`,
      [node.idSpace],
    );
    expect(rows).toEqual([{ prices: { t1: [{ amount: '10' }] } }]);
  });
});

describe('the order of things', () => {
  const goods = feed(
    classifier(PRICE_TYPES),
    catalogue(
      [...ids(9), 'v#a', 'v#b'].map((id) => ({ id, name: `Товар ${id}` })),
      false,
    ),
  );
  const prices = feed(
    offers(
      [...ids(9), 'v#a', 'v#b'].map((id) => ({ id, name: `Offer ${id}`, more: price('5') })),
      false,
    ),
  );

  it('offers before their products end as after them', async () => {
    const [one, two] = [await newNode(), await newNode()];
    await importFeed(world, one, 'import.xml', goods);
    await importFeed(world, one, 'offers.xml', prices);
    await importFeed(world, two, 'offers.xml', prices);
    await importFeed(world, two, 'import.xml', goods);
    const [first, second] = [await catalogueOf(world, one.idSpace), await catalogueOf(world, two.idSpace)];
    const withoutMask = (content: Record<string, unknown[]>) => ({
      ...content,
      offers: content.offers?.map((offer) => ({ ...(offer as object), own_mask: 0 })),
    });
    expect(withoutMask(second)).toEqual(withoutMask(first));
    expect(first.offers).toHaveLength(11);
  });

  /** In how many catalogues each product is. */
  const howMany = async (space: string) =>
    (
      await world.knex.raw(
        'select external_id, cardinality(present_in) as n from products where id_space = ? order by external_id',
        [space],
      )
    ).rows;

  it('two nodes that bring the same ids at once end as one after the other, whoever is first', async () => {
    const alone = [await newNode('alone')];
    alone.push(await newNode('alone'));
    for (const node of alone) await importFeed(world, node, 'all.xml', EVERYTHING);
    const expected = await catalogueOf(world, 'alone');
    for (const space of ['together', 'reversed']) {
      const nodes = [await newNode(space), await newNode(space)];
      if (space === 'reversed') nodes.reverse();
      await Promise.all(nodes.map((node) => importFeed(world, node, 'all.xml', EVERYTHING)));
      expect(await catalogueOf(world, space)).toEqual(expected);
      expect(await howMany(space)).toEqual(await howMany('alone'));
    }
  });

  it('what one node deletes while another brings it stays active, whoever commits first', async () => {
    const [one, two] = [await newNode('race'), await newNode('race')];
    const all = ids(40).map((id) => ({ id, name: id }));
    for (let round = 0; round < 4; round += 1) {
      await importFeed(world, one, 'import.xml', feed(catalogue(all, true)));
      await Promise.all([
        importFeed(
          world,
          one,
          'import.xml',
          feed(
            catalogue(
              all.map((item) => ({ ...item, deleted: true })),
              true,
            ),
          ),
        ),
        importFeed(world, two, 'import.xml', feed(catalogue([...all].reverse(), true))),
      ]);
      const active = await world.knex('products').where({ id_space: 'race', active: true, deleted: false });
      expect(active).toHaveLength(40);
      await Promise.all(
        [one, two].map((node) =>
          importFeed(
            world,
            node,
            'import.xml',
            feed(
              catalogue(
                all.map((item) => ({ ...item, deleted: true })),
                true,
              ),
            ),
          ),
        ),
      );
      expect(await world.knex('products').where({ id_space: 'race', active: true }).pluck('external_id')).toEqual([]);
    }
  });
});
