import type { Json } from '../../records.js';
import { addJournalOnce } from '../../store/exchanges/journal.js';
import type { HookCall } from './hook-call.js';

/** What a hook was asked about, and what becomes of it without an answer; Russian, for the journal. */
export interface Subject {
  readonly about: string;
  readonly without: string;
  readonly detail?: Readonly<Record<string, Json>>;
}

/** Why a hook gave no answer, for the journal: names kind, hook and what it was asked about. */
export const failureText = ({ node, hook }: HookCall, { about, without }: Subject, reason: string): string =>
  `${about}: вид узла «${node.kind}» не справился (${hook}): ${reason}. ${without}`;

/** Tells in the journal that a hook gave no answer (`node-kind-failed`); the same is not told twice in an exchange. */
export async function tellFailure(call: HookCall, subject: Subject, reason: string): Promise<void> {
  const { tx, node, exchangeId, feedId, hook } = call;
  await addJournalOnce(tx, {
    ...{ shopId: node.shopId, nodeId: node.nodeId, exchangeId, feedId },
    severity: 'error',
    code: 'node-kind-failed',
    message: failureText(call, subject, reason),
    detail: { kind: node.kind, hook, reason, ...subject.detail },
  });
}
