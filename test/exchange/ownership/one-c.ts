import { expect } from '@jest/globals';
import { XMLParser } from 'fast-xml-parser';
import iconv from 'iconv-lite';
import type { ExchangeNode } from '../../../src/nodes/exchange-node.js';
import type { Exchange } from '../../../src/store/exchanges/exchanges.js';

/** A document of an answer, as its 1C reads it. */
export interface SeenOrder {
  readonly id: string;
  readonly number: string;
  readonly comment: string;
}

export interface Answer {
  readonly body: Buffer;
  readonly orders: readonly SeenOrder[];
  isStored: boolean;
}

/** A session of a 1C: its exchange, and the answer that it is about to confirm. */
export interface Slot {
  readonly exchange: Exchange;
  answer: Answer | null;
  /** Requests that are under way: in one session `success` comes after the answer, and the next query after it. */
  readonly underWay: { queries: number; successes: number };
}

const NUMBER_LENGTH = 11;

/**
 * A 1C as a database behind a node: what it stored it keeps (by number, as all of them look orders up), what it was about to do it
 * forgets when it dies.
 */
export class OneC {
  /** By the first 11 characters of the number. */
  readonly base = new Map<string, SeenOrder>();
  readonly slots: (Slot | null)[] = [null, null];
  /** What it sent `success` for: by exchange, the orders that it had stored by then. */
  readonly confirmed = new Map<string, Set<string>>();
  /** Numbers under which it saw an order. */
  readonly numbers = new Map<string, Set<string>>();
  paused = false;

  constructor(
    readonly name: string,
    public node: ExchangeNode,
  ) {}

  has(orderId: string): SeenOrder | undefined {
    return [...this.base.values()].find(({ id }) => id === orderId);
  }

  see(orders: readonly SeenOrder[]): void {
    for (const { id, number } of orders) {
      const numbers = this.numbers.get(id) ?? new Set();
      this.numbers.set(id, numbers.add(number));
      expect({ node: this.name, order: id, numbers: [...numbers] }).toEqual({
        node: this.name,
        order: id,
        numbers: [number],
      });
    }
  }

  store(orders: readonly SeenOrder[]): void {
    for (const seen of orders) {
      const key = seen.number.slice(0, NUMBER_LENGTH);
      const kept = this.base.get(key);
      if (kept && kept.id !== seen.id) {
        throw new Error(
          `${this.name}: orders ${kept.id} and ${seen.id} have one number there, ${key}: one is written over`,
        );
      }
      this.base.set(key, seen);
    }
  }

  /** It sends `success` for what this slot was answered. */
  confirm({ exchange, answer }: Slot): void {
    const orders = this.confirmed.get(exchange.exchangeId) ?? new Set();
    for (const { id } of answer?.orders ?? []) orders.add(id);
    this.confirmed.set(exchange.exchangeId, orders);
  }

  /** It dies, or loses its connections: the sessions are forgotten. */
  forget(): void {
    this.slots.fill(null);
  }
}

const parser = new XMLParser({ parseTagValue: false, isArray: (name) => name === 'Документ' });

/** Its own reading of an answer, in windows-1251. */
export function readAnswer(body: Buffer): SeenOrder[] {
  const parsed = parser.parse(iconv.decode(body, 'windows-1251')) as {
    КоммерческаяИнформация: { Документ?: Record<string, string>[] } | '';
  };
  const root = parsed.КоммерческаяИнформация;
  return (root === '' ? [] : (root.Документ ?? [])).map((document) => ({
    id: (document.Ид ?? '').toLowerCase(),
    number: document.Номер ?? '',
    comment: document.Комментарий ?? '',
  }));
}
