import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { UzelError } from '../../src/errors.js';
import type { Jobs } from '../../src/exchange/jobs/jobs.js';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import { beginGeneration, type Exchange } from '../../src/store/exchanges/exchanges.js';
import { type InboxWorld, openInboxWorld, sha256, xml } from './inbox-world.js';
import { zipBytes } from './zip-bytes.js';

const HOLD = 10_000;
let world: InboxWorld;
let node: ExchangeNode;
let exchange: Exchange;
let jobs: Jobs;
beforeAll(async () => {
  world = await openInboxWorld({ LEFTOVER_MINUTES: '10', EXCHANGE_IDLE_MINUTES: '120' });
});
afterAll(async () => await world.close());
beforeEach(async () => {
  node = await world.node();
  exchange = await world.exchange(node);
  jobs = world.jobs(undefined, { sweepMs: 20 });
  world.imported.length = 0;
});
afterEach(async () => {
  await jobs.stop();
  // What a test left unasked must not fall due in the next.
  await world.knex('exchanges').update({ ended_at: world.knex.fn.now() });
  await world.knex('feeds').where({ state: 'receiving' }).update({ state: 'closed' });
});

async function quiet(of = node): Promise<void> {
  while (jobs.busy(of.nodeId)) await pause(5);
}
const jobRows = async () => await world.knex('jobs').where({ node_id: node.nodeId }).orderBy(['queued_at', 'job_id']);

describe('checkauth', () => {
  it('queues the whole feeds of former exchanges in the order in which they came, and settles their pictures', async () => {
    await world.send(exchange, 'offers.xml', xml());
    await world.send(exchange, 'import_files/left/x.jpg', 'picture');
    const second = await world.exchange(node);
    await world.send(second, 'import.xml', xml());
    await world.send(second, 'import_files/left/y.jpg', 'other');
    await world.exchange(node);
    expect(await jobs.leftovers(node, 'catalog')).toBe(2);
    await quiet();
    expect(world.imported).toEqual(['offers.xml', 'import.xml']);
    expect((await jobRows()).map((row) => row.asked)).toEqual([false, false]);
    const files = await world.knex('files').where('path', 'like', 'import_files/left/%').orderBy('path');
    expect(files.map((row) => row.sha256)).toEqual([sha256('picture'), sha256('other')]);
    expect(await jobs.leftovers(node, 'catalog')).toBe(0);
  });

  it('takes up the leftovers of the others when those of one exchange cannot be read', async () => {
    await world.send(exchange, 'lost.xml', xml());
    const [lost] = await world.knex('feeds').where({ exchange_id: exchange.exchangeId });
    await world.services.blobs.remove(lost.stored_as);
    const second = await world.exchange(node);
    await world.send(second, 'found.xml', xml());
    expect(await jobs.leftovers(node, 'catalog')).toBe(1);
    await quiet();
    expect(world.imported).toEqual(['found.xml']);
  });

  it('goes before what is asked for after it', async () => {
    await world.send(exchange, 'old.xml', xml());
    const next = await world.exchange(node);
    await jobs.leftovers(node, 'catalog');
    await world.send(next, 'new.xml', xml());
    await jobs.ask(next, 'new.xml', HOLD);
    expect(world.imported).toEqual(['old.xml', 'new.xml']);
  });

  it('leaves alone what is of another type or node, not whole, replaced, asked for, or failed', async () => {
    const failing = world.jobs(async () => {
      throw new UzelError('UZ1301', 'плохо');
    });
    await world.send(exchange, 'failed.xml', xml());
    await failing.ask(exchange, 'failed.xml', HOLD);
    await failing.stop();
    await world.send(exchange, 'asked.xml', xml());
    await jobs.ask(exchange, 'asked.xml', HOLD);
    await world.send(exchange, 'cut.xml', '<a><b>');
    await world.send(exchange, 'cut.zip', zipBytes([{ name: 'import.xml', data: xml() }]).subarray(0, -5));
    await world.send(exchange, 'replaced.xml', xml('first'));
    exchange = await beginGeneration(world.knex, exchange, {});
    await world.send(exchange, 'replaced.xml', '<second>');
    await world.send(await world.exchange(node, 'sale'), 'orders.xml', xml());
    await world.send(await world.exchange(await world.node()), 'import.xml', xml());
    world.imported.length = 0;
    expect(await jobs.leftovers(node, 'catalog')).toBe(0);
    await quiet();
    expect(world.imported).toEqual([]);
    expect(await jobs.leftovers(node, 'sale')).toBe(1);
    await quiet();
    expect(world.imported).toEqual(['orders.xml']);
  });

  it('does not close what is not whole: its next piece may still come', async () => {
    await world.send(exchange, 'import.xml', '<a>');
    await jobs.leftovers(node, 'catalog');
    await world.send(exchange, 'import.xml', '</a>');
    expect((await jobs.ask(exchange, 'import.xml', HOLD)).state).toBe('done');
  });

  it('unpacks a ZIP and imports all its XML, also what an import of one entry left', async () => {
    const names = ['import.xml', 'offers.xml', 'prices.xml'];
    const zip = zipBytes(names.map((name) => ({ name, data: xml(name) })));
    await world.send(exchange, 'v8_1.zip', zip);
    await jobs.ask(exchange, 'offers.xml', HOLD);
    const second = await world.exchange(node);
    await world.send(second, 'v8_2.zip', zip);
    expect(await jobs.leftovers(node, 'catalog')).toBe(3);
    await quiet();
    expect(world.imported).toEqual(['offers.xml', 'import.xml', 'prices.xml', ...names]);
  });

  it('is joined by an explicit import of the same file', async () => {
    await world.send(exchange, 'import.xml', xml());
    await jobs.leftovers(node, 'catalog');
    expect((await jobs.ask(exchange, 'import.xml', HOLD)).state).toBe('done');
    expect(world.imported).toEqual(['import.xml']);
  });
});

