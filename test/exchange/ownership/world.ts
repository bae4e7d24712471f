import { v7 as uuid } from 'uuid';
import { applyDocument, type DocumentOutcome } from '../../../src/exchange/orders-in/order-documents.js';
import type { ExchangeNode } from '../../../src/nodes/exchange-node.js';
import type { DocumentRecord } from '../../../src/records.js';
import type { Services } from '../../../src/services.js';
import { type Change, recordChanges } from '../../../src/store/changes/record-changes.js';
import { type Exchange, openExchange } from '../../../src/store/exchanges/exchanges.js';
import type { NewNode } from '../../../src/store/nodes/nodes.js';
import { ensureShop } from '../../../src/store/nodes/shops.js';
import { insertQuickNode } from '../../support/quick-node.js';
import { openOrdersWorld } from '../orders-world.js';
import { Death } from './death.js';

/** One database for many runs, each in a shop of its own. */
export interface OwnershipWorld {
  readonly services: Services;
  readonly death: Death;
  /** An empty shop. */
  shop(): Promise<string>;
  node(shopId: string, input: Pick<NewNode, 'name'> & Partial<NewNode>): Promise<ExchangeNode>;
  /** checkauth of an exchange of orders. */
  login(node: ExchangeNode): Promise<Exchange>;
  /** A file of documents, applied as an import step does it. */
  upload(node: ExchangeNode, documents: readonly DocumentRecord[]): Promise<DocumentOutcome[]>;
  close(): Promise<void>;
}

export async function openOwnershipWorld(): Promise<OwnershipWorld> {
  const world = await openOrdersWorld();
  const { services, knex } = world;
  const login = async ({ shopId, nodeId }: ExchangeNode) =>
    (await openExchange(knex, { shopId, nodeId, type: 'sale' })).exchange;
  return {
    services,
    death: new Death(knex),
    login,
    shop: async () => {
      const shopId = `s-${uuid()}`;
      await services.db.transaction((tx) => ensureShop(tx, shopId, 1));
      return shopId;
    },
    // Without a login: nobody logs in here, and a password's hash costs 60 ms.
    node: async (shopId, input) =>
      await services.db.transaction((tx) =>
        insertQuickNode(tx, shopId, { profile: 'trade', timeZone: 'Europe/Kyiv', ...input }),
      ),
    upload: async (node, documents) => {
      const { exchangeId } = await login(node);
      const changes: Change[] = [];
      return await services.db.transaction(async (tx) => {
        const context = { services, node, exchangeId, feedId: uuid(), changes, upcoming: documents };
        const outcomes: DocumentOutcome[] = [];
        for (const document of documents) outcomes.push(await applyDocument(tx, context, document));
        await recordChanges(tx, node.shopId, exchangeId, changes);
        return outcomes;
      });
    },
    close: world.close,
  };
}
