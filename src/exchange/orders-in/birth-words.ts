import type { ExchangeNode } from '../../nodes/exchange-node.js';
import type { DocumentRecord } from '../../records.js';
import type { OneCSaid } from '../../store/orders/one-c-said.js';
import type { OrderContent } from '../../store/orders/order-rows.js';
import { spokenFate } from './document-fate.js';
import { statusMeant } from './fate-statements.js';
import { readOrderRequisites } from './order-requisites-read.js';
import { shopWord } from './shop-words.js';

/** What an order document says of the order that is made of it, beyond goods, sums and customer. */
export interface BirthWords {
  readonly content: Pick<
    OrderContent,
    'status' | 'warehouse' | 'organisation' | 'responsible' | 'promoCodes' | 'bonus' | 'lockedInOneC'
  >;
  readonly trackingNumber: string | undefined;
  readonly deliveryName: string | undefined;
  readonly said: OneCSaid;
}

/** In the shop's words; what is remembered of it stays in 1C's. A word that no setting maps is the status, but no warehouse. */
export function birthWords({ settings }: ExchangeNode, document: DocumentRecord): BirthWords {
  const fate = spokenFate(document, true);
  const read = readOrderRequisites(document, settings);
  const [card, amount] = [read.bonusCard || undefined, read.bonusAmount || undefined];
  const way = read.delivery.find((word) => shopWord(settings.deliveries, word, []) !== undefined);
  const word = (words: Readonly<Record<string, string>> | undefined, said: string | undefined) =>
    (said ? shopWord(words, said, []) : undefined) ?? null;
  return {
    content: {
      status: settings.readsStatus === false ? null : (statusMeant(settings, fate, []) ?? null),
      warehouse: word(settings.warehouses, read.warehouse),
      organisation: word(settings.organisations, read.organisation),
      responsible: read.responsible || null,
      promoCodes: read.promoCodes ?? [],
      bonus: card === undefined && amount === undefined ? null : { card, amount },
      lockedInOneC: read.lockedInOneC ?? false,
    },
    trackingNumber: read.trackingNumber || undefined,
    deliveryName: way === undefined ? undefined : shopWord(settings.deliveries, way, []),
    said: {
      status: fate.status,
      warehouse: read.warehouse || undefined,
      organisation: read.organisation || undefined,
      delivery: way,
      trackingNumber: read.trackingNumber || undefined,
      responsible: read.responsible || undefined,
      promoCodes: read.promoCodes?.join(',') || undefined,
      bonusCard: card,
      bonusAmount: amount,
    },
  };
}
