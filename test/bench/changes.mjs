/**
 * What of a generated catalogue differs from the first load of it. The records that change are scattered: one of each
 * hundred in the order of the file, at another place in each hundred.
 */

/** The first load and the four exchanges after it, in the order in which they are made. */
export const PHASES = /** @type {const} */ (['first', 'unchanged', 'onePercent', 'prices', 'rests']);

/** @typedef {(typeof PHASES)[number]} Phase */

/** `ДатаФормирования`: each exchange is a day after the one before it, each round a week after the former. */
export function madeAt(phase, round = 0) {
  const day = new Date(Date.UTC(2026, 0, 15 + PHASES.indexOf(phase) + 7 * round));
  return `${day.toISOString().slice(0, 10)}T02:00:00`;
}

/**
 * Whether a product (by its number in the file) or an offer (by its own) is among the one per cent.
 * @param {number} number
 */
export const isOneOfHundred = (number) => number % 100 === (Math.floor(number / 100) * 37 + 13) % 100;

/** Offers of the product at this place of each four: two on average. */
const OFFERS_OF_FOUR = [1, 1, 2, 4];
const BEFORE_OF_FOUR = [0, 1, 2, 4];

/**
 * How many offers a product has.
 * @param {number | undefined} each all have so many; absent: 1, 1, 2, 4 and again
 */
export const offersOf = (index, each) => each ?? OFFERS_OF_FOUR[index % 4];

/** The number of a product's first offer. */
export const firstOfferOf = (index, each) =>
  each === undefined ? 8 * Math.floor(index / 4) + BEFORE_OF_FOUR[index % 4] : each * index;
