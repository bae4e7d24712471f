/**
 * An order of the shop as every part of Uzel knows it: REST gives it in, the store keeps it, the writer puts it into XML.
 * Money and quantities are exact decimal text. Times are ISO 8601 with a zone unless said otherwise.
 */

export interface OrderAddress {
  /** The whole address as one line; required by 1C when there is any part. */
  readonly text?: string | undefined;
  readonly postalCode?: string | undefined;
  readonly country?: string | undefined;
  readonly region?: string | undefined;
  readonly city?: string | undefined;
  readonly street?: string | undefined;
  readonly house?: string | undefined;
  readonly apartment?: string | undefined;
}

export interface OrderCustomer {
  readonly id?: string | undefined;
  readonly type: 'person' | 'company';
  readonly name: string;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly middleName?: string | undefined;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  /** ИНН (Russia, Kazakhstan …) or ЄДРПОУ (Ukraine): which elements carry it is the profile's affair. */
  readonly taxId?: string | undefined;
  /** КПП. */
  readonly taxRegistrationReason?: string | undefined;
  readonly address?: OrderAddress | undefined;
  /** Own fields of the shop: name → text, for a node's `personFields`, `companyFields`, `requisiteFields`. */
  readonly fields?: Readonly<Record<string, string>> | undefined;
}

export interface OrderLine {
  /** 1-based, stable within the order. */
  readonly lineNo: number;
  /** Our offer, when the line names one. */
  readonly offerId?: string | undefined;
  /** Whole 1C id (`a` or `a#b`), when known. */
  readonly externalId?: string | undefined;
  readonly name: string;
  readonly sku?: string | undefined;
  readonly unit?:
    | { readonly code?: string | undefined; readonly name?: string | undefined; readonly fullName?: string | undefined }
    | undefined;
  readonly quantity: string;
  /** Price of one unit before the line's discount. */
  readonly price: string;
  /** The discount of the whole line, in money. */
  readonly discount?: string | undefined;
  readonly tax?:
    | { readonly rate: string; readonly included: boolean; readonly amount?: string | undefined }
    | undefined;
  /** quantity × price − discount (+ tax when not included), rounded half up to 2 places. */
  readonly amount: string;
  readonly kind: 'product' | 'service' | 'delivery';
}

export interface OrderDelivery {
  readonly name?: string | undefined;
  readonly price?: string | undefined;
  readonly address?: OrderAddress | undefined;
  readonly trackingNumber?: string | undefined;
}

export interface OrderPayment {
  /** The shop's own name of it, unique in the order: by it a repeated request is known. */
  readonly key?: string | undefined;
  readonly name?: string | undefined;
  readonly amount: string;
  readonly paidAt?: string | undefined;
  readonly number?: string | undefined;
}

/** So much of a line of the order. */
export interface LinePart {
  readonly lineNo: number;
  readonly quantity: string;
}

/** What left the shop at one time. */
export interface OrderShipment {
  /** The shop's own name of it, unique in the order. */
  readonly key: string;
  readonly shippedAt: string;
  readonly lines: readonly LinePart[];
  readonly trackingNumber?: string | undefined;
  readonly comment?: string | undefined;
}

/** What came back at one time. */
export interface OrderReturn {
  /** The shop's own name of it, unique in the order. */
  readonly key: string;
  readonly returnedAt: string;
  readonly lines: readonly LinePart[];
  /** What was paid back. */
  readonly amount?: string | undefined;
  readonly reason?: string | undefined;
}

/** What the customer paid with bonuses; a card without a sum collects them. */
export interface OrderBonus {
  readonly card?: string | undefined;
  readonly amount?: string | undefined;
}

/** What keeps an order back, or what a person should know of it. */
export interface OrderNotice {
  /** Stable. */
  readonly code: string;
  /** What to do, in the shop's language. */
  readonly text: string;
}

/** Why an order belongs to its node. */
export interface OrderRouting {
  /**
   * `only`: no other wanted it; `priority`, `wanted`, `load`: how it was chosen of several; `given`: by the request; `born`: it was made
   * in that 1C; `moved`: a person moved it; `none`: nobody wants it.
   */
  readonly by: 'only' | 'priority' | 'wanted' | 'load' | 'given' | 'born' | 'moved' | 'none';
  /** In words, for a person, in the shop's language. */
  readonly reason: string;
  /** ISO 8601 with a zone. */
  readonly at: string;
  readonly candidates: readonly {
    readonly nodeId: string;
    readonly wants: boolean | null;
    readonly reason?: string | undefined;
  }[];
}

