import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { UzelError } from '../../src/errors.js';
import { receiveFile } from '../../src/exchange/feeds/inbox.js';
import type { ImportStep, Jobs } from '../../src/exchange/jobs/jobs.js';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import type { Exchange } from '../../src/store/exchanges/exchanges.js';
import { saveCheckpoint } from '../../src/store/exchanges/jobs.js';
import { bodyOf, gate, type InboxWorld, openInboxWorld, xml } from './inbox-world.js';
import { zipBytes } from './zip-bytes.js';

const HOLD = 10_000;
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
  exchange = await world.exchange(node);
  world.imported.length = 0;
});

const ask = async (name: string, hold = HOLD) => await jobs.ask(exchange, name, hold);
const rows = async () => await world.knex('jobs').where({ exchange_id: exchange.exchangeId }).orderBy('job_id');
const zipOf = (...names: string[]) => zipBytes(names.map((name) => ({ name, data: xml(name) })));

describe('an import that is asked for', () => {
  it('is done once, however often and by whatever spelling it is asked for', async () => {
    await world.send(exchange, 'import.xml', xml());
    const text = `Прочитано ${Buffer.byteLength(xml())}`;
    expect(await ask('import.xml')).toEqual({ state: 'done', text });
    for (const name of ['import.xml', '/tmp/v8_1/import.xml', 'IMPORT.XML', 'C:\\x\\Import.xml']) {
      expect(await ask(name)).toEqual({ state: 'done', text });
    }
    expect(world.imported).toEqual(['import.xml']);
    expect((await world.journal()).slice(-2)).toEqual([
      {
        code: 'feed-received',
        severity: 'info',
        message: `Получен файл import.xml, ${Buffer.byteLength(xml())} байт.`,
      },
      { code: 'import-done', severity: 'info', message: `import.xml: ${text}` },
    ]);
  });

  it('takes the newest file of a name', async () => {
    for (const inside of ['one', 'two', 'three']) {
      await world.send(exchange, 'import.xml', xml(inside));
      expect((await ask('import.xml')).text).toBe(`Прочитано ${Buffer.byteLength(xml(inside))}`);
    }
    expect(world.imported).toHaveLength(3);
  });

  it('means the file of exactly that path before one of that name elsewhere, and nothing when there are two elsewhere', async () => {
    await world.send(exchange, 'a/import.xml', xml());
    expect((await ask('x/import.xml')).state).toBe('done');
    await world.send(exchange, 'b/import.xml', xml());
    expect((await ask('b/import.xml')).state).toBe('done');
    expect(world.imported).toEqual(['a/import.xml', 'b/import.xml']);
    expect(await ask('import.xml')).toMatchObject({ state: 'failed', code: 'UZ1201' });
  });

  it('settles the pictures that came before', async () => {
    await world.send(exchange, 'import.xml', xml());
    await world.send(exchange, 'import_files/ask/x.jpg', 'picture');
    await ask('import.xml');
    expect(await world.knex('files').where({ path: 'import_files/ask/x.jpg' })).toHaveLength(1);
  });

  it('of a file that never came names what came', async () => {
    await world.send(exchange, 'offers.xml', xml());
    await world.send(exchange, 'import_files/x.jpg', 'x');
    const answer = await ask('import.xml');
    expect(answer).toMatchObject({ state: 'failed', code: 'UZ1201' });
    expect(answer.text).toContain('Файл import.xml не найден. Получены: offers.xml.');
    exchange = await world.exchange(node, 'sale');
    expect((await ask('import.xml')).text).toContain('файлы XML и ZIP не приходили');
    expect((await world.journal()).at(-1)).toMatchObject({ code: 'import-unknown-file', severity: 'error' });
  });

  it('refuses an unsafe name as an answer', async () => {
    expect(await ask('../import.xml')).toMatchObject({ state: 'failed', code: 'UZ1101' });
  });

  it('of a file whose end did not come says how much came; sent again it begins anew', async () => {
    const whole = xml('goods');
    await world.send(exchange, 'import.xml', whole.slice(0, -10));
    const answer = await ask('import.xml');
    expect(answer).toMatchObject({ state: 'failed', code: 'UZ1202' });
    expect(answer.text).toContain(`пришло ${Buffer.byteLength(whole.slice(0, -10))} байт`);
    expect(await ask('import.xml')).toEqual(answer);
    expect((await world.journal()).filter((entry) => entry.message.includes('не полностью'))).toHaveLength(1);
    await world.send(exchange, 'import.xml', whole);
    expect((await ask('import.xml')).state).toBe('done');
  });

  it('of what is neither XML nor ZIP says so', async () => {
    await world.send(exchange, 'import.xml', 'PHP Warning: something');
    expect(await ask('import.xml')).toMatchObject({ state: 'failed', code: 'UZ1305' });
  });

  it('leaves bytes out that a crash left beyond the last answer', async () => {
    const feed = await world.send(exchange, 'import.xml', xml());
    await world.services.blobs.append(feed.storedAs, feed.size, bodyOf('<half'), 100);
    expect(await ask('import.xml')).toMatchObject({ state: 'done', text: `Прочитано ${feed.size}` });
  });
});

