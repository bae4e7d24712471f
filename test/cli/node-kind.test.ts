import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NodeFinding } from '../../src/exchange/node-check/index.js';
import { type CliWorld, openCliWorld } from './support/cli-world.js';

/** The life of nodes on the command line: of a kind that the server calls, and of a 1C that is tested, paused and resumed. */

const CONFIG = `import { z } from 'zod';
export default { nodeKinds: [{
  name: 'push', apiVersion: 1, calledBy: 'server', deliverOrders: async () => undefined,
  settings: z.strictObject({ url: z.url().describe('Where orders are sent to.'), attempts: z.number().default(5).describe('How often.') }),
}] };`;

let world: CliWorld;
beforeAll(async () => {
  world = await openCliWorld();
  const file = path.join(world.env.DATA_DIR ?? '', 'kinds.config.mjs');
  await writeFile(file, CONFIG.replace("'zod'", JSON.stringify(path.resolve('node_modules/zod/index.js'))));
  Object.assign(world.env, { UZEL_CONFIG: file });
});
afterAll(() => world.close());

describe('a kind that the server calls', () => {
  it('has no login, and settings of its own beside those of every node', async () => {
    const words = ['node', 'add', 'CRM', '--kind', 'push', 'url=https://crm.example/orders', 'attempts=3', 'site=s'];
    expect(await world.json(...words)).toMatchObject({
      ...{ name: 'CRM', kind: 'push', login: null },
      settings: { url: 'https://crm.example/orders', attempts: 3, site: 's' },
    });
    const set = await world.json<{ settings: object }>('node', 'set', 'CRM', 'attempts=', 'ordersPerAnswer=10');
    expect(set.settings).toEqual({ url: 'https://crm.example/orders', site: 's', ordersPerAnswer: 10 });
    const { stdout } = await world.run('node', 'show', 'CRM');
    expect(stdout).toMatch(/^kind +push$/m);
    expect(stdout).not.toMatch(/^login/m);
  });

  it.each([
    ['without a setting that it needs', ['add', 'x', '--kind', 'push'], /url is not right.*Where orders are sent to/],
    ['of a kind that is not there', ['add', 'x', '--kind', 'none', '--login', 'x'], /This server has one-c, push/],
    ['that needs no password', ['password', 'CRM'], /needs no password/],
  ])('is refused %s', async (_, words, sentence) => {
    const { code, stderr } = await world.run('node', ...words);
    expect(code).toBe(1);
    expect(stderr).toMatch(sentence);
    expect(await world.knex('nodes').where({ name: 'x' })).toEqual([]);
  });
});

describe('a 1C', () => {
  beforeAll(() => {
    Object.assign(world.env, { UZEL_CONFIG: '' }); // without further kinds a command starts sooner
  });

  it('is tested: sentences for a person, findings for a program, 1 when something is wrong', async () => {
    await world.json('node', 'add', 'Основна', '--login', 'main', '--password', 'p', 'numberPrefix=W-');
    const told = await world.run('node', 'test', 'Основна');
    expect([told.code, told.stderr]).toEqual([0, '']);
    expect(told.stdout).toMatch(/^ok +It is active\.$/m);
    expect(told.stdout).toMatch(/^No error, \d+ warning\(s\)\.$/m);
    await world
      .knex('nodes')
      .where({ name: 'Основна' })
      .update({ settings: { schemaVersion: '3.1' } });
    const wrong = await world.run('node', 'test', 'Основна', '--json');
    expect(wrong.code).toBe(1);
    const { errors, findings } = JSON.parse(wrong.stdout) as { errors: number; findings: NodeFinding[] };
    expect(errors).toBe(findings.filter(({ severity }) => severity === 'error').length);
    expect(findings).toContainEqual({
      severity: 'error',
      check: 'document',
      text: expect.stringMatching(/«Контейнер»/),
    });
    expect((await world.run('node', 'test', 'Основна')).stdout).toMatch(/^ERROR +A 1C of the profile trade/m);
    await world.knex('nodes').where({ name: 'Основна' }).update({ settings: {} });
  });

  it('is paused and resumed, gets then what nobody owned, and its journal tells so', async () => {
    await world.json('node', 'pause', 'CRM');
    expect(await world.json('node', 'pause', 'Основна')).toMatchObject({ state: 'paused' });
    const order = { customer: '{}', currency: 'UAH', lines: '[]', total: '1', placed_at: new Date(), shop_id: 'main' };
    for (const number of ['1', '12345678901']) {
      await world.knex('orders').insert({ ...order, order_id: crypto.randomUUID(), number });
    }
    await world.json('node', 'set', 'Основна', 'numberPrefix=W-');
    const { stdout } = await world.run('node', 'resume', 'Основна');
    expect(stdout).toMatch(/works again\.\n1 order\(s\) go to its 1C/);
    expect(stdout).toMatch(/Too long for 1C with this prefix.*: 12345678901\./);
    const { items } = await world.json<{ items: { code: string }[] }>('node', 'journal', 'Основна');
    expect(items.map(({ code }) => code)).toEqual(['node-resumed', 'node-changed', 'node-paused']);
    await world.knex('nodes').where({ name: 'Основна' }).update({ receives_orders: false });
    expect((await world.run('node', 'resume', 'Основна')).stdout).toBe(
      'The node "Основна" works again.\n1 order(s) are not given to it; why: uzel node test "Основна"\n',
    );
    await world.knex('nodes').where({ name: 'Основна' }).update({ receives_orders: true });
    const journal = await world.run('node', 'journal', 'Основна', '--limit', '1');
    expect(journal.stdout).toMatch(/^\(times in .*\)\n\S+ \S+ +Узел снова работает.*\n$/);
    expect(await world.json('node', 'show', 'Основна')).toMatchObject({
      state: 'active',
      counts: { owned: 1, waiting: 1, held: 0, locked: 0, conflicts: 0, duplicates: 0 },
    });
  });
});
