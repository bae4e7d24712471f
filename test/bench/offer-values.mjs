import { firstOfferOf, isOneOfHundred, offersOf } from './changes.mjs';
import { randomFrom } from './random.mjs';
import { COLOURS } from './words.mjs';
import { ids } from './xml-parts.mjs';

export const PRICE_TYPES = ['Розничная', 'Оптовая', 'Дилерская'];
export const WAREHOUSES = ['Центральный склад', 'Магазин', 'Транзитный склад', 'Склад брака'];

/**
 * One offer: its id in 1C, its characteristic where the product has several, a price of each type in hundredths, the
 * quantity in each warehouse.
 * @typedef {{ id: string, colour: string | undefined, prices: number[], stock: number[] }} OfferValues
 */

/**
 * The offers of one product as they stand in the exchange of the feed: with `onePercent` one of a hundred has other
 * prices, with `prices` and `rests` all have other prices, other stock than at the first load and in any former round.
 * @param {import('./generate.mjs').Feed} feed
 * @param {number} index number of the product
 * @returns {OfferValues[]}
 */
export function offersOfProduct(feed, index) {
  const id = ids(feed.seed);
  const random = randomFrom(Math.imul(feed.seed + 11, 0x165667b1) ^ index);
  const count = offersOf(index, feed.offersEach);
  return Array.from({ length: count }, (_, place) => {
    const changed = feed.phase === 'onePercent' && isOneOfHundred(firstOfferOf(index, feed.offersEach) + place);
    const dearer = 7_50 * (feed.round + (feed.phase === 'prices' ? 1 : 0)) + (changed ? 1_00 : 0);
    const base = 10_00 + random(90_000_00);
    return {
      id: id('item', index) + (count === 1 ? '' : `#${id(`variant${place}`, index)}`),
      colour: count === 1 ? undefined : COLOURS[(index + place) % COLOURS.length],
      prices: PRICE_TYPES.map((_, type) => Math.round(base * (1 - type / 10)) + dearer),
      stock: WAREHOUSES.map(() => random(50) + feed.round + (feed.phase === 'rests' ? 1 : 0)),
    };
  });
}