/** A payment as 1C tells of it; the date is local to 1C and has no zone. */
export interface OneCPayment {
  readonly number?: string | undefined;
  readonly transaction?: string | undefined;
  readonly date?: string | undefined;
  readonly amount?: string | undefined;
  readonly method?: string | undefined;
  readonly methodId?: string | undefined;
}

export interface Order {
  readonly orderId: string;
  readonly number: string;
  readonly status: string | null;
  readonly ownerNodeId: string | null;
  readonly customer: OrderCustomer;
  readonly currency: string;
  readonly lines: readonly OrderLine[];
  readonly delivery: OrderDelivery | null;
  readonly payments: readonly OrderPayment[];
  /** Those of the shop; what 1C shipped stands in its documents. */
  readonly shipments: readonly OrderShipment[];
  /** Those that the shop took; what 1C took stands in its documents. */
  readonly returns: readonly OrderReturn[];
  readonly comment: string | null;
  readonly requisites: Readonly<Record<string, string>>;
  readonly total: string;
  readonly paid: boolean;
  readonly shipped: boolean;
  readonly cancelled: boolean;
  /** Who cancelled it; what the customer cancelled nobody takes back. null = not cancelled, or not said. */
  readonly cancelledBy: 'customer' | 'shop' | 'node' | null;
  readonly deleted: boolean;
  /** Which of the shop's sites it was placed at. */
  readonly site: string | null;
  /** The shop's word for it, or its 1C id. */
  readonly warehouse: string | null;
  /** The shop's word for it. */
  readonly organisation: string | null;
  /** Personnel number of the person who is responsible, the same in the shop and in 1C. */
  readonly responsible: string | null;
  readonly promoCodes: readonly string[];
  readonly bonus: OrderBonus | null;
  readonly deliveryAllowed: boolean;
  /** Of the shop's customers; null = not looked for. */
  readonly customerId: string | null;
  readonly routing: OrderRouting | null;
  /** What keeps it back from its 1C; empty = nothing. */
  readonly held: readonly OrderNotice[];
  readonly warnings: readonly OrderNotice[];
  /** It is being edited in the shop: until when, and by whom. */
  readonly lock: { readonly until: Date; readonly by: string | null } | null;
  /** Its 1C has locked it: it is not offered, changes wait. */
  readonly lockedInOneC: boolean;
  /** What 1C told: its number and date (no zone), its guid, numbers and dates of payment and shipment. */
  readonly oneC: {
    readonly id?: string | undefined;
    readonly number?: string | undefined;
    readonly date?: string | undefined;
    readonly posted?: boolean | undefined;
    readonly paymentNumber?: string | undefined;
    readonly paymentDate?: string | undefined;
    readonly shipmentNumber?: string | undefined;
    readonly shipmentDate?: string | undefined;
    /** Payments that the order document itself told of (`Оплаты`), the shop's own among them. */
    readonly payments?: readonly OneCPayment[] | undefined;
    /** The marks of the payments' documents as 1C knows them, in the order of `payments`; absent: 1, 2, 3… (`store/orders/payment-marks`). */
    readonly paymentMarks?: readonly number[] | undefined;
    /** What was expected of payments that came, under their keys: it is expected again when one of them was none. */
    readonly expectedPayments?: readonly OrderPayment[] | undefined;
    /** Requisites that have no field of their own: name → values. */
    readonly requisites?: Readonly<Record<string, readonly string[]>> | undefined;
  };
  /** Grows by one with every change, whoever made it. */
  readonly version: number;
  /** When the customer ordered, UTC. */
  readonly placedAt: Date;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/**
 * What an order is while nobody has said or done any of it: without status, delivery, payments, shipments, returns, remark; neither paid nor shipped nor
 * cancelled nor removed; unknown to 1C; of the first version. Spread into an order that is put together member by member.
 */
export const UNTOUCHED_ORDER = Object.freeze({
  status: null,
  delivery: null,
  payments: [],
  shipments: [],
  returns: [],
  comment: null,
  requisites: {},
  paid: false,
  shipped: false,
  cancelled: false,
  cancelledBy: null,
  deleted: false,
  site: null,
  warehouse: null,
  organisation: null,
  responsible: null,
  promoCodes: [],
  bonus: null,
  deliveryAllowed: false,
  customerId: null,
  routing: null,
  held: [],
  warnings: [],
  lock: null,
  lockedInOneC: false,
  oneC: {},
  version: 1,
} as const satisfies Partial<Order>);
