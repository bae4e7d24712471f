import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findApiKey, insertApiKey, listApiKeys, noteKeyUse, revokeApiKey } from '../../src/store/nodes/api-keys.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
});
afterAll(async () => await test.close());

const codeOf = async (work: Promise<unknown>) =>
  await work.then(
    () => 'no error',
    (error: { code?: string }) => error.code,
  );

describe('an API key', () => {
  it('is shown once and found by itself; its hash alone is stored', async () => {
    const { key, ...made } = await insertApiKey(test.db.knex, 'main', ' storefront ');
    expect(made).toMatchObject({ shopId: 'main', name: 'storefront' });
    expect(await findApiKey(test.db.knex, key)).toEqual({ ...made, seq: 0 });
    expect(await listApiKeys(test.db.knex, 'main')).toEqual([made]);
    expect(JSON.stringify(await test.db.knex('api_keys').select('*'))).not.toContain(key);
  });

  it('that is another, or a part of one, is nobody', async () => {
    const { key } = await insertApiKey(test.db.knex, 'main', 'parts');
    for (const wrong of ['', 'uzel_', key.slice(0, -1), `${key} `, key.toUpperCase()]) {
      expect(await findApiKey(test.db.knex, wrong)).toBeNull();
    }
  });

  it('is void at once when it is revoked, and its name free', async () => {
    const { key } = await insertApiKey(test.db.knex, 'main', 'crm');
    expect(await codeOf(insertApiKey(test.db.knex, 'main', 'crm'))).toBe('UZ1608');
    await revokeApiKey(test.db.knex, 'main', 'crm');
    expect(await findApiKey(test.db.knex, key)).toBeNull();
    expect((await listApiKeys(test.db.knex, 'main')).map((one) => one.name)).not.toContain('crm');
    expect(await codeOf(revokeApiKey(test.db.knex, 'main', 'crm'))).toBe('UZ1507');
    const again = await insertApiKey(test.db.knex, 'main', 'crm');
    expect(await findApiKey(test.db.knex, again.key)).not.toBeNull();
  });

  it('may do everything when nothing is said, else what is said, in our order', async () => {
    const { knex } = test.db;
    expect(await insertApiKey(knex, 'main', 'all')).toMatchObject({
      scopes: ['read', 'orders', 'admin'],
      ratePerMinute: null,
      lastUsedAt: null,
    });
    const few = await insertApiKey(knex, 'main', 'few', { scopes: ['orders', 'read', 'read'], ratePerMinute: 5 });
    expect(few).toMatchObject({ scopes: ['read', 'orders'], ratePerMinute: 5 });
    expect(await codeOf(insertApiKey(knex, 'main', 'none', { scopes: [] }))).toBe('UZ1607');
  });

  it('is found with where the log of changes stands, also in a shop that has none', async () => {
    const { knex } = test.db;
    const { key } = await insertApiKey(knex, 'main', 'seq');
    await knex('change_counters').where({ shop_id: 'main' }).update({ last: '9007199254740991' });
    expect((await findApiKey(knex, key))?.seq).toBe(Number.MAX_SAFE_INTEGER);
    await knex('shops').insert({ shop_id: 'bare', name: 'bare' });
    const bare = await insertApiKey(knex, 'bare', 'seq');
    expect((await findApiKey(knex, bare.key))?.seq).toBe(0);
  });

  it('remembers its last use, to the minute', async () => {
    const { knex } = test.db;
    const { keyId } = await insertApiKey(knex, 'main', 'used');
    const use = async () => {
      await noteKeyUse(knex, { shopId: 'main', keyId });
      return (await listApiKeys(knex, 'main')).find((key) => key.keyId === keyId)?.lastUsedAt;
    };
    const first = await use();
    expect(Math.abs(Number(first) - Date.now())).toBeLessThan(60_000);
    expect(await use()).toEqual(first);
    await knex.raw(`update api_keys set last_used_at = now() - interval '61 seconds' where key_id = ?`, [keyId]);
    expect(Number(await use())).toBeGreaterThanOrEqual(Number(first));
  });

  it('needs a name', async () => {
    expect(await codeOf(insertApiKey(test.db.knex, 'main', ' '))).toBe('UZ1607');
  });
});
