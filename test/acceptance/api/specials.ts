import type { Sample } from './samples.js';
import { catalogueSpecials } from './specials-catalogue.js';
import { exchangeSpecials } from './specials-exchange.js';
import { matchingSpecials } from './specials-matching.js';
import { orderSpecials } from './specials-orders.js';
import type { World } from './world.js';

/** An answer that one operation gives in a case of its own. */
export interface Special {
  /** operationId. */
  readonly of: string;
  /** A code of an error, or a status. */
  readonly gives: string | number;
  readonly when: string;
  /** Brings the case about. */
  readonly given: (world: World) => Promise<Case>;
}

/** @field undo whatever the others must not meet */
export type Case = Sample & { readonly undo?: () => Promise<void> };

export const SPECIALS: readonly Special[] = [
  ...catalogueSpecials,
  ...orderSpecials,
  ...exchangeSpecials,
  ...matchingSpecials,
];
