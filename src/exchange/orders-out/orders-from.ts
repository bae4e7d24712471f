import type { ExchangeNode } from '../../nodes/exchange-node.js';
import { momentIn } from '../local-time.js';

/**
 * The moment from which on placed orders are offered to a node: the start of the day `ordersFrom` in its zone; null = all are. Orders
 * that its 1C has already are offered whenever they change.
 */
export function ordersFrom({ settings, timeZone }: Pick<ExchangeNode, 'settings' | 'timeZone'>): Date | null {
  return settings.ordersFrom === undefined ? null : momentIn(settings.ordersFrom, timeZone);
}
