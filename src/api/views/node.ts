import type { z } from 'zod';
import type { ExchangeNode } from '../../nodes/exchange-node.js';
import { SETTING_SCHEMAS } from '../../nodes/node-settings.js';
import type { OrdersOfNode } from '../../store/nodes/node-activity.js';
import type { NodeJournalEntry } from '../../store/nodes/node-journal.js';
import type { Node, NodeSummary } from '../schemas/node.js';
import { journalEntryJson } from './exchange.js';

/** A node without its settings. The password is not known to anybody. */
export const nodeJson = (node: ExchangeNode) => ({
  id: node.nodeId,
  name: node.name,
  kind: node.kind,
  profile: node.profile,
  login: node.login,
  idSpace: node.idSpace,
  timeZone: node.timeZone,
  state: node.state,
  priority: node.priority,
  receivesOrders: node.receivesOrders,
  sendsOrders: node.sendsOrders,
  receivesOnlyOwn: node.receivesOnlyOwn,
  createsOrders: node.createsOrders,
  createsCustomers: node.createsCustomers,
});

/** The settings that every node has; those of its kind may hold secrets of other servers. */
const openSettings = ({ settings }: ExchangeNode): Record<string, unknown> =>
  Object.fromEntries(Object.entries(settings).filter(([key]) => Object.hasOwn(SETTING_SCHEMAS, key)));

/** A node of a list. @param lastExchangeAt undefined = its 1C was never here */
export const nodeSummaryJson = (node: ExchangeNode, lastExchangeAt: Date | undefined): z.input<typeof NodeSummary> => ({
  ...nodeJson(node),
  settings: openSettings(node),
  lastExchangeAt: lastExchangeAt?.toISOString() ?? null,
});

/** A node with what it has. */
export const nodeWithCountsJson = (
  node: ExchangeNode,
  lastExchangeAt: Date | undefined,
  counts: OrdersOfNode,
): z.input<typeof Node> => ({ ...nodeSummaryJson(node, lastExchangeAt), orders: { ...counts } });

export const nodeJournalEntryJson = (entry: NodeJournalEntry) => ({
  ...journalEntryJson(entry),
  exchangeId: entry.exchangeId,
});
