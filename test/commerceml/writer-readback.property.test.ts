import { describe, expect, it } from '@jest/globals';
import { Big } from 'big.js';
import fc from 'fast-check';
import { writeOrders } from '../../src/commerceml/writer.js';
import type { NodeSettings, Profile } from '../../src/nodes/exchange-node.js';
import { shapeFor } from '../../src/nodes/one-c/profiles.js';
import type { Order } from '../../src/orders.js';
import type { DocumentRecord } from '../../src/records.js';
import { countOf } from '../support/property-runs.js';
import { exampleNode, GENERATED_AT } from './order-examples.js';
import { stumblingBlocks } from './strict-order-reader.js';
import { anyDeliveredOrder, legal } from './support/any-order.js';
import { readAll } from './support/feed-text.js';

const RUNS = countOf({ short: 35, long: 2000 });
const SEED = { seed: 20261121, numRuns: RUNS };
const ZONE = 'Europe/Kyiv';

interface Dialect {
  readonly profile: Profile;
  readonly settings: NodeSettings;
  readonly cmlVersion: string | null;
}

const dialect: fc.Arbitrary<Dialect> = fc.oneof(
  fc.record({
    profile: fc.constantFrom('utp' as const, 'trade' as const),
    settings: fc.record(
      {
        ordersEncoding: fc.constantFrom('windows-1251' as const, 'utf-8' as const),
        schemaVersion: fc.constantFrom('2.04' as const, '2.05' as const, '2.08' as const, '2.10' as const),
        taxName: fc.constantFrom('НДС', 'ПДВ'),
        numberPrefix: fc.constantFrom('A-', 'И'),
      },
      { requiredKeys: [] },
    ),
    cmlVersion: fc.constantFrom(null, '2.10'),
  }),
  fc.record({
    profile: fc.constant('unf' as const),
    settings: fc.constant({}),
    cmlVersion: fc.constantFrom(null, '2.10'),
  }),
  fc.record({ profile: fc.constant('bitrix3' as const), settings: fc.constant({}), cmlVersion: fc.constant(null) }),
);

/** One line of text as 1C gets it. */
const line = (value: string | undefined, length: number): string | undefined => {
  const characters = Array.from(
    legal(value ?? '')
      .split(/\s/)
      .filter(Boolean)
      .join(' '),
  );
  while (characters.join('').length > length) characters.pop();
  return characters.join('').trimEnd() || undefined;
};

/** 1C's `a#` is its `a` (commerceml.md §2.6). */
const sameId = (id: string): string =>
  /^([^#]*)#?(.*)$/s
    .exec(id)
    ?.slice(1)
    .map((half) => half.trim())
    .filter((half) => half !== '')
    .join('#') ?? '';

/** What is to be read of an order, from the order. */
function expectedOf(order: Order, { settings }: Dialect) {
  return {
    id: order.orderId,
    number: `${settings.numberPrefix ?? ''}${order.number}`,
    operation: 'order',
    role: 'Продавец',
    currency: 'RUB',
    amount: new Big(order.total).toFixed(2),
    customer: [order.customer.type, line(order.customer.name, 250) ?? 'Покупатель'],
    flags: { cancelled: order.cancelled || order.deleted, paid: order.paid },
    lines: order.lines.map((each) => ({
      id: each.externalId === undefined ? (each.kind === 'delivery' ? 'ORDER_DELIVERY' : '') : sameId(each.externalId),
      sku: line(each.sku, 255),
      quantity: new Big(each.quantity).toFixed(),
      amount: each.amount,
    })),
    placed: clock.format(order.placedAt),
  };
}

/** yyyy-MM-dd HH:mm:ss in the zone, by another road than the source's. */
const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, dateStyle: 'short', timeStyle: 'medium' });

