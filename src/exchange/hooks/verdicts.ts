import type { HookContext, NodeKind } from '../../nodes/node-kind.js';
import { callHook } from './call-hook.js';
import type { HookCall } from './hook-call.js';
import { Nonsense } from './hook-call.js';
import { rests } from './patience.js';

/** What becomes of a record: it goes in as `record`, stays out because the kind refused it, or because the kind failed on it. */
export type Verdict<T> = { readonly record: T } | { readonly refused: string } | { readonly failed: string };

/** How a batch is asked about, and what a single answer must be. */
export interface Asking<R, T> {
  readonly ask: (context: HookContext, records: readonly R[]) => unknown;
  /** @throws Nonsense */
  readonly read: (record: R, answer: unknown) => Exclude<Verdict<T>, { failed: string }>;
}

/**
 * Asks a hook about a batch. When it throws, hangs or answers nonsense, everything that it wrote is taken back and the batch is halved,
 * down to the record that it fails on: that one is lost, the others are not. A hook that hangs again and again is not asked to the end.
 * @returns one verdict for each record, in their order
 */
export async function verdictsOf<R, T>(
  call: HookCall,
  kind: NodeKind,
  records: readonly R[],
  asking: Asking<R, T>,
): Promise<Verdict<T>[]> {
  if (records.length === 0) return [];
  const asked = await callHook(
    call,
    kind,
    (context) => asking.ask(context, records),
    (answer) => answersOf(records, answer).map(([record, each]) => asking.read(record, each)),
  );
  if (asked.answered) return asked.value;
  if (records.length === 1 || rests(kind, call)) return records.map(() => ({ failed: asked.reason }));
  const middle = Math.ceil(records.length / 2);
  return [
    ...(await verdictsOf(call, kind, records.slice(0, middle), asking)),
    ...(await verdictsOf(call, kind, records.slice(middle), asking)),
  ];
}

function answersOf<R>(records: readonly R[], answer: unknown): [R, unknown][] {
  if (!Array.isArray(answer)) throw new Nonsense('ответ — не список');
  const promises = answer.filter((each) => each instanceof Promise);
  for (const promise of promises) promise.catch(() => undefined); // what becomes of them concerns nobody any more
  if (promises.length > 0) throw new Nonsense('ответ — список обещаний (нужен Promise.all)');
  if (answer.length !== records.length) {
    throw new Nonsense(`ответов ${answer.length}, а записей ${records.length}`);
  }
  return records.map((record, index) => [record, answer[index]]);
}
