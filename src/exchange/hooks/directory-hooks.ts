import type { DirectoryEntry, DirectoryOfKind } from '../../nodes/node-kind.js';
import type { DictionaryItemRecord } from '../../records.js';
import { readDictionariesByWord } from '../../store/catalogue/read-dictionary-names.js';
import { putEntries } from '../../store/customers/directories.js';
import type { StepContent } from '../import/step-records.js';
import type { HookStep } from './catalogue-hooks.js';
import { readEntry } from './entry-answers.js';
import { frozen } from './frozen.js';
import type { HookCall } from './hook-call.js';
import { tellLostRecords } from './lost-records.js';
import { verdictsOf } from './verdicts.js';

/** Directories of the shop itself, which every kind may fill; any other is the kind's own. */
const SHARED = new Set(['employees', 'promo-codes', 'statuses', 'payment-methods', 'deliveries']);

/**
 * Fills the directories of the node's kind from the user dictionaries of a step. What says that it is deleted becomes inactive. An item
 * that the kind fails on is told of in the journal, and what the directory has of it stays.
 */
export async function fillDirectories(of: HookStep, step: StepContent): Promise<void> {
  const kind = of.services.kinds.of(of.node);
  if (step.dictionaryItems.size === 0 || !kind.directories?.length) return;
  const items = [...step.dictionaryItems.values()].map(frozen);
  const names = await namesOf(of, items);
  for (const directory of kind.directories) await fill(of, directory, items, names);
}

async function fill(
  { services, tx, node, feed }: HookStep,
  directory: DirectoryOfKind,
  items: readonly DictionaryItemRecord[],
  names: ReadonlyMap<string, string | null>,
): Promise<void> {
  const { shopId, nodeId } = node;
  const kind = services.kinds.of(node);
  const { exchangeId, feedId } = feed;
  const call: HookCall = { services, tx, node, exchangeId, feedId, hook: 'directories' };
  const verdicts = await verdictsOf(call, kind, items, {
    ask: (context, asked) =>
      Promise.all(asked.map((item) => directory.entryOf(context, item, names.get(item.dictionaryId) ?? null))),
    read: (item, answer) => ({ record: readEntry(item, answer) }),
  });
  const entries = verdicts.flatMap((verdict): DirectoryEntry[] =>
    'record' in verdict && verdict.record ? [verdict.record] : [],
  );
  const name = SHARED.has(directory.name) ? directory.name : `${kind.name}/${directory.name}`;
  await putEntries(tx, shopId, name, entries, { nodeId, exchangeId });
  const lost = items.flatMap((record, index) => {
    const verdict = verdicts[index];
    return verdict && 'failed' in verdict ? [{ record, failed: verdict.failed }] : [];
  });
  await tellLostRecords(call, feed, lost);
}

/** Names of the dictionaries that the items stand in; they are written by now, in this step or an earlier feed. */
async function namesOf(
  { tx, node }: HookStep,
  items: readonly DictionaryItemRecord[],
): Promise<ReadonlyMap<string, string | null>> {
  const { shopId, idSpace } = node;
  const ids = [...new Set(items.map((item) => item.dictionaryId))];
  const found = await readDictionariesByWord(
    tx,
    shopId,
    ids.map((externalId) => ({ idSpace, externalId })),
  );
  return new Map(ids.map((externalId) => [externalId, found.get({ idSpace, externalId })?.dictionary.name ?? null]));
}
