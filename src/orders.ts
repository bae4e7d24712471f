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
  readonly name?: string | undefined;
  readonly amount: string;
  readonly paidAt?: string | undefined;
  readonly number?: string | undefined;
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
  readonly comment: string | null;
  readonly requisites: Readonly<Record<string, string>>;
  readonly total: string;
  readonly paid: boolean;
  readonly shipped: boolean;
  readonly cancelled: boolean;
  readonly deleted: boolean;
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
    /** The marks of the payments' documents as 1C knows them, in the order of `payments`; absent: 1, 2, 3… (`store/payment-marks`). */
    readonly paymentMarks?: readonly number[] | undefined;
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
