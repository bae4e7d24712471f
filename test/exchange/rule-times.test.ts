import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { changeChannel, makeChannel, putRules } from '../../src/exchange/channels/channel-desk.js';
import { sweepRuleTimes } from '../../src/exchange/channels/rule-times.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

const DAY = 24 * 3600_000;

describe('rules that begin and end', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());

  const FIELDS = { currency: 'UAH', priceTypes: ['retail'], mode: 'first', updates: 'both' } as const;
  const told = async (channelId: string): Promise<number> =>
    Number(
      (await database.db.knex('changes').whereRaw('?::uuid = any(entity_ids)', [channelId]).count('* as count'))[0]
        ?.count,
    );
  const start = Date.now();
  const at = (days: number, ms = 0) => new Date(start + days * DAY + ms);
  const channelWith = async (name: string, validFrom: Date | null, validTo: Date | null, active = true) => {
    const { channelId } = await makeChannel(database.db, 'main', { name, ...FIELDS });
    const rule = { name: null, scope: {}, action: {}, active, validFrom, validTo };
    await putRules(database.db, 'main', channelId, [rule], undefined);
    return { channelId, before: await told(channelId) };
  };

  it('are told once each, when their moment has come, however late one looks', async () => {
    const { channelId, before } = await channelWith('times', at(1), at(2));
    const idle = await channelWith('idle', at(1), at(2), false);
    const since = async (now: Date) => {
      await sweepRuleTimes(database.db, now);
      return (await told(channelId)) - before;
    };
    expect(await since(at(1, -1))).toBe(0);
    expect(await since(at(1))).toBe(1);
    expect(await since(at(1, 5))).toBe(1);
    expect(await since(at(2))).toBe(1); // its last moment
    expect(await since(at(2, 1))).toBe(2);
    expect(await since(at(9))).toBe(2);
    expect(await told(idle.channelId)).toBe(idle.before);
  });

  it('that began and ended while nobody looked are one change', async () => {
    const { channelId, before } = await channelWith('asleep', at(10), at(11));
    await sweepRuleTimes(database.db, at(20));
    await sweepRuleTimes(database.db, at(21));
    expect((await told(channelId)) - before).toBe(1);
  });

  it('leave the version of the channel alone', async () => {
    const { channelId } = await channelWith('version', at(30), null);
    const version = async () => (await changeChannel(database.db, 'main', channelId, {}, undefined)).version;
    const before = await version();
    await sweepRuleTimes(database.db, at(31));
    expect(await version()).toBe(before);
  });
});
