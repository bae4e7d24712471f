import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import type { FeedRecord } from '../../src/records.js';
import { AbsentKeys } from '../../src/store/catalogue/absent-keys.js';
import { KeyFilter } from '../../src/store/catalogue/key-filter.js';
import { catalogue, offer, pack, product, StepWorld } from './step-world.js';

describe('a filter of keys', () => {
  it('has all that was added, and hardly anything else', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 200 }), (texts) => {
        const filter = new KeyFilter();
        for (const text of texts) filter.meet(text);
        expect(texts.filter((text) => !filter.meet(text))).toEqual([]);
      }),
      { numRuns: 50, seed: 5 },
    );
    const filter = new KeyFilter();
    const id = (number: number): string => `4f1a2b3c-00a1-11ec-${String(number).padStart(17, '0')}`;
    for (let number = 0; number < 100_000; number += 1) filter.meet(id(number));
    const wrong = Array.from({ length: 20_000 }, (_, index) => id(1_000_000 + index)).filter((one) => filter.meet(one));
    expect(wrong.length).toBeLessThan(200);
  });
});

describe('keys that an import does not ask for', () => {
  let world: StepWorld;
  let [one, other]: ExchangeNode[] = [];
  let absent: AbsentKeys;
  /** Keys that the database was asked for. */
  let asked: string[];

  beforeAll(async () => {
    world = await StepWorld.open();
    one = await world.addNode('one');
    other = await world.addNode('other');
    world.knex.on('query', ({ sql, bindings }: { sql: string; bindings?: unknown[] }) => {
      if (/as key\s/.test(sql)) asked.push(...(bindings ?? []).filter(Array.isArray).flat());
    });
  });
  afterAll(() => world.database.close());
  beforeEach(async () => {
    for (const table of ['products', 'offers', 'offer_numbers']) await world.knex(table).delete();
    if (one) await world.newExchange(one);
    absent = new AbsentKeys();
    asked = [];
  });

  const node = (of: ExchangeNode | undefined): ExchangeNode => {
    if (!of) throw new Error('no node');
    return of;
  };
  /** A step of the import, as the importer commits it. */
  const step = (...records: FeedRecord[]) =>
    absent.relying(() => world.database.db.transaction((tx) => world.writeIn(tx, records, node(one), [], absent)));
  const goods = (...ids: string[]): FeedRecord[] => [
    catalogue(true),
    ...ids.map((id) => product(id, { name: `name ${id}` })),
  ];
  const names = () => world.knex('products').orderBy('external_id').pluck('name');

  it('are all keys of an id space that was empty, but those that come again', async () => {
    await step(...goods('a', 'b'));
    await step(...goods('c', 'b'), pack(true), offer('a'), offer('c'));
    await step(pack(true), offer('a', { name: 'again' }), offer('b'));
    expect(asked).toEqual(['b', 'a']);
    expect(await names()).toEqual(['name a', 'name b', 'name c']);
    expect(await world.knex('offers').count({ n: '*' })).toEqual([{ n: '3' }]);
  });

  it('are none where there was something before', async () => {
    await world.write(goods('x'), node(other));
    await step(...goods('a', 'x'));
    expect(new Set(asked)).toEqual(new Set(['a', 'x']));
    expect(await names()).toEqual(['name a', 'name x']);
  });

  it.each<[string, FeedRecord[], FeedRecord[]]>([
    ['a product', goods('b'), [catalogue(true), product('b', { name: 'mine' }), product('c', { name: 'new' })]],
    ['an offer', [pack(true), offer('b', { name: 'theirs' })], [pack(true), offer('b', { name: 'mine' }), offer('c')]],
  ])('%s that another node brings between two steps is found all the same', async (_what, theirs, mine) => {
    await step(...goods('a'), pack(true), offer('a'));
    asked = [];
    await world.write(theirs, node(other));
    const changes = await step(...mine);
    expect(changes.map((change) => change.how).sort()).toEqual(['changed', 'new']);
    const table = mine[0]?.kind === 'catalogue' ? 'products' : 'offers';
    expect(await world.knex(table).where({ name: 'mine' }).count({ n: '*' })).toEqual([{ n: '1' }]);
    // From there on everything is asked for.
    await step(...goods('d'));
    expect(asked).toContain('d');
  });

  it('do not hide another violation', async () => {
    await expect(
      absent.relying(() =>
        world.database.db.transaction((tx) =>
          tx.raw('insert into shops (shop_id, name) values (?, ?)', ['main', 'twice']),
        ),
      ),
    ).rejects.toThrow('shops_pkey');
  });
});
