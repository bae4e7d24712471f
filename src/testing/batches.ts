import assert from 'node:assert/strict';
import { frozenCopy } from '../exchange/hooks/frozen.js';
import { readVerdict } from '../exchange/hooks/record-answers.js';
import type { HookContext } from '../nodes/node-kind.js';
import { answerOf, askTwice } from './ask.js';
import { inTransaction } from './in-transaction.js';
import type { TestFunctions, Trial } from './options.js';
import { SAMPLE_OFFERS, SAMPLE_PRODUCTS } from './samples.js';

/** The hooks that are asked about batches: as long as the batch, and the same record by record, for a batch may be halved. */
export function batchTests(test: TestFunctions, trial: Trial): void {
  const { kind, options } = trial;
  if (kind.products) {
    const records = [...SAMPLE_PRODUCTS, ...(options.products ?? [])].map(frozenCopy);
    describeBatch(test, trial, 'products', records, (context, some) => kind.products?.(context, some));
  }
  if (kind.offers) {
    const records = [...SAMPLE_OFFERS, ...(options.offers ?? [])].map(frozenCopy);
    describeBatch(test, trial, 'offers', records, (context, some) => kind.offers?.(context, some));
  }
}

function describeBatch<T extends { readonly kind: 'product' | 'offer' }>(
  test: TestFunctions,
  trial: Trial,
  name: string,
  records: readonly T[],
  ask: (context: HookContext, records: readonly T[]) => unknown,
): void {
  const read = (some: readonly T[]) => (answer: unknown) => {
    assert.ok(Array.isArray(answer), `${name} answers a list`);
    assert.equal(answer.length, some.length, `${name} answers about each record, in their order`);
    return some.map((record, index) => readVerdict(record, answer[index]));
  };
  test.it(`${name}: each record comes back, changed or not, or is refused with a reason`, () =>
    askTwice(trial, (context) => ask(context, records), read(records)),
  );
  test.it(`${name}: an empty batch is answered with an empty list`, () =>
    askTwice(trial, (context) => ask(context, []), read([])),
  );
  test.it(`${name}: asked about one record at a time it answers the same`, () =>
    inTransaction(trial.options, async (tx) => {
      const together = read(records)(await answerOf(trial, tx, (context) => ask(context, records)));
      for (const [index, record] of records.entries()) {
        const [alone] = read([record])(await answerOf(trial, tx, (context) => ask(context, [record])));
        assert.deepEqual(
          alone,
          together[index],
          'a batch may be halved, the answers must not depend on their neighbours',
        );
      }
    }),
  );
}
