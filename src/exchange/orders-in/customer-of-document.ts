import type { Tx } from '../../db/open.js';
import type { OrderCustomer } from '../../orders.js';
import { addJournal } from '../../store/exchanges/journal.js';
import { customersLinkedText, matchCustomer } from '../directories/customers.js';
import type { DocumentContext } from './document-context.js';

/**
 * The customer of the shop whom a document of 1C names, by the node's rules; made where the node may make customers. Who is found to be
 * like another is told of in the journal.
 * @returns null when nobody is found and none is made
 */
export async function customerIdOf(
  tx: Tx,
  { node, exchangeId, feedId }: Pick<DocumentContext, 'node' | 'exchangeId' | 'feedId'>,
  customer: OrderCustomer,
): Promise<string | null> {
  const { shopId, nodeId, settings, createsCustomers } = node;
  const linked: string[] = [];
  const customerId = await matchCustomer(tx, shopId, customer, settings.customerRules, {
    create: createsCustomers,
    nodeId,
    onLink: (link) => linked.push(customersLinkedText(link)),
  });
  const entry = { shopId, exchangeId, nodeId, feedId, severity: 'info', code: 'customers-linked' } as const;
  await addJournal(
    tx,
    linked.map((message) => ({ ...entry, message })),
  );
  return customerId;
}
