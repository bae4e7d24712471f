import { spawn } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inDryRun } from '../../../src/db/dry-run.js';
import type { Database } from '../../../src/db/open.js';
import { tellEndedExchanges } from '../../../src/exchange/hooks/ended-exchanges.js';
import { additionsTo, beginExchange, problemsOf, readingOf, wishOf } from '../../../src/exchange/hooks/index.js';
import type { ExchangeNode } from '../../../src/nodes/exchange-node.js';
import { NODE_KIND_API, type NodeKind } from '../../../src/nodes/node-kind.js';
import type { Order } from '../../../src/orders.js';
import type { DocumentRecord } from '../../../src/records.js';
import { SAMPLE_DOCUMENTS, SAMPLE_ORDERS } from '../../../src/testing/index.js';
import { type OrdersWorld, openOrdersWorld } from '../orders-world.js';
import { growing } from './kind-world.js';

let world: OrdersWorld;
const kinds: NodeKind[] = [];
const [, order] = SAMPLE_ORDERS as readonly [Order, Order];
const [document] = SAMPLE_DOCUMENTS as readonly [DocumentRecord, DocumentRecord];

beforeAll(async () => {
  world = await openOrdersWorld({ HOOK_SECONDS: '0.2' }, growing(kinds));
});
afterAll(async () => await world.close());

async function nodeOf(hooks: Partial<NodeKind>): Promise<ExchangeNode> {
  const name = `kind-${kinds.length}`;
  kinds.push({ name, apiVersion: NODE_KIND_API, ...hooks });
  return await world.node({ kind: name, name });
}

/** All four hooks of an order. */
async function askAll(node: ExchangeNode) {
  const { exchangeId } = await world.exchange(node);
  return await world.services.db.transaction(async (tx) => ({
    wish: await wishOf(world.services, tx, node, order),
    problems: await problemsOf(world.services, tx, node, exchangeId, order),
    additions: await additionsTo(world.services, tx, node, exchangeId, order),
    reading: await readingOf(world.services, tx, node, exchangeId, document, order),
  }));
}

