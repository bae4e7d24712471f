import type { OneC } from './one-c.js';

/** How often each thing happened with effect, over all runs: a property over nothing holds always. */
export class Tally {
  private readonly counts = new Map<string, number>();

  count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  has(what: string): boolean {
    return this.counts.has(what);
  }

  toString(): string {
    return [...this.counts]
      .map(([what, times]) => `${what} ${times}`)
      .sort()
      .join('\n');
  }
}

/** An order as it must be after all that was done to it. */
export class ModelOrder {
  readonly id: string;
  /** In the shop; of an order that was made in 1C: there. */
  readonly number: string;
  /** 1C's own id, of an order that was made in it. */
  readonly guid: string | null;
  readonly bornIn: OneC | null;
  /** What stood there when it was looked at last. */
  comment = '';
  /** What the shop has written since: more than one when several wrote at the same time. */
  readonly written = new Set<string>();
  paid = false;
  /** Its 1C told of a payment while the order was being edited. */
  payingLater = false;
  locked = false;
  /** How often an unlock was asked for. */
  unlocks = 0;
  /** How many unlocks are under way. */
  unlocking = 0;
  everLocked = false;
  moved = false;
  forced = false;
  /** Somebody has begun to move it by force. */
  mayBeTaken = false;

  constructor(from: Pick<ModelOrder, 'id' | 'number' | 'guid' | 'bornIn'>) {
    this.id = from.id;
    this.number = from.number;
    this.guid = from.guid;
    this.bornIn = from.bornIn;
  }
}
