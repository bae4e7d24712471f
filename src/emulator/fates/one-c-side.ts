import { createHash } from 'node:crypto';
import type { ParsedOrder } from '../parsed-order.js';

/** What 1C itself gave to an order: always the same for the same order, so that a fate that is sent twice is the same. */
export interface OneCSide {
  readonly guid: string;
  readonly customerGuid: string;
  readonly paymentGuid: string;
  readonly shipmentGuid: string;
  /** `Номер по 1С`, with the prefix of that base. */
  readonly number: string;
  /** `yyyy-MM-dd`. */
  readonly date: string;
  /** `HH:mm:ss`, as an order has it. */
  readonly time: string;
  readonly paymentNumber: string;
  readonly shipmentNumber: string;
  /** 8 bytes in base64, as НомерВерсии. */
  readonly version: string;
}

/** The 1C's side of an order. The prefix stands before its numbers: `УТ-000017`. */
export function oneCSideOf(order: ParsedOrder, prefix: string): OneCSide {
  const hashed = (text: string): Buffer => createHash('sha1').update(text).digest();
  const digest = hashed(`${order.id}\n${order.number}`);
  const counted = (offset: number): string =>
    `${prefix}${String(digest.readUInt32BE(offset) % 1_000_000).padStart(6, '0')}`;
  const [date = '', time = ''] = (order.date ?? '2024-01-01T00:00:00').split('T');
  return {
    guid: order.madeHere === true ? order.id : guidOf(digest),
    customerGuid: guidOf(hashed(`customer\n${order.customer.name}`)),
    paymentGuid: guidOf(hashed(`payment\n${order.id}`)),
    shipmentGuid: guidOf(hashed(`shipment\n${order.id}`)),
    number: order.madeHere === true ? order.number : counted(0),
    date,
    time,
    paymentNumber: counted(4),
    shipmentNumber: counted(8),
    version: Buffer.concat([Buffer.alloc(4), digest.subarray(0, 4)]).toString('base64'),
  };
}

function guidOf(digest: Buffer): string {
  const hex = digest.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
