import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findApiKey, insertApiKey, listApiKeys, revokeApiKey } from '../../src/store/nodes/api-keys.js';
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
    expect(await findApiKey(test.db.knex, key)).toEqual(made);
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

  it('needs a name', async () => {
    expect(await codeOf(insertApiKey(test.db.knex, 'main', ' '))).toBe('UZ1607');
  });
});
