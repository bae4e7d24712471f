import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import { insertNode } from '../../src/store/nodes/nodes.js';
import { insertExchange, insertFeed, insertJob, insertJournal } from '../api/exchange-rows.js';
import { type CliWorld, openCliWorld } from './support/cli-world.js';

let world: CliWorld;
let node: ExchangeNode;
let other: ExchangeNode;
let broken: string;
const newNode = (name: string) =>
  world.db.transaction((tx) =>
    insertNode(tx, 'main', { name, profile: 'trade', login: name, password: 'p', timeZone: 'Europe/Kyiv' }),
  );

beforeAll(async () => {
  world = await openCliWorld();
  node = await newNode('shop');
  other = await newNode('other');
  const seen = { opened_at: new Date('2026-07-01T00:30:00Z'), last_seen_at: new Date('2026-07-01T00:31:00Z') };
  const client = { client_version: '3.1', cml_version: '2.08', user_agent: '1C+Enterprise/8.3' };
  broken = await insertExchange(world.knex, node.nodeId, { ...seen, ...client });
  await insertExchange(world.knex, other.nodeId, { type: 'sale', ended_at: new Date() });
  const name = 'import0_1.xml';
  const feed = await insertFeed(world.knex, node.nodeId, broken, {
    name,
    content: 'xml',
    state: 'closed',
    size: 3_500_000,
  });
  await insertJob(world.knex, node.nodeId, broken, feed, {
    state: 'failed',
    error_code: 'UZ1301',
    error_text: 'Файл import0_1.xml поврежден: строка 17.\n\u001b[2JВыгрузите его снова.',
  });
  for (let i = 1; i <= 25; i += 1) {
    await insertJournal(world.knex, node.nodeId, broken, {
      severity: 'warning',
      code: 'value-unreadable',
      message: `строка ${i}: не число`,
    });
  }
  await insertJournal(world.knex, node.nodeId, broken, {
    severity: 'error',
    code: 'import-failed',
    message: 'Импорт не удался',
    at: new Date('2026-07-01T00:32:00Z'),
  });
});
afterAll(() => world.close());

interface Listed {
  readonly items: { id: string; node: { name: string }; counts: object }[];
}

describe('uzel exchange list', () => {
  it('shows the newest first, of all nodes or of one, as many as asked', async () => {
    const all = await world.json<Listed>('exchange', 'list');
    expect(all.items.map((item) => item.node.name)).toEqual(['other', 'shop']);
    expect(all.items[1]).toMatchObject({ id: broken, counts: { feeds: 1, warnings: 25, errors: 1 } });
    const one = await world.json<Listed>('exchange', 'list', '--node', 'shop');
    expect(one.items.map((item) => item.id)).toEqual([broken]);
    expect((await world.json<Listed>('exchange', 'list', '--limit', '1')).items).toHaveLength(1);
  });

  it('shows a person local times and the id to go on with', async () => {
    const { code, stdout } = await world.run('exchange', 'list', '--node', 'shop');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^STARTED +LAST SEEN +NODE/);
    expect(stdout).toContain(
      `2026-07-01 03:30:00  2026-07-01 03:31:00  shop  catalog      1        25       1  ${broken}\n`,
    );
  });

  it('refuses an unknown node', async () => {
    expect((await world.run('exchange', 'list', '--node', 'nobody')).stderr).toMatch(/"nobody".*\(UZ1507\)/);
  });
});

