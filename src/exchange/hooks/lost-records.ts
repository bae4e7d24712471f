import type { Feed } from '../../store/exchanges/feeds.js';
import { addJournalOfFeed } from '../../store/exchanges/journal-of-feed.js';
import type { HookCall } from './hook-call.js';
import { failureText } from './tell-failure.js';

/** A record that stays out, and why. */
export type LostRecord = {
  readonly record: { readonly kind: string; readonly id: string; readonly name?: string | null; readonly line: number };
} & ({ readonly refused: string } | { readonly failed: string });

const NAMES: Readonly<Record<string, string>> = {
  product: 'товар',
  offer: 'предложение',
  dictionaryItem: 'элемент справочника',
};

/**
 * Tells in the journal which records a kind refused (`record-refused`) and which it failed on (`node-kind-failed`), each with its line;
 * beyond 1,000 of a feed they are counted.
 */
export async function tellLostRecords(call: HookCall, feed: Feed, lost: readonly LostRecord[]): Promise<void> {
  const entries = lost.map((each) => {
    const { record } = each;
    const about = `${feed.name}, строка ${record.line}: ${NAMES[record.kind] ?? 'запись'} «${record.name ?? record.id}»`;
    const detail = { kind: call.node.kind, hook: call.hook, id: record.id };
    if ('refused' in each) {
      return {
        severity: 'info' as const,
        code: 'record-refused',
        message: `${about} не принят: ${each.refused}`,
        line: record.line,
        detail: { ...detail, reason: each.refused },
      };
    }
    return {
      severity: 'error' as const,
      code: 'node-kind-failed',
      message: failureText(call, { about, without: 'Запись пропущена, остальные приняты.' }, each.failed),
      line: record.line,
      detail: { ...detail, reason: each.failed },
    };
  });
  await addJournalOfFeed(call.tx, feed, entries, {
    moreCode: 'records-left-out-more',
    moreText: (count) => `${feed.name}: вид узла «${call.node.kind}» не пропустил еще записей: ${count}.`,
  });
}
