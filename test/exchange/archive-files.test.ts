import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { UzelError } from '../../src/errors.js';
import { applyFeeds } from '../../src/exchange/history/apply-feeds.js';
import { dryRun } from '../../src/exchange/history/dry-run.js';
import { feedsToImport, type ImportEvent } from '../../src/exchange/jobs/import-now.js';
import { createJobs, type ImportStep, type Jobs } from '../../src/exchange/jobs/jobs.js';
import type { Services } from '../../src/services.js';
import type { Exchange } from '../../src/store/exchanges/exchanges.js';
import { gate, type InboxWorld, openInboxWorld, sha256, xml } from './inbox-world.js';
import { zipBytes } from './zip-bytes.js';

const HOLD = 20_000;
let world: InboxWorld;
let exchange: Exchange;
const running: Jobs[] = [];
beforeAll(async () => {
  world = await openInboxWorld({ FILE_LIMIT: '64M' });
});
afterAll(async () => {
  for (const jobs of running) await jobs.stop();
  await world.close();
});
beforeEach(async () => {
  exchange = await world.exchange(await world.node());
  await world.knex('files').delete();
});

const picture = (i: number) => ({ name: `import_files/${i}.jpg`, data: `picture ${i}` });
const pictures = (count: number) => Array.from({ length: count }, (_, i) => picture(i));
const goods = { name: 'import.xml', data: xml('goods') };
const registered = async () => await world.count('files');
const files = async () =>
  Object.fromEntries((await world.knex('files').select('path', 'sha256')).map((row) => [row.path, row.sha256]));

/** Jobs whose pictures are kept by `keep`, as long as that does not throw. */
function jobsThatKeep(keep: (count: number, bytes: Uint8Array) => Promise<void>, step?: ImportStep): Jobs {
  const { blobs } = world.services;
  let count = 0;
  const services: Services = {
    ...world.services,
    blobs: {
      ...blobs,
      keepBytes: async (bytes) => {
        count += 1;
        await keep(count, bytes);
        return await blobs.keepBytes(bytes);
      },
    },
  };
  const imports: ImportStep = step ?? (async () => ({ state: 'done', counts: {}, text: 'готово' }));
  const jobs = createJobs(services, { import: imports }, { restMs: [20] });
  running.push(jobs);
  return jobs;
}