describe('uzel exchange show', () => {
  it('tells a person what went wrong before the details, and folds what repeats', async () => {
    const { code, stdout } = await world.run('exchange', 'show', broken);
    expect(code).toBe(0);
    const places = [
      'Client     exchange 3.1, CommerceML 2.08, 1C+Enterprise/8.3',
      'Started    2026-07-01 03:30:00',
      '! import0_1.xml: Файл import0_1.xml поврежден: строка 17. [2JВыгрузите его снова. (UZ1301)',
      '25 warning(s) and 1 error(s)',
      'FILES',
      '3.3 MB  failed',
      'JOURNAL (times in Europe/Kyiv)',
      'строка 10: не число',
      '… and 15 more like these',
      '2026-07-01 03:32:00  ERROR    Импорт не удался',
    ].map((text) => stdout.indexOf(text));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(stdout).not.toContain('строка 11: не число');
    expect(stdout).not.toContain('\u001b'); // what 1C sent must not steer the terminal
    expect(stdout).not.toContain('exchange confirm');
  });

  it('--all shows the whole journal', async () => {
    const { stdout } = await world.run('exchange', 'show', broken, '--all');
    expect(stdout.match(/строка \d+: не число/g)).toHaveLength(25);
  });

  it('--json is the document of REST, with the whole journal', async () => {
    const document = await world.json<{ feeds: object[]; journal: { items: object[]; next: null } }>(
      ...['exchange', 'show', broken],
    );
    expect(document).toMatchObject({ id: broken, removalHeld: false, node: { name: 'shop' } });
    expect(document.feeds).toMatchObject([
      { name: 'import0_1.xml', job: { state: 'failed', error: { code: 'UZ1301' } } },
    ]);
    expect(document.journal.items).toHaveLength(26);
  });

  it('refuses an unknown id, and what is no id', async () => {
    for (const id of [uuid(), 'last']) {
      const { code, stderr } = await world.run('exchange', 'show', id);
      expect(code).toBe(1);
      expect(stderr).toMatch(/no exchange .*\(UZ1507\)\n$/);
    }
  });
});

describe('uzel exchange confirm', () => {
  /** A full run whose removal of one product of two waits. */
  async function heldExchange(): Promise<string> {
    const exchangeId = await insertExchange(world.knex, node.nodeId, {});
    const run_id = uuid();
    await world.knex('full_runs').insert({
      ...{ shop_id: 'main', run_id, node_id: node.nodeId, catalogue_id: 'c', state: 'held', catalogue_full: true },
      ...{ first_exchange_id: exchangeId, last_exchange_id: exchangeId, held_reason: 'исчезло бы слишком много' },
    });
    const number = { shop_id: 'main', catalogue_no: 1, node_id: node.nodeId, catalogue_id: 'c', id_space: 'main' };
    await world.knex('node_catalogues').insert(number);
    const goes = uuid();
    for (const [item_no, product_id, external_id] of [
      [1, uuid(), 'stays'],
      [2, goes, 'goes'],
    ]) {
      await world
        .knex('products')
        .insert({ shop_id: 'main', id_space: 'main', external_id, product_id, item_no, present_in: [1] });
    }
    await world.knex('run_missing').insert({ shop_id: 'main', run_id, entity: 'product', item_id: goes, item_no: 2 });
    return exchangeId;
  }

  it('carries out what was held, once', async () => {
    const exchangeId = await heldExchange();
    const { stdout } = await world.run('exchange', 'show', exchangeId);
    expect(stdout).toContain(`uzel exchange confirm ${exchangeId}`);
    expect(await world.json('exchange', 'show', exchangeId)).toMatchObject({ removalHeld: true });

    expect(await world.json('exchange', 'confirm', exchangeId)).toEqual({ id: exchangeId, runs: 1, removed: 1 });
    const products = await world.knex('products').orderBy('external_id').select('external_id', 'active');
    expect(products).toEqual([
      { external_id: 'goes', active: false },
      { external_id: 'stays', active: true },
    ]);

    const again = await world.run('exchange', 'confirm', exchangeId);
    expect([again.code, again.stdout]).toEqual([1, '']);
    expect(again.stderr).toMatch(/Nothing is held.*\(UZ1507\)\n$/);
  });

  it('refuses an exchange without a held removal, and an unknown one', async () => {
    for (const id of [broken, uuid()]) {
      expect(await world.run('exchange', 'confirm', id)).toMatchObject({ code: 1, stdout: '' });
    }
  });
});
