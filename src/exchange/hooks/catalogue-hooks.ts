import type { Tx } from '../../db/open.js';
import type { ExchangeNode } from '../../nodes/exchange-node.js';
import type { HookContext, NodeKind } from '../../nodes/node-kind.js';
import type { Services } from '../../services.js';
import type { Feed } from '../../store/exchanges/feeds.js';
import type { PackagedOffer } from '../import/item-rows.js';
import type { CataloguedProduct } from '../import/step-items.js';
import type { ItemRecords } from '../import/step-records.js';
import { frozen } from './frozen.js';
import type { HookCall } from './hook-call.js';
import { type LostRecord, tellLostRecords } from './lost-records.js';
import { readVerdict } from './record-answers.js';
import { verdictsOf } from './verdicts.js';

type Item = CataloguedProduct | PackagedOffer;

/** Where a step's records come from. */
export interface HookStep {
  readonly services: Services;
  readonly tx: Tx;
  readonly node: ExchangeNode;
  readonly feed: Feed;
}

/** Items of a step as its node's kind lets them in. */
export interface Decided<T> {
  /** What is written, by the step's key. */
  readonly written: ReadonlyMap<string, T>;
  /** What the kind refused: it goes as if 1C had deleted it. */
  readonly refused: readonly T[];
  /** What the kind failed on: the feed has it, but its row stays as it was. */
  readonly failed: readonly T[];
}

/** All items of a step, decided. */
export interface DecidedItems {
  readonly products: Decided<CataloguedProduct>;
  readonly offers: Decided<PackagedOffer>;
}

/** Asks the node's kind about the products and offers of a step, in the step's transaction; the journal tells what stays out. */
export async function decideItems(of: HookStep, step: ItemRecords): Promise<DecidedItems> {
  return {
    products: await decide(of, 'products', step.products),
    offers: await decide(of, 'offers', step.offers),
  };
}

async function decide<T extends Item>(
  { services, tx, node, feed }: HookStep,
  hook: 'products' | 'offers',
  items: ReadonlyMap<string, T>,
): Promise<Decided<T>> {
  const kind = services.kinds.of(node);
  if (items.size === 0 || !kind[hook]) return { written: items, refused: [], failed: [] };
  const call: HookCall = { services, tx, node, exchangeId: feed.exchangeId, feedId: feed.feedId, hook };
  const records: readonly T[] = [...items.values()].map((item) => frozen(item));
  const verdicts = await verdictsOf<T, T>(call, kind, records, {
    ask: (context, asked) => askAbout(kind, hook, context, asked),
    read: (record, answer) => readVerdict<T>(record, answer),
  });
  const written = new Map<string, T>();
  const refused: T[] = [];
  const failed: T[] = [];
  const lost: LostRecord[] = [];
  for (const [index, [key, record]] of [...items].entries()) {
    const verdict = verdicts[index];
    if (verdict === undefined) throw new Error('a record has no verdict');
    if ('record' in verdict) {
      written.set(key, verdict.record);
      continue;
    }
    ('refused' in verdict ? refused : failed).push(record);
    lost.push({ record, ...verdict });
  }
  await tellLostRecords(call, feed, lost);
  return { written, refused, failed };
}

function askAbout(
  kind: NodeKind,
  hook: 'products' | 'offers',
  context: HookContext,
  records: readonly Item[],
): unknown {
  return hook === 'products'
    ? kind.products?.(context, records as readonly CataloguedProduct[])
    : kind.offers?.(context, records as readonly PackagedOffer[]);
}

/** How many records of each kind stay out, for the counts of the import: `product.refused`, `offer.refused`. */
export function refusedCounts({ products, offers }: DecidedItems): Record<string, number> {
  const counts = {
    'product.refused': products.refused.length + products.failed.length,
    'offer.refused': offers.refused.length + offers.failed.length,
  };
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}
