import assert from 'node:assert/strict';
import { readEntry } from '../exchange/hooks/entry-answers.js';
import { frozenCopy } from '../exchange/hooks/frozen.js';
import { settingsOf } from '../exchange/hooks/hook-context.js';
import { readAdditions, readProblems, readReading, readWish } from '../exchange/hooks/order-answers.js';
import type { NodeKind } from '../nodes/node-kind.js';
import { checkKind } from '../nodes/registry.js';
import { askTwice } from './ask.js';
import { batchTests } from './batches.js';
import { type KindTestOptions, type TestFunctions, type Trial, testFunctions } from './options.js';
import { SAMPLE_DOCUMENTS, SAMPLE_ITEMS, SAMPLE_ORDERS } from './samples.js';

/**
 * The contract suite of node kinds: what a server expects of a kind, as tests of jest, vitest, mocha or node:test. Each hook that the
 * kind has is asked about samples, twice: it answers in time, validly, the same, without changing what it was given or ending the
 * transaction.
 *
 * @example
 * import { describeNodeKind } from 'uzel/testing';
 * import kind from './kind.js';
 * describeNodeKind(kind, { settings: { minimum: '100' } });
 */
export function describeNodeKind<Settings>(kind: NodeKind<Settings>, options: KindTestOptions = {}): void {
  const test = testFunctions(options);
  const trial: Trial = { kind: kind as NodeKind, options };
  test.describe(`node kind ${String(kind?.name)}`, () => {
    test.it('is a kind that this Uzel can use', async () => checkKind(trial.kind));
    settingsTests(test, trial);
    batchTests(test, trial);
    directoryTests(test, trial);
    orderTests(test, trial);
    exchangeTests(test, trial);
  });
}

function settingsTests(test: TestFunctions, { kind, options }: Trial): void {
  const { settings } = kind;
  if (!settings) return;
  test.it('has settings that need not be set, each with a sentence, and knows no others', async () => {
    assert.doesNotThrow(
      () => settings.parse({}),
      'a node without settings must be possible: make them optional or give defaults',
    );
    for (const [name, schema] of Object.entries(settings.shape)) {
      const { description } = schema as { description?: string };
      assert.ok(
        description,
        `the setting ${name} is not described: .describe('…') is what \`uzel node add --help\` shows`,
      );
    }
    const stranger = { 'no-such-setting': 1 };
    assert.ok(!settings.safeParse(stranger).success, 'unknown settings must be refused: use z.strictObject');
    settingsOf(kind, options.settings ?? {});
  });
}

function directoryTests(test: TestFunctions, trial: Trial): void {
  const items = [...SAMPLE_ITEMS, ...(trial.options.dictionaryItems ?? [])].map(frozenCopy);
  for (const directory of trial.kind.directories ?? []) {
    for (const name of ['Промокоды', null]) {
      test.it(
        `directory ${directory.name}: items of the dictionary ${name ?? 'without a name'} make entries or null`,
        () =>
          askTwice(
            trial,
            (context) => items.map((item) => directory.entryOf(context, item, name)),
            (answers) => items.map((item, index) => readEntry(item, (answers as unknown[])[index])),
          ),
      );
    }
  }
}

function orderTests(test: TestFunctions, trial: Trial): void {
  const { kind, options } = trial;
  for (const order of [...SAMPLE_ORDERS, ...(options.orders ?? [])].map(frozenCopy)) {
    if (kind.wantsOrder) {
      test.it(`wantsOrder: order ${order.number}`, () =>
        askTwice(trial, (context) => kind.wantsOrder?.(context, order), readWish),
      );
    }
    if (kind.checkOrder) {
      test.it(`checkOrder: order ${order.number}`, () =>
        askTwice(trial, (context) => kind.checkOrder?.(context, order), readProblems),
      );
    }
    if (kind.writeOrder) {
      test.it(`writeOrder: order ${order.number}`, () =>
        askTwice(trial, (context) => kind.writeOrder?.(context, order), readAdditions),
      );
    }
    for (const document of kind.readDocument
      ? [...SAMPLE_DOCUMENTS, ...(options.documents ?? [])].map(frozenCopy)
      : []) {
      test.it(`readDocument: document ${document.number} of order ${order.number}`, () =>
        askTwice(trial, (context) => kind.readDocument?.(context, document, order), readReading),
      );
    }
  }
}

function exchangeTests(test: TestFunctions, trial: Trial): void {
  const { kind, options } = trial;
  const nothing = () => undefined;
  if (kind.beginExchange) {
    test.it('beginExchange may be called twice', () =>
      askTwice(trial, (context) => kind.beginExchange?.(context), nothing),
    );
  }
  if (kind.endExchange) {
    test.it('endExchange may be called twice', () =>
      askTwice(trial, (context) => kind.endExchange?.(context), nothing),
    );
  }
  if (kind.deliverOrders && options.delivers) {
    const orders = [...SAMPLE_ORDERS, ...(options.orders ?? [])].map(frozenCopy);
    test.it('deliverOrders may be called twice with the same orders', () =>
      askTwice(trial, (context) => kind.deliverOrders?.(context, orders), nothing),
    );
  }
}
