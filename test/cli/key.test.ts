import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CliWorld, openCliWorld } from './support/cli-world.js';

let world: CliWorld;
beforeAll(async () => {
  world = await openCliWorld({ empty: true });
});
afterAll(() => world.close());

describe('uzel key', () => {
  it('add prints the key once, also on a database that was empty; only its SHA-256 is kept', async () => {
    const made = await world.json<{ name: string; key: string }>('key', 'add', 'storefront');
    expect(made).toEqual({
      name: 'storefront',
      key: made.key,
      scopes: ['read', 'orders', 'admin'],
      ratePerMinute: null,
    });
    expect(made.name).toBe('storefront');
    expect(made.key).toMatch(/^uzel_[\w-]{43}$/);
    const rows = await world.knex('api_keys').select('*');
    expect(rows).toHaveLength(1);
    expect(rows[0].key_hash).toBe(createHash('sha256').update(made.key).digest('hex'));
    expect(JSON.stringify(rows)).not.toContain(made.key);
  });

  it('add tells a person the key and what to do with it', async () => {
    const { code, stdout } = await world.run('key', 'add', 'CRM продажі');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^uzel_[\w-]{43}\n\nThis is the key "CRM продажі"\. .*only now.*Bearer/);
  });

  it('list shows the keys in force, never the keys themselves', async () => {
    const { items } = await world.json<{ items: { id: string; name: string; createdAt: string }[] }>('key', 'list');
    expect(items.map(({ name }) => name)).toEqual(['storefront', 'CRM продажі']);
    expect(Math.abs(Date.parse(items[0]?.createdAt ?? '') - Date.now())).toBeLessThan(60_000);
    const { stdout } = await world.run('key', 'list');
    expect(stdout).toMatch(
      /^NAME +SCOPES +PER MINUTE +MADE +LAST USED\nstorefront +read, orders, admin +6000 +20\d\d-\d\d-\d\d \d\d:\d\d:\d\d +never\nCRM продажі +read/,
    );
    expect(stdout).not.toContain('uzel_');
  });

  it('add takes scopes and a limit, and list shows them with the last use', async () => {
    const made = await world.json('key', 'add', 'shop window', '--scopes', 'orders,read', '--rate', '600');
    expect(made).toMatchObject({ scopes: ['read', 'orders'], ratePerMinute: 600 });
    await world.knex('api_keys').where({ name: 'shop window' }).update({ last_used_at: '2026-03-04T10:11:12Z' });
    const { items } = await world.json<{ items: { name: string }[] }>('key', 'list');
    expect(items.find(({ name }) => name === 'shop window')).toMatchObject({
      scopes: ['read', 'orders'],
      ratePerMinute: 600,
      lastUsedAt: '2026-03-04T10:11:12.000Z',
    });
    expect((await world.run('key', 'list')).stdout).toMatch(/shop window +read, orders +600 +20.* +2026-03-04 /);
    await world.run('key', 'revoke', 'shop window');
  });

  it.each([
    ['--scopes', 'all'],
    ['--scopes', ''],
    ['--rate', '0'],
    ['--rate', '1.5'],
  ])('add refuses %s "%s", and makes nothing', async (option, value) => {
    const { code, stderr } = await world.run('key', 'add', 'refused', option, value);
    expect(code).not.toBe(0);
    expect(stderr).toMatch(new RegExp(`${option}.*invalid`));
    expect(await world.knex('api_keys').where({ name: 'refused' })).toEqual([]);
  });

  it('revoke ends a key; the name is free again, and unknown the second time', async () => {
    expect(await world.json('key', 'revoke', 'storefront')).toEqual({ name: 'storefront', revoked: true });
    expect(await world.run('key', 'revoke', 'storefront')).toMatchObject({ code: 1, stdout: '' });
    expect((await world.run('key', 'add', 'storefront')).code).toBe(0);
  });

  it('add refuses a name that is taken', async () => {
    const { code, stderr } = await world.run('key', 'add', 'storefront');
    expect(code).toBe(1);
    expect(stderr).toMatch(/\(UZ1608\)\n$/);
  });
});
