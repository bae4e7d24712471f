import type { Tx } from '../../db/open.js';
import { UzelError } from '../../errors.js';
import type { Services } from '../../services.js';
import { type Change, recordChanges } from '../../store/changes/record-changes.js';
import { findExchange, openExchange } from '../../store/exchanges/exchanges.js';
import { addJournal } from '../../store/exchanges/journal.js';
import { lockOrdersOfNode } from '../../store/orders/batches.js';
import { lockDocuments } from '../../store/orders/document-candidates.js';
import { type Duplicate, lockDuplicate, readDuplicate, writeDecision } from '../../store/orders/order-duplicates.js';
import { findNodeById } from '../../store/orders/routing.js';
import { onceMoreOnDeadlock } from '../deadlock.js';
import type { DocumentContext } from './document-context.js';
import { titleOf } from './document-journal.js';
import { lockKeysOf } from './duplicate-documents.js';
import { documentOf } from './kept-document.js';
import { bear } from './order-documents.js';

/** `same`: it is the other node's order, and stays linked to it; `different`: an order of its own is made of it at once. */
export type Decision = 'same' | 'different';

/**
 * Decides what a document is that was taken for one of another node's order. The same decision again changes nothing.
 * @throws UzelError UZ1507 unknown, UZ1518 it was decided otherwise already, UZ1504 the shop has no number for the order that 1C could
 *   hold with the node's prefix, or the document is no whole order
 */
export async function decideDuplicate(
  services: Services,
  shopId: string,
  duplicateId: string,
  decision: Decision,
): Promise<Duplicate> {
  return await onceMoreOnDeadlock(() =>
    services.db.transaction(async (tx) => {
      const seen = (await readDuplicate(tx, shopId, duplicateId)) ?? unknown(duplicateId);
      await lockOrdersOfNode(tx, shopId, seen.nodeId);
      const duplicate = (await lockDuplicate(tx, shopId, duplicateId)) ?? unknown(duplicateId);
      if (duplicate.state === decision) return duplicate;
      if (duplicate.state === 'same' || duplicate.state === 'different') throw decidedAlready(duplicate.state);
      const decided = await writeDecision(tx, shopId, duplicateId, decision);
      await tell(tx, shopId, duplicate, decision);
      if (decision === 'different') await makeOrder(services, tx, shopId, duplicate);
      return decided;
    }),
  );
}

const DECIDED: Readonly<Record<Decision, string>> = {
  same: 'это тот же заказ, что у другого узла: он остаётся связанным с ним.',
  different: 'это отдельный заказ: он создан в магазине.',
};

async function tell(
  tx: Tx,
  shopId: string,
  { nodeId, content, orderId }: Duplicate,
  decision: Decision,
): Promise<void> {
  await addJournal(tx, {
    shopId,
    nodeId,
    exchangeId: null,
    severity: 'info',
    code: 'duplicate-decided',
    message: `${titleOf(documentOf(content))}: решено, что ${DECIDED[decision]}`,
    detail: { orderId, decision },
  });
}

async function makeOrder(services: Services, tx: Tx, shopId: string, duplicate: Duplicate): Promise<void> {
  const node = await findNodeById(tx, shopId, duplicate.nodeId);
  if (!node) throw new Error(`node ${duplicate.nodeId} is gone`);
  const document = documentOf(duplicate.content);
  await lockDocuments(tx, shopId, lockKeysOf(document));
  const changes: Change[] = [];
  const exchangeId = await exchangeOf(tx, shopId, duplicate);
  const context: DocumentContext = {
    services,
    node: { ...node, createsOrders: true }, // a person has allowed this one
    exchangeId,
    feedId: duplicate.feedId ?? exchangeId,
    changes,
  };
  if ((await bear(tx, context, document)) !== 'created') {
    throw new UzelError(
      'UZ1504',
      `No order can be made of this document: it holds neither goods nor a sum nor a customer, or the shop has no number for it that is short enough with the prefix of "${node.name}".`,
    );
  }
  await recordChanges(tx, shopId, exchangeId, changes);
}

/** The exchange that brought the document; when that is kept no more, one that stands for the decision. */
async function exchangeOf(tx: Tx, shopId: string, { exchangeId, nodeId }: Duplicate): Promise<string> {
  const kept = exchangeId === null ? null : await findExchange(tx, shopId, exchangeId);
  return (kept ?? (await openExchange(tx, { shopId, nodeId, type: 'import' })).exchange).exchangeId;
}

const decidedAlready = (state: Decision): UzelError =>
  new UzelError(
    'UZ1518',
    `It was decided already that this document is ${state === 'same' ? 'the same order' : 'another order'}. Change the orders themselves if that was a mistake.`,
  );

function unknown(duplicateId: string): never {
  throw new UzelError('UZ1507', `There is no duplicate "${duplicateId}". Take ids from GET /v1/duplicates.`);
}