describe('the pictures of a ZIP', () => {
  it('are kept while its XML is imported; the import is done when they are there', async () => {
    const room = gate();
    const jobs = jobsThatKeep(async () => await room.opened);
    await world.send(exchange, 'v8_1.zip', zipBytes([...pictures(5), goods]));
    let early = await jobs.ask(exchange, 'import.xml', 500);
    for (let tries = 0; !/Картинки/.test(early.text) && tries < 20; tries += 1)
      early = await jobs.ask(exchange, 'import.xml', 500);
    expect(early).toEqual({ state: 'progress', text: expect.stringMatching(/^Картинки архива v8_1\.zip: \d из 5$/) });
    expect(await importState()).toBe('done');
    expect(await registered()).toBe(0);
    expect(jobs.busy(exchange.nodeId)).toBe(true);
    const last = jobs.ask(exchange, 'import.xml', HOLD);
    room.open();
    expect(await last).toEqual({ state: 'done', text: 'готово' });
    expect(await files()).toEqual(Object.fromEntries(pictures(5).map(({ name, data }) => [name, sha256(data)])));
  });

  it('are two at a time', async () => {
    let now = 0;
    let most = 0;
    const jobs = jobsThatKeep(async () => {
      now += 1;
      most = Math.max(most, now);
      await pause(5);
      now -= 1;
    });
    await world.send(exchange, 'v8_1.zip', zipBytes([...pictures(10), goods]));
    expect((await jobs.ask(exchange, 'v8_1.zip', HOLD)).state).toBe('done');
    expect(most).toBe(2);
    expect(await registered()).toBe(10);
  });

  it('that cannot be kept fail the import with the reason, once; asked again they are tried again, and go on where they were', async () => {
    let isFull = true;
    let writes = 0;
    const cause = Object.assign(new Error('ENOSPC: no space left on device, write'), {
      code: 'ENOSPC',
      syscall: 'write',
    });
    const full = new UzelError('UZ1105', 'На диске сервера нет места.', { cause });
    const jobs = jobsThatKeep(async (count) => {
      writes = count;
      if (isFull && count > 220) throw full;
    });
    await world.send(exchange, 'v8_1.zip', zipBytes([goods, ...pictures(240)]));
    const answer = await jobs.ask(exchange, 'import.xml', HOLD);
    expect(answer).toMatchObject({ state: 'failed', code: 'UZ1105', told: true });
    expect(answer.text).toBe('v8_1.zip: На диске сервера нет места.');
    expect(await importState()).toBe('done');
    expect(await registered()).toBe(200);
    expect((await world.journal()).at(-1)).toMatchObject({ code: 'archive-files-failed', message: answer.text });
    isFull = false;
    const before = writes;
    expect(await jobs.ask(exchange, 'import.xml', HOLD)).toEqual({ state: 'done', text: 'готово' });
    expect(writes - before).toBe(40);
    expect(await registered()).toBe(240);
  });

  it('go on after an unexpected error and after the end of the process', async () => {
    let isOut = true;
    const dying = jobsThatKeep(async (count) => {
      if (isOut && count === 220)
        throw Object.assign(new Error('EIO: i/o error, write'), { code: 'EIO', syscall: 'write' });
    });
    await world.send(exchange, 'v8_1.zip', zipBytes([goods, ...pictures(240)]));
    expect((await dying.ask(exchange, 'import.xml', HOLD)).state).toBe('done');
    isOut = false;
    expect(await registered()).toBe(240);

    const held = gate();
    const reached = gate();
    const stopped = jobsThatKeep(async (count) => {
      if (count <= 203) return;
      reached.open();
      await held.opened;
    });
    exchange = await world.exchange(await world.node());
    await world.send(
      exchange,
      'v8_2.zip',
      zipBytes([goods, ...pictures(240).map((one) => ({ ...one, data: `${one.data}+` }))]),
    );
    expect((await stopped.ask(exchange, 'import.xml', 10)).state).toBe('progress');
    await reached.opened;
    const ended = stopped.stop();
    held.open();
    await ended;
    const next = jobsThatKeep(async () => undefined);
    await next.start();
    expect((await next.ask(exchange, 'import.xml', HOLD)).state).toBe('done');
    expect(await files()).toEqual(
      Object.fromEntries(pictures(240).map(({ name, data }) => [name, sha256(`${data}+`)])),
    );
  });

  it.each([
    ['under the same name', 'v8_1.zip', 1],
    ['after a second init', 'v8_2.zip', 2],
  ])('that failed are asked for no more when the exchange has sent a ZIP anew %s', async (_how, name, generation) => {
    let tries = 0;
    const jobs = jobsThatKeep(async (_count, bytes) => {
      if (Buffer.from(bytes).toString() !== 'spoiled') return;
      tries += 1;
      if (tries < 2) throw new UzelError('UZ1203', 'Архив повреждён.');
    });
    await world.send(exchange, 'v8_1.zip', zipBytes([goods, { name: picture(0).name, data: 'spoiled' }]));
    expect(await jobs.ask(exchange, 'import.xml', HOLD)).toMatchObject({ state: 'failed', code: 'UZ1203' });
    const again = { ...exchange, generation };
    await world.send(again, name, zipBytes([goods, picture(0)]));
    expect(await jobs.ask(again, 'import.xml', HOLD)).toEqual({ state: 'done', text: 'готово' });
    expect(await files()).toEqual({ [picture(0).name]: sha256(picture(0).data) });
  });

  it('that are large and cannot be kept leave nothing behind', async () => {
    const jobs = jobsThatKeep(async () => undefined);
    const large = { name: picture(0).name, data: Buffer.alloc(4 * 1024 * 1024 + 1), method: 0, crc: 1 };
    const { storedAs } = await world.send(exchange, 'v8_1.zip', zipBytes([large, goods]));
    expect(await jobs.ask(exchange, 'v8_1.zip', HOLD)).toMatchObject({ state: 'failed', code: 'UZ1203' });
    const [xmlEntry] = await world
      .knex('feeds')
      .whereNotNull('parent_feed_id')
      .where({ name: goods.name, exchange_id: exchange.exchangeId });
    const left = await readdir(path.join(world.folder, path.dirname(storedAs)));
    expect(left.sort()).toEqual([storedAs, xmlEntry.stored_as].map((name) => path.basename(name)).sort());
  });

  it('that failed are told of with their own ZIP, and stop no other one: dry, too', async () => {
    const spoiled = { ...picture(0), crc: 1 };
    await world.send(exchange, 'v8_1.zip', zipBytes([spoiled]));
    await world.send(exchange, 'v8_2.zip', zipBytes([picture(1)]));
    const dry = await dryRun(world.services, async (services) =>
      applyFeeds(services, exchange, await feedsToImport(services, exchange)),
    );
    const real: ImportEvent[] = [];
    for await (const event of jobsThatKeep(async () => undefined).importNow(exchange)) {
      if (event.state !== 'progress') real.push(event);
    }
    for (const events of [dry, real]) {
      expect(events.map(({ name, state }) => [name, state])).toEqual([
        ['v8_1.zip', 'done'],
        ['v8_1.zip', 'failed'],
        ['v8_2.zip', 'done'],
      ]);
    }
    expect(await files()).toEqual({ [picture(1).name]: sha256(picture(1).data) });
  });

  it('do not take the place of what was sent after the ZIP under the same name', async () => {
    const jobs = jobsThatKeep(async () => undefined);
    await world.send(exchange, 'v8_1.zip', zipBytes([goods, ...pictures(3)]));
    await world.send(exchange, picture(1).name, 'newer');
    expect((await jobs.ask(exchange, 'import.xml', HOLD)).state).toBe('done');
    expect(await files()).toEqual({
      [picture(0).name]: sha256(picture(0).data),
      [picture(1).name]: sha256('newer'),
      [picture(2).name]: sha256(picture(2).data),
    });
  });
});

async function importState(): Promise<unknown> {
  return (await world.knex('jobs').where({ exchange_id: exchange.exchangeId, kind: 'import' }).first('state'))?.state;
}
