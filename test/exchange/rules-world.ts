import { applyDocument, type DocumentOutcome } from '../../src/exchange/orders-in/order-documents.js';
import type { ExchangeNode, NodeSettings } from '../../src/nodes/exchange-node.js';
import type { DocumentRecord } from '../../src/records.js';
import { type Change, recordChanges } from '../../src/store/changes/record-changes.js';
import { type DocumentsWorld, openDocumentsWorld } from './documents-world.js';
import { orderDocument, SHOP } from './orders-world.js';

const FEED = '01900000-0000-7000-8000-000000000002';

/** A shop whose node obeys other settings in every test. */
export interface RulesWorld extends DocumentsWorld {
  /** The owner with these settings besides. */
  by(settings: NodeSettings): ExchangeNode;
  /** A document of the owner under these settings. @param madeAt `ДатаФормирования` of its file */
  tellBy(settings: NodeSettings, document: Partial<DocumentRecord>, madeAt?: string): Promise<DocumentOutcome>;
  conflicts(orderId: string): Promise<{ group: string; fields: object; rule: string; winner: string }[]>;
}

export async function openRulesWorld(): Promise<RulesWorld> {
  const world = await openDocumentsWorld();
  const { services, owner, knex } = world;
  const by = (settings: NodeSettings) => ({ ...owner, settings: { ...owner.settings, ...settings } });
  return {
    ...world,
    by,
    tellBy: async (settings, document, madeAt) => {
      const { exchangeId } = await world.exchange(owner);
      const changes: Change[] = [];
      return await services.db.transaction(async (tx) => {
        const context = { services, node: by(settings), exchangeId, feedId: FEED, changes, madeAt };
        const outcome = await applyDocument(tx, context, orderDocument(document));
        await recordChanges(tx, SHOP, exchangeId, changes);
        return outcome;
      });
    },
    conflicts: async (orderId) =>
      await knex('order_conflicts')
        .select({ group: 'field_group', fields: 'fields', rule: 'rule', winner: 'winner' })
        .where({ order_id: orderId })
        .orderBy('conflict_id'),
  };
}
