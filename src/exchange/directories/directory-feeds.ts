import { fold } from '../../commerceml/names-alike.js';
import type { Tx } from '../../db/open.js';
import type { ExchangeNode, NodeSettings } from '../../nodes/exchange-node.js';
import type { DictionaryItemRecord } from '../../records.js';
import { type DictionaryHead, readDictionaryHeads } from '../../store/catalogue/read-dictionary-heads.js';
import { type PutEntries, putEntries } from '../../store/customers/directories.js';
import { EMPLOYEES, PROMO_CODES } from '../../store/customers/directory-keys.js';
import type { Feed } from '../../store/exchanges/feeds.js';
import { addJournal } from '../../store/exchanges/journal.js';
import { addJournalOfFeed } from '../../store/exchanges/journal-of-feed.js';
import { oneCIdKey } from '../../store/orders/order-rows.js';
import { type EntriesOfItems, entriesOfItems, type FedDirectory, type RefusedItem } from './directory-items.js';

const FED: readonly FedDirectory[] = [PROMO_CODES, EMPLOYEES];

/** Which directory a dictionary of the node fills, by the node's settings: they name it by its id or its name. */
function directoriesOf(
  settings: NodeSettings,
  dictionary: Pick<DictionaryHead, 'externalId' | 'name'>,
): FedDirectory[] {
  const isCalled = (word: string | undefined): boolean =>
    word !== undefined &&
    (oneCIdKey(word.trim()) === oneCIdKey(dictionary.externalId) ||
      (dictionary.name !== null && fold(word) === fold(dictionary.name)));
  const words: Readonly<Record<FedDirectory, string | undefined>> = {
    [PROMO_CODES]: settings.promoCodeDictionary,
    [EMPLOYEES]: settings.employeeDictionary,
  };
  return FED.filter((directory) => isCalled(words[directory]));
}

/** What a dictionary's items mean to one directory. */
export interface FedEntries extends EntriesOfItems {
  readonly directory: FedDirectory;
}

/**
 * The entries that items of one user dictionary make in the shop's directories.
 * @param node whose settings name the dictionaries, and whose zone its dates are of
 * @returns nothing for a dictionary that no setting names
 */
export const entriesFromDictionaries = (
  node: Pick<ExchangeNode, 'settings' | 'timeZone'>,
  dictionary: Pick<DictionaryHead, 'externalId' | 'name' | 'fields'>,
  items: readonly DictionaryItemRecord[],
): FedEntries[] =>
  directoriesOf(node.settings, dictionary).map((directory) => ({
    directory,
    ...entriesOfItems(node, directory, dictionary.fields ?? undefined, items),
  }));

/**
 * Fills promo codes and employees from the user dictionaries of a step, behind the step's own rows: the heads of the dictionaries are read
 * from the store, they may have come in a former feed. What cannot be used is told of in the journal.
 */
export async function feedDirectories(
  tx: Tx,
  node: ExchangeNode,
  feed: Feed,
  items: readonly DictionaryItemRecord[],
): Promise<void> {
  const { promoCodeDictionary, employeeDictionary } = node.settings;
  if (items.length === 0 || (promoCodeDictionary ?? employeeDictionary) === undefined) return;
  const ids = [...new Set(items.map((item) => item.dictionaryId))];
  for (const dictionary of await readDictionaryHeads(tx, node.shopId, node.idSpace, ids)) {
    const own = items.filter((item) => item.dictionaryId === dictionary.externalId);
    for (const { directory, entries, refused } of entriesFromDictionaries(node, dictionary, own)) {
      const source = { nodeId: node.nodeId, exchangeId: feed.exchangeId };
      await tellUpdated(tx, feed, directory, await putEntries(tx, node.shopId, directory, entries, source));
      await tellRefused(tx, feed, directory, refused);
    }
  }
}

const CALLED: Readonly<Record<FedDirectory, string>> = { [PROMO_CODES]: 'промокодов', [EMPLOYEES]: 'сотрудников' };

async function tellUpdated(
  tx: Tx,
  feed: Feed,
  directory: FedDirectory,
  { created, changed }: PutEntries,
): Promise<void> {
  if (created + changed === 0) return;
  const { shopId, nodeId, exchangeId, feedId, name } = feed;
  await addJournal(tx, {
    ...{ shopId, nodeId, exchangeId, feedId },
    severity: 'info',
    code: 'directory-updated',
    message: `${name}: справочник ${CALLED[directory]}: новых ${created}, изменённых ${changed}.`,
    detail: { directory, created, changed },
  });
}

async function tellRefused(
  tx: Tx,
  feed: Feed,
  directory: FedDirectory,
  refused: readonly RefusedItem[],
): Promise<void> {
  const where = `справочник ${CALLED[directory]}`;
  await addJournalOfFeed(
    tx,
    feed,
    refused.map(({ item, reason }) => ({
      severity: 'warning',
      code: 'directory-entry-refused',
      message: `${feed.name}, строка ${item.line}: запись не попала в ${where}: ${reason}. Исправьте её в 1С; прежняя запись оставлена.`,
      line: item.line,
      detail: { directory, item: item.id },
    })),
    {
      moreCode: 'directory-entry-refused-more',
      moreText: (count) => `${feed.name}: ещё записей, которые не попали в справочники: ${count}.`,
    },
  );
}
