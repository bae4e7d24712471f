import type {
  OrderAddress,
  OrderBonus,
  OrderCustomer,
  OrderDelivery,
  OrderPayment,
  OrderReturn,
  OrderShipment,
} from '../../orders.js';

/**
 * What a storefront gives to place or change an order. The shape (types, lengths, decimal text) is checked by who takes it in (REST);
 * what the store checks is said at `placeOrder` and `patchOrder`. Money and quantities are decimal text.
 */

export interface OrderLineInput {
  /** Our offer. One of offerId, externalId and name at least. */
  readonly offerId?: string | undefined;
  /** Whole 1C id, `a` or `a#b`; it need not be in the catalogue. */
  readonly externalId?: string | undefined;
  /** Absent: the name in the catalogue. */
  readonly name?: string | undefined;
  readonly sku?: string | undefined;
  readonly unit?:
    | { readonly code?: string | undefined; readonly name?: string | undefined; readonly fullName?: string | undefined }
    | undefined;
  readonly quantity: string;
  /** Of one unit, before the discount. */
  readonly price: string;
  /** Of the whole line, in money. */
  readonly discount?: string | undefined;
  /** `rate`: `20`, `20/120` or `none`. `included` (default true): the price holds the tax. */
  readonly tax?:
    | { readonly rate: string; readonly included?: boolean | undefined; readonly amount?: string | undefined }
    | undefined;
  /** Checked, not trusted. */
  readonly amount?: string | undefined;
  /** Default `product`; the line of the delivery is made of `delivery.price`. */
  readonly kind?: 'product' | 'service' | undefined;
}

export interface OrderInput {
  /** Trimmed, unique in the shop; absent: the next of the shop's counter. */
  readonly number?: string | undefined;
  readonly customer: OrderCustomer;
  /** ISO 4217. */
  readonly currency: string;
  readonly lines: readonly OrderLineInput[];
  readonly delivery?: OrderDelivery | null | undefined;
  readonly payments?: readonly OrderPayment[] | undefined;
  readonly status?: string | null | undefined;
  readonly comment?: string | null | undefined;
  readonly requisites?: Readonly<Record<string, string>> | undefined;
  /** Which of the shop's sites it was placed at. */
  readonly site?: string | null | undefined;
  /** The shop's word for it, or its 1C id. */
  readonly warehouse?: string | null | undefined;
  readonly organisation?: string | null | undefined;
  /** Personnel number. */
  readonly responsible?: string | null | undefined;
  readonly promoCodes?: readonly string[] | undefined;
  readonly bonus?: OrderBonus | null | undefined;
  readonly deliveryAllowed?: boolean | undefined;
  /** Id or name of the node that gets it; absent: the shop's rules choose. */
  readonly owner?: string | undefined;
  /** Checked, not trusted; with the delivery. */
  readonly total?: string | undefined;
  /** ISO 8601 with a zone; absent: now. */
  readonly placedAt?: string | undefined;
}

/** The members of `T`, each of which may be left out (stays as it is) or null (is taken away). */
export type Merge<T> = { readonly [Key in keyof T]?: T[Key] | null | undefined };

type WithAddress<T> = Merge<Omit<T, 'address'>> & { readonly address?: Merge<OrderAddress> | null | undefined };

/**
 * A change of an order, by the rules of JSON Merge Patch (RFC 7396): what is left out stays, null takes away, members of objects are
 * merged, lists are replaced whole. `customer.type` and `customer.name` cannot be taken away.
 */
export interface OrderPatch {
  /** Refused once 1C has been offered the order (UZ1508), unless it is the same. */
  readonly number?: string | undefined;
  readonly status?: string | null | undefined;
  readonly customer?: WithAddress<OrderCustomer> | undefined;
  readonly lines?: readonly OrderLineInput[] | undefined;
  readonly delivery?: WithAddress<OrderDelivery> | null | undefined;
  readonly payments?: readonly OrderPayment[] | undefined;
  /** The whole list; only by what is done with an order (`order-actions`). */
  readonly shipments?: readonly OrderShipment[] | undefined;
  readonly returns?: readonly OrderReturn[] | undefined;
  readonly comment?: string | null | undefined;
  readonly requisites?: Readonly<Record<string, string | null>> | undefined;
  readonly paid?: boolean | undefined;
  readonly shipped?: boolean | undefined;
  readonly cancelled?: boolean | undefined;
  /** With `cancelled: true`; absent: shop. What the customer cancelled nobody takes back (UZ1519). */
  readonly cancelledBy?: 'customer' | 'shop' | undefined;
  readonly site?: string | null | undefined;
  readonly warehouse?: string | null | undefined;
  readonly organisation?: string | null | undefined;
  readonly responsible?: string | null | undefined;
  readonly promoCodes?: readonly string[] | undefined;
  readonly bonus?: Merge<OrderBonus> | null | undefined;
  readonly deliveryAllowed?: boolean | undefined;
  /** Checked against the order as it will be. */
  readonly total?: string | undefined;
}