describe('hooks of orders', () => {
  it('what a kind answers comes back as it is', async () => {
    const node = await nodeOf({
      wantsOrder: async () => ({ wants: true, reason: 'моё' }),
      checkOrder: () => [{ code: 'no-card', text: 'Укажите карту.' }],
      writeOrder: (_, { number }) => ({ requisites: { Источник: number }, fields: { comment: 'из магазина' } }),
      readDocument: (_, { requisites }) => ({ status: requisites[1]?.values[0] ?? '', lockedInOneC: true }),
    });
    expect(await askAll(node)).toEqual({
      wish: { wants: true, reason: 'моё' },
      problems: [{ code: 'no-card', text: 'Укажите карту.' }],
      additions: { requisites: { Источник: '2' }, fields: { comment: 'из магазина' } },
      reading: { status: 'В работе', lockedInOneC: true },
    });
  });

  it('a kind knows the language of the shop, and whether all will be taken back', async () => {
    const node = await nodeOf({
      wantsOrder: ({ language, dryRun }) => ({ wants: true, reason: `${language} ${dryRun}` }),
    });
    const wish = async (db: Database) =>
      await db.transaction(async (tx) => await wishOf(world.services, tx, node, order));
    await world.knex('shops').update({ language: 'uk' });
    expect(await wish(world.services.db)).toEqual({ wants: true, reason: 'uk false' });
    expect(await inDryRun(world.services.db, wish)).toEqual({ wants: true, reason: 'uk true' });
    await world.knex('shops').update({ language: 'ru' });
  });

  it('a kind without hooks minds nothing', async () => {
    expect(await askAll(await nodeOf({}))).toEqual({ wish: { wants: null }, problems: [], additions: {}, reading: {} });
  });

  const nonsense: [string, Partial<NodeKind>][] = [
    ['of no kind', { wantsOrder: () => 1, checkOrder: () => 1, writeOrder: () => 1, readDocument: () => 1 } as never],
    [
      'with wrong members',
      {
        wantsOrder: () => ({ wants: 'yes' }),
        checkOrder: () => [{ code: '', text: '' }],
        writeOrder: () => ({ fields: { lines: [{ ...order.lines[0], amount: '24 500,00' }] } }),
        readDocument: () => ({ paid: true }),
      } as never,
    ],
    [
      'nothing at all',
      {
        wantsOrder: () => undefined,
        checkOrder: () => null,
        writeOrder: () => null,
        readDocument: () => null,
      } as never,
    ],
  ];
  it.each(nonsense)('an answer %s costs that order, told once by each hook', async (_, hooks) => {
    const node = await nodeOf(hooks);
    const before = (await world.journal()).length;
    const answers = await askAll(node);
    expect(answers).toMatchObject({ wish: { wants: false }, additions: null, reading: {} });
    expect(answers.problems).toEqual([{ code: 'node-kind-failed', text: expect.stringContaining(`«${node.kind}»`) }]);
    const told = (await world.journal()).slice(before);
    expect(told.map((entry) => entry.code)).toEqual(Array(4).fill('node-kind-failed'));
    for (const [index, hook] of ['wantsOrder', 'checkOrder', 'writeOrder', 'readDocument'].entries()) {
      expect(told[index]?.message).toMatch(new RegExp(`^Заказ 2: вид узла «${node.kind}» не справился \\(${hook}\\)`));
    }
  });

  it('an order cannot be changed by a hook', async () => {
    const node = await nodeOf({
      checkOrder: (_, given) => {
        (given.lines as unknown[]).length = 0;
        return [];
      },
    });
    expect((await askAll(node)).problems).toHaveLength(1);
    expect(order.lines).toHaveLength(2);
  });

  it('a hook that hung three times is not asked for a while; another node of its kind is', async () => {
    let asked = 0;
    const node = await nodeOf({
      checkOrder: async ({ node: asking }) => {
        asked += 1;
        return asking.name === 'well' ? [] : await new Promise(() => undefined);
      },
    });
    const well = await world.node({ kind: node.kind, name: 'well' });
    for (let index = 0; index < 20; index += 1) await askAll(node);
    expect(asked).toBe(3);
    expect((await askAll(well)).problems).toEqual([]);
  });

  it('a node whose kind is not loaded gets nothing, and its exchange does not begin', async () => {
    const node = { ...(await world.node({ name: 'gone' })), kind: 'gone' };
    expect(await askAll(node)).toEqual({
      wish: { wants: false, reason: expect.stringContaining('«gone»') },
      problems: [{ code: 'node-kind-missing', text: expect.stringContaining('uzel.config') }],
      additions: null,
      reading: {},
    });
    await expect(beginExchange(world.services, await world.exchange(node), node)).rejects.toMatchObject({
      code: 'UZ1611',
    });
  });
});

describe('begin and end of an exchange', () => {
  it('are told to the kind; the end of a silent exchange once, by the sweeper', async () => {
    const told: string[] = [];
    const node = await nodeOf({
      beginExchange: ({ exchangeId }) => void told.push(`begin ${exchangeId}`),
      endExchange: ({ exchangeId }) => void told.push(`end ${exchangeId}`),
    });
    const exchange = await world.exchange(node);
    await beginExchange(world.services, exchange, node);
    await tellEndedExchanges(world.services);
    expect(told).toEqual([`begin ${exchange.exchangeId}`]);
    await world.knex('exchanges').where({ exchange_id: exchange.exchangeId }).update({ ended_at: new Date() });
    await tellEndedExchanges(world.services);
    await tellEndedExchanges(world.services);
    expect(told).toEqual([`begin ${exchange.exchangeId}`, `end ${exchange.exchangeId}`]);
  });
});

describe('a loop without an end behind an await', () => {
  it('is told of on standard error, with the hook that runs', async () => {
    const file = path.join(process.cwd(), 'dist', 'exchange', 'hooks', 'running-hooks.js');
    const script = `import { noteRunning } from ${JSON.stringify(file)};
      noteRunning('bad.products (shop1c)', 300); await new Promise((done) => setTimeout(done, 50)); for (;;);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const line = await new Promise<string>((resolve, reject) => {
      child.stderr.once('data', (data: Buffer) => resolve(data.toString()));
      child.once('exit', () => reject(new Error('it ended and told nothing')));
    });
    child.kill('SIGKILL');
    expect(JSON.parse(line)).toMatchObject({ level: 60, hooks: 'bad.products (shop1c)' });
  });
});
