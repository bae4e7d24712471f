import { afterAll, beforeAll, expect, it } from '@jest/globals';
import Big from 'big.js';
import fc from 'fast-check';
import { v7 as uuid } from 'uuid';
import { openRest, type Rest } from './open-rest.js';

/** What a person would reckon on paper: whole pieces of two lines. */
interface Paper {
  readonly ordered: readonly number[];
  shipments: Map<string, readonly number[]>;
  returns: Map<string, readonly number[]>;
  payments: Map<string, number>;
  version: number;
}

type Step =
  | { readonly does: 'ship' | 'return'; readonly key: string; readonly pieces: readonly [number, number] }
  | { readonly does: 'pay'; readonly key: string; readonly amount: number }
  | { readonly does: 'unship' | 'unreturn' | 'unpay'; readonly key: string };

const key = fc.constantFrom('a', 'b', 'c');
const pieces = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 2 }));
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ does: fc.constantFrom('ship' as const, 'return' as const), key, pieces }),
  fc.record({ does: fc.constant('pay' as const), key, amount: fc.integer({ min: 1, max: 30 }) }),
  fc.record({ does: fc.constantFrom('unship' as const, 'unreturn' as const, 'unpay' as const), key }),
);

let rest: Rest;
beforeAll(async () => {
  rest = await openRest();
});
afterAll(async () => await rest.close());

const sum = (parts: Iterable<readonly number[]>, line: number): number =>
  [...parts].reduce((total, part) => total + (part[line] ?? 0), 0);
const shippedWhole = ({ ordered, shipments }: Paper): boolean =>
  ordered.every((quantity, line) => sum(shipments.values(), line) >= quantity);
const paid = ({ payments }: Paper, total: number): boolean =>
  [...payments.values()].reduce((all, one) => all + one, 0) >= total;
const TOTAL = 50;

const same = (one: readonly number[] | undefined, other: readonly number[]): boolean =>
  one?.every((piece, line) => piece === other[line]) === true;

/** Does a step on paper. @returns the status that it must be answered with */
function onPaper(paper: Paper, step: Step): number {
  const lists = {
    ship: paper.shipments,
    return: paper.returns,
    unship: paper.shipments,
    unreturn: paper.returns,
  } as const;
  const done = (): number => {
    paper.version += 1;
    return 200;
  };
  switch (step.does) {
    case 'ship':
    case 'return': {
      if (step.pieces.every((piece) => piece === 0)) return 422;
      const list = lists[step.does];
      if (list.has(step.key)) return same(list.get(step.key), step.pieces) ? 200 : 409;
      const most = (line: number) =>
        step.does === 'ship' ? (paper.ordered[line] ?? 0) : sum(paper.shipments.values(), line);
      if (step.pieces.some((piece, line) => sum(list.values(), line) + piece > most(line))) return 422;
      list.set(step.key, step.pieces);
      return done();
    }
    case 'pay': {
      const former = paper.payments.get(step.key);
      if (former !== undefined) return former === step.amount ? 200 : 409;
      paper.payments.set(step.key, step.amount);
      return done();
    }
    case 'unpay':
      return paper.payments.delete(step.key) ? done() : 404;
    default: {
      const list = lists[step.does];
      const part = list.get(step.key);
      if (!part) return 404;
      const left = (line: number) => sum(paper.shipments.values(), line) - (part[line] ?? 0);
      if (step.does === 'unship' && part.some((_, line) => sum(paper.returns.values(), line) > left(line))) return 422;
      list.delete(step.key);
      return done();
    }
  }
}

const RESOURCE = {
  ...{ ship: 'shipments', unship: 'shipments', return: 'returns' },
  ...{ unreturn: 'returns', pay: 'payments', unpay: 'payments' },
} as const;

const linesOf = (counts: readonly number[]) =>
  counts.flatMap((count, line) => (count === 0 ? [] : [{ lineNo: line + 1, quantity: String(count) }]));

async function onServer(id: string, step: Step) {
  const address = `/v1/orders/${id}/${RESOURCE[step.does]}`;
  if (step.does.startsWith('un')) return await rest.request('delete', `${address}/${step.key}`);
  const body =
    'amount' in step ? { amount: `${step.amount}.00` } : 'pieces' in step ? { lines: linesOf(step.pieces) } : {};
  return await rest.request('post', address, { body: { key: step.key, ...body } });
}

it('any order of shipments, returns and payments ends as it would on paper', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      const lines = [
        { name: 'A', quantity: '3', price: '10' },
        { name: 'B', quantity: '2', price: '10' },
      ];
      const body = { customer: { type: 'person', name: 'X' }, currency: 'UAH', lines };
      const { id } = (await rest.request('post', '/v1/orders', { body, headers: { 'Idempotency-Key': uuid() } })).body;
      const paper: Paper = {
        ordered: [3, 2],
        ...{ shipments: new Map(), returns: new Map(), payments: new Map(), version: 1 },
      };
      for (const each of steps) {
        const { status } = await onServer(id, each);
        expect([each, status]).toEqual([each, onPaper(paper, each)]);
      }
      const order = (await rest.get(`/v1/orders/${id}`)).body;
      expect(order.version).toBe(paper.version);
      expect([order.shipped, order.paid]).toEqual([shippedWhole(paper), paid(paper, TOTAL)]);
      for (const kind of ['shipments', 'returns'] as const) {
        const told = order[kind].map((part: { key: string; lines: object[] }) => [part.key, part.lines]);
        expect(told).toEqual([...paper[kind]].map(([of, counts]) => [of, linesOf(counts)]));
      }
      const amounts = order.payments.map((one: { key: string; amount: string }) => [
        one.key,
        Number(new Big(one.amount)),
      ]);
      expect(amounts).toEqual([...paper.payments]);
      expect(rest.errors).toEqual([]);
    }),
    { numRuns: 40 },
  );
}, 120_000);