describe('a file inside a ZIP', () => {
  it('is unpacked before the first import, whatever its path; what was not asked for waits', async () => {
    const bytes = zipOf('import.xml', 'offers.xml');
    await world.send(exchange, 'v8_1.zip', bytes.subarray(0, 100));
    await world.send(exchange, 'v8_1.zip', bytes.subarray(100));
    expect((await ask('import.xml')).state).toBe('done');
    expect(world.imported).toEqual(['import.xml']);
    expect((await ask('webdata/offers.xml')).state).toBe('done');
    expect(world.imported).toEqual(['import.xml', 'offers.xml']);
    expect((await rows()).map((row) => row.kind)).toEqual(['unpack', 'import', 'import']);
  });

  it('is taken from the newest of several ZIPs', async () => {
    await world.send(exchange, 'v8_1.zip', zipBytes([{ name: 'import.xml', data: xml('1') }]));
    expect((await ask('import.xml')).text).toBe(`Прочитано ${Buffer.byteLength(xml('1'))}`);
    await world.send(exchange, 'v8_2.zip', zipBytes([{ name: 'import.xml', data: xml('22') }]));
    await world.send(exchange, 'v8_3.zip', zipBytes([{ name: 'offers.xml', data: xml('333') }]));
    expect((await ask('import.xml')).text).toBe(`Прочитано ${Buffer.byteLength(xml('22'))}`);
    expect((await ask('offers.xml')).text).toBe(`Прочитано ${Buffer.byteLength(xml('333'))}`);
  });

  it('that did not come to its end is a ZIP that is not whole', async () => {
    await world.send(exchange, 'v8_1.zip', zipOf('import.xml').subarray(0, -1));
    const answer = await ask('import.xml');
    expect(answer).toMatchObject({ state: 'failed', code: 'UZ1202' });
    expect(answer.text).toContain('v8_1.zip');
  });

  it('of a damaged ZIP fails with the reason, each time', async () => {
    await world.send(exchange, 'v8_1.zip', zipBytes([{ name: '../import.xml', data: xml() }]));
    for (let i = 0; i < 2; i += 1) {
      const answer = await ask('import.xml');
      expect(answer).toMatchObject({ state: 'failed', code: 'UZ1203' });
      expect(answer.text).toContain('v8_1.zip');
    }
  });

  it('is not needed: the ZIP itself is asked for, and all its XML is imported, import* first', async () => {
    const names = ['offers0_1.xml', 'a.xml', 'import0_10.xml', 'import0_2.xml'];
    await world.send(exchange, 'v8_1.zip', zipOf(...names));
    expect((await ask('v8_1.zip')).state).toBe('done');
    expect(world.imported).toEqual(['import0_2.xml', 'import0_10.xml', 'a.xml', 'offers0_1.xml']);
    expect((await ask('v8_1.zip')).state).toBe('done');
    expect(world.imported).toHaveLength(4);
  });
});

