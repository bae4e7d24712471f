import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { UzelError } from '../../src/errors.js';
import type { Jobs } from '../../src/exchange/jobs/jobs.js';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import type { Exchange } from '../../src/store/exchanges/exchanges.js';
import { gate, type InboxWorld, openInboxWorld, withCode, xml } from './inbox-world.js';
import { zipBytes } from './zip-bytes.js';

const WAIT = 10_000;
let world: InboxWorld;
let node: ExchangeNode;
let exchange: Exchange;
let jobs: Jobs;
beforeAll(async () => {
  world = await openInboxWorld();
  jobs = world.jobs();
});
afterAll(async () => await world.close());
beforeEach(async () => {
  node = await world.node();
  exchange = await world.exchange(node, 'sale');
  world.imported.length = 0;
});

const sendAndApply = async (name: string, body: string | Buffer, by = jobs, wait = WAIT) =>
  await by.applySaleFile(exchange, await world.send(exchange, name, body), wait);

describe('a file of orders', () => {
  it('is applied when it is whole, before that it waits for its next piece', async () => {
    const whole = xml('документы');
    expect(await sendAndApply('orders.xml', whole.slice(0, 30))).toBe('waiting');
    expect(await sendAndApply('orders.xml', whole.slice(30, 50))).toBe('waiting');
    expect(world.imported).toEqual([]);
    expect(await sendAndApply('orders.xml', whole.slice(50))).toBe('done');
    expect(world.imported).toEqual(['orders.xml']);
  });

  it('is applied once, although an import follows; sent again it is a new one', async () => {
    await sendAndApply('orders.xml', xml());
    expect((await jobs.ask(exchange, 'orders.xml', WAIT)).state).toBe('done');
    expect(world.imported).toHaveLength(1);
    await sendAndApply('orders.xml', xml());
    expect(world.imported).toHaveLength(2);
  });

  it('in a ZIP, in pieces, is unpacked and all of it applied', async () => {
    const zip = zipBytes(['b.xml', 'a.xml'].map((name) => ({ name, data: xml(name) })));
    expect(await sendAndApply('v8_1.zip', zip.subarray(0, 60))).toBe('waiting');
    expect(await sendAndApply('v8_1.zip', zip.subarray(60))).toBe('done');
    expect(world.imported).toEqual(['a.xml', 'b.xml']);
  });

  it('that cannot be applied is refused with the reason; corrected and sent again it is taken', async () => {
    let good = false;
    const own = world.jobs(async () => {
      if (!good) throw new UzelError('UZ1301', 'Ошибка XML в строке 3.');
      return { state: 'done', counts: {}, text: '' };
    });
    await expect(sendAndApply('orders.xml', xml('bad'), own)).rejects.toEqual(
      withCode('UZ1301', 'orders.xml: Ошибка XML в строке 3.'),
    );
    good = true;
    expect(await sendAndApply('orders.xml', xml('good'), own)).toBe('done');
  });

  it('that is no XML is refused, a few bytes of it not yet', async () => {
    expect(await sendAndApply('orders.xml', 'PHP')).toBe('waiting');
    await expect(sendAndApply('orders.xml', 'x'.repeat(5000))).rejects.toEqual(withCode('UZ1305'));
  });

  it('that takes too long is told to come again, and goes on meanwhile (UZ1204)', async () => {
    const held = gate();
    const own = world.jobs(async () => {
      await held.opened;
      return { state: 'done', counts: {}, text: 'готово' };
    });
    await expect(sendAndApply('orders.xml', xml(), own, 50)).rejects.toEqual(withCode('UZ1204', 'orders.xml'));
    held.open();
    expect(await own.ask(exchange, 'orders.xml', WAIT)).toEqual({ state: 'done', text: 'готово' });
  });

  it('that is an attachment is kept', async () => {
    expect(await sendAndApply('invoice.pdf', '%PDF-1.4')).toBe('done');
  });
});

describe('importNow', () => {
  it('does everything of its exchange and tells how it goes, a failure included', async () => {
    const command = await world.exchange(node, 'import');
    const own = world.jobs(async (_job, feed, tools) => {
      tools.progress(`Загружается ${feed.name}`);
      if (feed.name === 'offers.xml') throw new UzelError('UZ1301', 'Ошибка XML.');
      world.imported.push(feed.name);
      return { state: 'done', counts: {}, text: `Готово ${feed.name}` };
    });
    await world.send(command, 'offers.xml', xml());
    await world.send(command, 'import.xml', xml());
    await world.send(
      command,
      'more.zip',
      zipBytes(['rests.xml', 'import1.xml'].map((name) => ({ name, data: xml() }))),
    );
    await world.send(command, 'cut.xml', '<a>');
    await world.send(command, 'import_files/now/x.jpg', 'picture');
    const ends: string[] = [];
    for await (const event of own.importNow(command)) {
      if (event.state !== 'progress') ends.push(`${event.name} ${event.state} ${event.code ?? ''}`.trim());
    }
    expect(ends).toEqual([
      'import.xml done',
      'cut.xml failed UZ1202',
      'more.zip done',
      'import1.xml done',
      'rests.xml done',
      'offers.xml failed UZ1301',
    ]);
    expect(world.imported).toEqual(['import.xml', 'import1.xml', 'rests.xml']);
    expect(await world.knex('files').where({ path: 'import_files/now/x.jpg' })).toHaveLength(1);
  });

  it('tells progress while it waits', async () => {
    const command = await world.exchange(node, 'import');
    const held = gate();
    const own = world.jobs(async (_job, _feed, tools) => {
      tools.progress('Загружается: 1');
      await held.opened;
      return { state: 'done', counts: {}, text: 'готово' };
    });
    await world.send(command, 'import.xml', xml());
    const events = [];
    for await (const event of own.importNow(command)) {
      events.push(event);
      held.open();
    }
    expect(events).toEqual([
      { name: 'import.xml', state: 'progress', text: 'Загружается: 1' },
      { name: 'import.xml', state: 'done', text: 'готово' },
    ]);
  });
});
