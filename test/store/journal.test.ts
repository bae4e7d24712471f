import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ValueWarning } from '../../src/records.js';
import type { Exchange } from '../../src/store/exchanges/exchanges.js';
import type { Feed } from '../../src/store/exchanges/feeds.js';
import {
  addJournal,
  addJournalOnce,
  addValueWarnings,
  type JournalInput,
  listJournal,
  VALUE_WARNINGS,
} from '../../src/store/exchanges/journal.js';
import { listNodeJournal } from '../../src/store/nodes/node-journal.js';
import { type InboxWorld, openInboxWorld, SHOP, xml } from '../exchange/inbox-world.js';

let world: InboxWorld;
let exchange: Exchange;
let feed: Feed;
beforeAll(async () => {
  world = await openInboxWorld();
});
afterAll(async () => await world.close());
beforeEach(async () => {
  exchange = await world.exchange(await world.node());
  feed = await world.send(exchange, 'import.xml', xml());
});

const entry = (message: string, more: Partial<JournalInput> = {}): JournalInput => ({
  ...{ shopId: SHOP, exchangeId: exchange.exchangeId, nodeId: exchange.nodeId },
  ...{ severity: 'info', code: 'test', message, ...more },
});
const all = async () => await listJournal(world.knex, SHOP, exchange.exchangeId, { limit: 10_000 });

describe('the journal', () => {
  it('keeps entries in their order, with all that they say', async () => {
    await addJournal(world.knex, entry('one'));
    await addJournal(world.knex, [
      entry('two', { feedId: feed.feedId, severity: 'warning', line: 12, detail: { a: ['б', 1, null] } }),
      entry('three\0', { severity: 'error' }),
    ]);
    await addJournal(world.knex, []);
    const entries = await all();
    expect(entries.map((one) => one.message)).toEqual(['one', 'two', 'three']);
    expect(entries[1]).toMatchObject({
      feedId: feed.feedId,
      severity: 'warning',
      line: 12,
      detail: { a: ['б', 1, null] },
    });
    expect(entries[1]?.at).toBeInstanceOf(Date);
    expect(entries[2]).toMatchObject({ feedId: null, line: null, detail: null });
  });

  it('of a node has what was decided outside of exchanges, once a day', async () => {
    const { nodeId } = exchange;
    const own = (message: string) => entry(message, { exchangeId: null });
    await addJournal(world.knex, [own('decided'), entry('of an exchange')]);
    await addJournalOnce(world.knex, own('decided'));
    await addJournalOnce(world.knex, entry('decided'));
    await addJournalOnce(world.knex, entry('decided'));
    const list = async (exchanges: boolean, limit = 10) => {
      const page = await listNodeJournal(world.knex, SHOP, nodeId, { exchanges }, { after: null, limit });
      return page.items.map(({ message, exchangeId }) => `${message}${exchangeId ? ' *' : ''}`);
    };
    expect(await list(false)).toEqual(['decided']);
    expect(await list(true, 3)).toEqual(['decided *', 'of an exchange *', 'decided']);
    await world
      .knex('journal')
      .whereNull('exchange_id')
      .update({ at: new Date(Date.now() - 25 * 3_600_000) });
    await addJournalOnce(world.knex, own('decided'));
    expect(await list(false)).toEqual(['decided', 'decided']);
  });

  it('is given in pages that miss nothing and repeat nothing, of one exchange, of one feed', async () => {
    const texts = Array.from({ length: 25 }, (_, i) => `${i}`);
    await addJournal(
      world.knex,
      texts.map((text, i) => entry(text, { feedId: i % 2 ? feed.feedId : null })),
    );
    const other = await world.exchange(await world.node());
    await addJournal(world.knex, entry('other', { exchangeId: other.exchangeId }));
    const seen: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await listJournal(world.knex, SHOP, exchange.exchangeId, { after, limit: 10 });
      if (page.length === 0) break;
      seen.push(...page.map((one) => one.message));
      after = page.at(-1)?.entryId;
    }
    expect(seen).toEqual(texts);
    const ofFeed = await listJournal(world.knex, SHOP, exchange.exchangeId, { limit: 100, feedId: feed.feedId });
    expect(ofFeed.map((one) => one.message)).toEqual(texts.filter((_, i) => i % 2));
  });
});

describe('warnings about values', () => {
  const warning = (line: number): ValueWarning => ({
    code: 'number',
    path: 'Цены/Цена/ЦенаЗаЕдиницу',
    value: 'дорого',
    line,
  });
  const warn = async (from: number, count: number, of = feed) =>
    await world.services.db.transaction(
      async (tx) =>
        await addValueWarnings(
          tx,
          of,
          Array.from({ length: count }, (_, i) => warning(from + i)),
        ),
    );

  it('say what, where and that the old value stays', async () => {
    await warn(12, 1);
    expect(await all()).toEqual([
      expect.objectContaining({
        ...{ severity: 'warning', code: 'value-unreadable', line: 12, feedId: feed.feedId },
        message: 'import.xml, строка 12: не число в «Цены/Цена/ЦенаЗаЕдиницу»: «дорого». Прежнее значение оставлено.',
        detail: { code: 'number', path: 'Цены/Цена/ЦенаЗаЕдиницу', value: 'дорого' },
      }),
    ]);
  });

  it(`are ${VALUE_WARNINGS} of a feed at most; the rest is one entry that counts`, async () => {
    await warn(1, 600);
    await warn(601, 600);
    await warn(1201, 50);
    await warn(1251, 0);
    const other = await world.send(exchange, 'offers.xml', xml());
    await warn(1, 2, other);
    const entries = await all();
    const unreadable = entries.filter((one) => one.code === 'value-unreadable' && one.feedId === feed.feedId);
    expect(unreadable.map((one) => one.line)).toEqual(Array.from({ length: VALUE_WARNINGS }, (_, i) => i + 1));
    expect(entries.filter((one) => one.code === 'value-unreadable-more')).toEqual([
      expect.objectContaining({ detail: { count: 250 }, message: expect.stringContaining('250') }),
    ]);
    expect(entries).toHaveLength(VALUE_WARNINGS + 3);
  });
});
