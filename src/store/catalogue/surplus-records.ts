import { offerOf, productOf, RECORD_WORDS } from './packed-records.js';

/** So many records of one place are kept for the same items: those of offers, prices and stock may be of one place, and some repeat. */
const MOST_FOR_SAME = 8;

/**
 * Which records are to be forgotten, since many newer ones speak for the same items. Feeds that say something else each time and change
 * nothing by it (of a column that the node keeps, or in another order) leave all of theirs known: they would grow from night to night.
 * @param words packed records, the newest last
 * @returns 1 for each that is
 */
export function surplusOf(words: Uint32Array): Uint8Array {
  const size = words.length / RECORD_WORDS;
  const surplus = new Uint8Array(size);
  /** The newest record of the same items + 1; 0 = free. At most half of them are taken. */
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * size + 1)));
  const counts = new Uint8Array(size);
  for (let index = size - 1; index >= 0; index -= 1) {
    const slot = slotOf(words, slots, index);
    const newest = (slots[slot] ?? 0) - 1;
    if (newest < 0) {
      slots[slot] = index + 1;
      counts[index] = 1;
    } else if ((counts[newest] ?? 0) < MOST_FOR_SAME) counts[newest] = (counts[newest] ?? 0) + 1;
    else surplus[index] = 1;
  }
  return surplus;
}

/** Of the items of a record: where its newest record stands, or will. */
function slotOf(words: Uint32Array, slots: Int32Array, index: number): number {
  const mask = slots.length - 1;
  const at = index * RECORD_WORDS;
  const [product, offer] = [productOf(words, at), offerOf(words, at)];
  for (let slot = mixed(product, offer) & mask; ; slot = (slot + 1) & mask) {
    const other = ((slots[slot] ?? 0) - 1) * RECORD_WORDS;
    if (other < 0 || (productOf(words, other) === product && offerOf(words, other) === offer)) return slot;
  }
}

function mixed(product: number, offer: number): number {
  const hash = Math.imul(product | 0, 0x9e3779b1) ^ Math.imul(offer | 0, 0x85ebca6b);
  return hash ^ (hash >>> 15);
}