describe('an exchange that fell silent', () => {
  it('has its whole feeds imported and its pictures settled, not before its time', async () => {
    await world.send(exchange, 'import.xml', xml());
    await world.send(exchange, 'import_files/silent/x.jpg', 'picture');
    await world.silence(exchange, 9);
    await jobs.start();
    await pause(100);
    expect(world.imported).toEqual([]);
    await world.silence(exchange, 11);
    while (world.imported.length === 0) await pause(10);
    expect(world.imported).toEqual(['import.xml']);
    // A sweep that began a moment before the silence was long enough may leave the picture to the next.
    const picture = async () => await world.knex('files').where({ path: 'import_files/silent/x.jpg' });
    while ((await picture()).length === 0) await pause(10);
    expect(await picture()).toHaveLength(1);
    expect((await world.knex('exchanges').where({ exchange_id: exchange.exchangeId }).first()).ended_at).toBeNull();
  });

  it('for long has ended, and the journal tells of what did not come to its end', async () => {
    await world.send(exchange, 'whole.xml', xml());
    await world.send(exchange, 'cut.xml', '<a><b>');
    await world.silence(exchange, 121);
    await jobs.start();
    const row = async () => await world.knex('exchanges').where({ exchange_id: exchange.exchangeId }).first();
    while ((await row()).ended_at === null) await pause(10);
    await quiet();
    expect(world.imported).toEqual(['whole.xml']);
    const told = (await world.journal()).filter((entry) => entry.message.includes('cut.xml'));
    expect(told).toEqual([
      {
        code: 'feed-incomplete',
        severity: 'warning',
        message: 'Файл cut.xml пришёл не полностью (6 байт) и не загружен.',
      },
    ]);
    const states = await world.knex('feeds').where({ exchange_id: exchange.exchangeId }).select('state');
    expect(states).toEqual([{ state: 'closed' }, { state: 'closed' }]);
  });

  it('and ended while the server was down is looked at once when it starts', async () => {
    await world.send(
      exchange,
      'v8_1.zip',
      zipBytes(['import.xml', 'offers.xml'].map((name) => ({ name, data: xml() }))),
    );
    await jobs.ask(exchange, 'import.xml', HOLD);
    await world.silence(exchange, 500);
    await world.knex('exchanges').where({ exchange_id: exchange.exchangeId }).update({ ended_at: world.knex.fn.now() });
    await jobs.start();
    await quiet();
    expect(world.imported).toEqual(['import.xml', 'offers.xml']);
  });

  it('of the command line is left to its process', async () => {
    const command = await world.exchange(node, 'import');
    await world.send(command, 'import.xml', xml());
    await world.silence(command, 500);
    await jobs.start();
    await pause(100);
    expect(world.imported).toEqual([]);
    expect((await world.knex('feeds').where({ exchange_id: command.exchangeId }).first()).state).toBe('receiving');
  });

  it('of a node that was removed or switched off stays as it is', async () => {
    await world.send(exchange, 'import.xml', xml());
    await world.knex('nodes').where({ node_id: node.nodeId }).update({ state: 'paused' });
    await world.silence(exchange, 11);
    await jobs.start();
    await pause(100);
    expect(world.imported).toEqual([]);
  });
});