describe('an import that takes long', () => {
  it('is held, answered with how far it is, and joined', async () => {
    const held = gate();
    let runs = 0;
    const slow = world.jobs(async (_job, _feed, tools) => {
      runs += 1;
      tools.progress('Загружается: товаров 12 (5 %)');
      await held.opened;
      return { state: 'done', counts: {}, text: 'готово' };
    });
    await world.send(exchange, 'import.xml', xml());
    await world.send(exchange, 'offers.xml', xml());
    const began = Date.now();
    expect((await slow.ask(exchange, 'import.xml', 300)).state).toBe('progress');
    expect(Date.now() - began).toBeGreaterThanOrEqual(295);
    while (runs === 0) await pause(5);
    const answers = await Promise.all([1, 2, 3].map(async () => await slow.ask(exchange, 'import.xml', 300)));
    expect(answers).toEqual(Array(3).fill({ state: 'progress', text: 'Загружается: товаров 12 (5 %)' }));
    expect(slow.busy(node.nodeId)).toBe(true);
    expect(await slow.ask(exchange, 'offers.xml', 50)).toEqual({
      state: 'progress',
      text: 'В очереди: offers.xml. Заданий впереди: 1',
    });
    const last = slow.ask(exchange, 'import.xml', HOLD);
    held.open();
    expect(await last).toEqual({ state: 'done', text: 'готово' });
    expect((await slow.ask(exchange, 'offers.xml', HOLD)).state).toBe('done');
    expect(runs).toBe(2);
    while (slow.busy(node.nodeId)) await pause(5); // it looks once more for what there may be
  });

  it('answers at once when it ends or the client goes away, not when the hold is over', async () => {
    const held = gate();
    const slow = world.jobs(async () => {
      await held.opened;
      return { state: 'done', counts: {}, text: 'готово' };
    });
    await world.send(exchange, 'import.xml', xml());
    const gone = new AbortController();
    const began = Date.now();
    const left = slow.ask(exchange, 'import.xml', HOLD, gone.signal);
    const stayed = slow.ask(exchange, 'import.xml', HOLD);
    setTimeout(() => gone.abort(), 50);
    setTimeout(held.open, 100);
    expect((await left).state).toBe('progress');
    expect((await stayed).state).toBe('done');
    expect(Date.now() - began).toBeLessThan(HOLD / 2);
  });

  it('waits for a piece of the file that is still being received, as long as it may', async () => {
    await world.send(exchange, 'import.xml', '<a>');
    const held = gate();
    const slow = Readable.from(
      (async function* () {
        yield Buffer.from('</a');
        await held.opened;
        yield Buffer.from('>');
      })(),
    );
    const received = receiveFile(world.services, exchange, 'import.xml', slow);
    await pause(50);
    expect(await ask('import.xml', 100)).toEqual({ state: 'progress', text: 'Файл import.xml ещё принимается' });
    held.open();
    await received;
    expect((await ask('import.xml')).state).toBe('done');
  });
});

