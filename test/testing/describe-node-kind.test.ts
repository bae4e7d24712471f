import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { NODE_KIND_API, type NodeKind } from '../../src/nodes/node-kind.js';
import { describeNodeKind, type KindTestOptions } from '../../src/testing/index.js';

/** Names of the tests of the suite that this kind does not pass, each with its reason. */
async function failuresOf(kind: unknown, options: KindTestOptions = {}): Promise<string[]> {
  const tests: { name: string; body: () => Promise<void> }[] = [];
  describeNodeKind(kind as NodeKind, {
    ...{ deadlineMs: 200, ...options },
    describe: (_, body) => body(),
    it: (name, body) => tests.push({ name, body }),
  });
  const failures: string[] = [];
  for (const { name, body } of tests) {
    await body().catch((error: Error) => failures.push(`${name}: ${error.message.split('\n')[0]}`));
  }
  return failures;
}

const base = { name: 'sample', apiVersion: NODE_KIND_API } as const;
let calls = 0;
const next = (): string => {
  calls += 1;
  return String(calls);
};

describe('the contract suite', () => {
  it('passes a kind that does as it should', async () => {
    const kind: Partial<NodeKind> = {
      products: (_, records) =>
        records.map((record) => (record.deleted ? { refused: 'снят' } : { ...record, brand: 'x' })),
      offers: (_, records) => records,
      wantsOrder: () => ({ wants: true }),
      beginExchange: async () => undefined,
    };
    expect(await failuresOf({ ...base, ...kind })).toEqual([]);
  });

  const wrong: [string, unknown, KindTestOptions, RegExp][] = [
    ['another version', { ...base, apiVersion: 7 }, {}, /version 7/],
    [
      'a setting that must be set',
      { ...base, settings: z.strictObject({ url: z.string().describe('x') }) },
      {},
      /without settings/,
    ],
    [
      'a setting without a sentence',
      { ...base, settings: z.strictObject({ url: z.string().optional() }) },
      {},
      /not described/,
    ],
    ['settings that take anything', { ...base, settings: z.looseObject({}) }, {}, /strictObject/],
    ['a batch of another length', { ...base, products: () => [] }, {}, /about each record/],
    [
      'an id that is changed',
      { ...base, products: (_: unknown, all: object[]) => all.map((each) => ({ ...each, id: 'x' })) },
      {},
      /id/,
    ],
    [
      'input that is changed',
      {
        ...base,
        offers: (_: unknown, all: { name?: string }[]) => {
          for (const each of all) each.name = 'x';
          return all;
        },
      },
      {},
      /read only|not extensible/,
    ],
    ['answers that differ', { ...base, wantsOrder: () => ({ wants: null, reason: next() }) }, {}, /something else/],
    [
      'answers that depend on the neighbours',
      { ...base, products: (_: unknown, all: object[]) => all.map((each) => ({ ...each, name: String(all.length) })) },
      {},
      /neighbours/,
    ],
    ['no answer in time', { ...base, checkOrder: () => new Promise(() => undefined) }, {}, /within 200 ms/],
    [
      'a loop',
      {
        ...base,
        checkOrder: () => {
          for (;;);
        },
      },
      {},
      /in time/,
    ],
    [
      'money that is no decimal',
      { ...base, writeOrder: () => ({ fields: { payments: [{ amount: '1,50' }] } }) },
      {},
      /decimal/,
    ],
    [
      'a code that is none',
      {
        ...base,
        beginExchange: (context: { journal(a: string, b: string, c: string): void }) =>
          context.journal('info', 'Code!', 'x'),
      },
      {},
      /no code/,
    ],
    [
      'the transaction without a database',
      { ...base, endExchange: async ({ tx }: { tx: (table: string) => Promise<unknown> }) => await tx('orders') },
      {},
      /databaseUrl/,
    ],
    [
      'a delivery that fails',
      {
        ...base,
        calledBy: 'server',
        deliverOrders: async () => {
          throw new Error('unreachable');
        },
      },
      { delivers: true },
      /unreachable/,
    ],
  ];
  it.each(wrong)('fails a kind with %s', async (_, kind, options, reason) => {
    const failures = await failuresOf(kind, options);
    expect(failures.join('\n')).toMatch(reason);
  });
});