function readOf(document: DocumentRecord) {
  const [customer] = document.counterparties;
  return {
    id: document.id,
    number: document.number,
    operation: document.operation,
    role: document.role,
    currency: document.currency,
    amount: new Big(document.amount ?? 'nothing').toFixed(2),
    customer: [customer?.type, customer?.name],
    flags: { cancelled: document.fate.cancelled, paid: document.fate.paid },
    lines: (document.lines ?? []).map((each) => ({
      id: each.id,
      sku: each.sku,
      quantity: new Big(each.quantity ?? 'nothing').toFixed(),
      amount: new Big(each.amount ?? 'nothing').toFixed(2),
    })),
    placed: `${document.date} ${document.time}`,
  };
}

/** Payments and shipments of an order, wherever the dialect puts them. */
function attachedOf(order: Order, documents: readonly DocumentRecord[]): readonly DocumentRecord[] {
  const own = documents.find((document) => document.id === order.orderId);
  return [...(own?.subordinate ?? []), ...documents.filter((document) => document.basis === order.orderId)];
}

function expectedAttached(order: Order) {
  const payments = order.payments.map((payment) => ({
    operation: 'payment',
    amount: new Big(payment.amount).toFixed(2),
    done: order.paid || payment.paidAt !== undefined,
  }));
  const ships = order.lines.length > 0 && (order.delivery !== null || order.shipped);
  const shipment = { operation: 'shipment', amount: new Big(order.total).toFixed(2), done: order.shipped };
  return ships ? [...payments, shipment] : payments;
}

describe('what is written of any order in any dialect', () => {
  it('is read back by our own reader as the same order', async () => {
    await fc.assert(
      fc.asyncProperty(anyDeliveredOrder, dialect, async (order, spoken) => {
        // A requisite of the shop's own may say anything, under any name: what the order itself says is asked here.
        const plain = { ...order, requisites: {} };
        const node = exampleNode(spoken.profile, spoken.settings, ZONE);
        const body = writeOrders([plain], shapeFor(node, GENERATED_AT, { cmlVersion: spoken.cmlVersion }));
        expect(stumblingBlocks(body)).toEqual([]);
        const records = await readAll(body, { timeZone: ZONE });
        const documents = records.filter((record): record is DocumentRecord => record.kind === 'document');
        expect(documents.length).toBe(records.length);
        expect(records.flatMap((record) => record.warnings)).toEqual([]);
        const [read] = documents;
        if (!read) throw new Error('no document was read');
        expect(readOf(read)).toEqual(expectedOf(plain, spoken));
        expect(
          read.lines?.every((each) => each.taxes.every((tax) => tax.name === (spoken.settings.taxName ?? 'НДС'))),
        ).toBe(read.lines === undefined ? undefined : true);
        const inDocuments = spoken.profile === 'bitrix3' || (spoken.profile === 'unf' && spoken.cmlVersion === '2.10');
        expect(
          attachedOf(plain, documents).map(({ operation, amount, fate }) => ({
            operation,
            amount: new Big(amount ?? 'nothing').toFixed(2),
            done: operation === 'payment' ? fate.paid : fate.shipped,
          })),
        ).toEqual(inDocuments ? expectedAttached(plain) : []);
        expect(
          attachedOf(plain, documents)
            .filter((document) => document.operation === 'shipment')
            .map((document) => document.lines?.length),
        ).toEqual(
          inDocuments && expectedAttached(plain).some(({ operation }) => operation === 'shipment')
            ? [plain.lines.length]
            : [],
        );
      }),
      SEED,
    );
  }, 300_000);

  it('is the same bytes each time', () => {
    fc.assert(
      fc.property(
        fc.array(anyDeliveredOrder, { maxLength: 2 }),
        dialect,
        (orders, { profile, settings, cmlVersion }) => {
          const write = () =>
            writeOrders(orders, shapeFor(exampleNode(profile, settings, ZONE), GENERATED_AT, { cmlVersion }));
          expect(write().equals(write())).toBe(true);
        },
      ),
      SEED,
    );
  });
});