describe('an import that fails', () => {
  const failing =
    (fail: { now: boolean }, seen: unknown[]): ImportStep =>
    async (job) => {
      seen.push(job.checkpoint);
      await world.services.db.transaction(
        async (tx) => await saveCheckpoint(tx, job, { records: seen.length }, { product: 5 }),
      );
      if (fail.now) throw new UzelError('UZ1301', 'Ошибка XML в строке 12: тег не закрыт.');
      return { state: 'done', counts: { product: 6 }, text: 'готово' };
    };

  it('says why with the name of the file; asked again it goes on from its checkpoint', async () => {
    const seen: unknown[] = [];
    const fail = { now: true };
    const own = world.jobs(failing(fail, seen));
    await world.send(exchange, 'import.xml', xml());
    const text = 'import.xml: Ошибка XML в строке 12: тег не закрыт.';
    const failed = { state: 'failed', code: 'UZ1301', text, told: true };
    expect(await own.ask(exchange, 'import.xml', HOLD)).toEqual(failed);
    expect((await world.journal()).at(-1)).toEqual({ code: 'import-failed', severity: 'error', message: failed.text });
    expect(await own.ask(exchange, 'import.xml', HOLD)).toEqual(failed);
    fail.now = false;
    expect(await own.ask(exchange, 'import.xml', HOLD)).toEqual({ state: 'done', text: 'готово' });
    expect(seen).toEqual([{}, { records: 1 }, { records: 2 }]);
    expect((await rows())[0]).toMatchObject({
      state: 'done',
      counts: { product: 6 },
      error_code: null,
      error_text: null,
    });
  });

  it('while nobody was waiting is told at the next request, not tried again silently', async () => {
    const seen: unknown[] = [];
    const held = gate();
    const step = failing({ now: true }, seen);
    const own = world.jobs(async (...args) => {
      await held.opened;
      return await step(...args);
    });
    await world.send(exchange, 'import.xml', xml());
    expect((await own.ask(exchange, 'import.xml', 20)).state).toBe('progress');
    held.open();
    while (own.busy(node.nodeId)) await pause(5);
    expect(await own.ask(exchange, 'import.xml', HOLD)).toMatchObject({ state: 'failed', code: 'UZ1301' });
    expect(seen).toHaveLength(1);
  });

  it('for no reason of the feed is tried again some times, then fails with UZ1205', async () => {
    let tries = 0;
    const own = world.jobs(async () => {
      tries += 1;
      throw new TypeError('bug');
    });
    await world.send(exchange, 'import.xml', xml());
    expect(await own.ask(exchange, 'import.xml', HOLD)).toMatchObject({ state: 'failed', code: 'UZ1205' });
    expect(tries).toBe(4);
  });

  it('for a while is done when it works again', async () => {
    let tries = 0;
    const own = world.jobs(async () => {
      tries += 1;
      if (tries < 3) throw new Error('Connection terminated unexpectedly');
      return { state: 'done', counts: {}, text: 'готово' };
    });
    await world.send(exchange, 'import.xml', xml());
    expect(await own.ask(exchange, 'import.xml', HOLD)).toEqual({ state: 'done', text: 'готово' });
    expect(tries).toBe(3);
    expect(
      (await world.journal()).filter((entry) => entry.code === 'import-failed' && entry.message.includes('Connection')),
    ).toEqual([]);
  });
});

describe('a file of a former exchange', () => {
  it('is imported when it is asked for in a later one; the newest that was not imported', async () => {
    await world.send(exchange, 'import.xml', xml('old'));
    await ask('import.xml');
    const second = await world.exchange(node);
    await world.send(second, 'import.xml', xml('newer'));
    exchange = await world.exchange(node);
    expect((await ask('import.xml')).text).toBe(`Прочитано ${Buffer.byteLength(xml('newer'))}`);
    exchange = await world.exchange(node);
    expect(await ask('import.xml')).toMatchObject({ state: 'failed', code: 'UZ1201' });
  });

  it('that fell due at this checkauth counts as done, also inside a ZIP that is being unpacked', async () => {
    await world.send(exchange, 'import.xml', xml('1'));
    await world.send(exchange, 'v8_1.zip', zipOf('offers.xml'));
    exchange = await world.exchange(node);
    expect(await jobs.leftovers(node, 'catalog')).toBe(2);
    expect((await ask('offers.xml')).state).toBe('done');
    expect((await ask('import.xml')).state).toBe('done');
    expect(world.imported).toEqual(['import.xml', 'offers.xml']);
  });

  it('of another type or another node is not meant', async () => {
    await world.send(exchange, 'import.xml', xml());
    exchange = await world.exchange(node, 'sale');
    expect((await ask('import.xml')).code).toBe('UZ1201');
    exchange = await world.exchange(await world.node());
    expect((await ask('import.xml')).code).toBe('UZ1201');
  });
});
