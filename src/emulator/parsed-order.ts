import type { Finding } from './findings.js';

/** A discount; `included` = УчтеноВСумме. */
export interface ParsedDiscount {
  readonly amount: string;
  readonly included: boolean;
}

/** A line of an order as the emulated 1C puts it into its document. Numbers are the text of the XML. */
export interface ParsedLine {
  /** Whole Ид: `a` or `a#b`. */
  readonly id: string;
  readonly productId: string;
  readonly characteristicId: string;
  readonly article?: string;
  readonly name: string;
  readonly unitCode?: string;
  readonly unitName?: string;
  readonly quantity: string;
  readonly price: string;
  readonly amount: string;
  /** Rate of НДС that 1C puts into the line, without `%`. */
  readonly taxRate?: string;
  /** ТипНоменклатуры = Услуга. */
  readonly service: boolean;
  /** utp: discounts of the line; trade takes none (it fails on them). */
  readonly discounts: readonly ParsedDiscount[];
}

/** The customer: only the first Контрагент is read. */
export interface ParsedCustomer {
  readonly id?: string;
  readonly kind: 'person' | 'company';
  readonly name: string;
  readonly fullName?: string;
  readonly lastName?: string;
  readonly firstName?: string;
  readonly middleName?: string;
  /** ИНН. */
  readonly taxId?: string;
  /** КПП. */
  readonly taxRegistrationReason?: string;
  /** ОКПО (trade) or КодПоЕДРПОУ (utp). */
  readonly registrationCode?: string;
  /** The address as this 1C shows it. */
  readonly address?: string;
  readonly phone?: string;
  readonly email?: string;
  /** Contacts that this 1C keeps, type without blanks. */
  readonly contacts: readonly { readonly type: string; readonly value: string }[];
}

/** A payment, shipment or refund that came with an order: УНФ with subordinate documents, БУС by `Основание`. */
export interface ParsedSubordinate {
  readonly id: string;
  readonly number: string;
  readonly operation: string;
  readonly date: string | null;
  readonly amount?: string;
  readonly requisites: Readonly<Record<string, string>>;
}

/** What УНФ takes from the requisites of an order, beside the properties that it makes of unknown ones. */
export interface ParsedSettlement {
  readonly status?: string;
  readonly statusId?: string;
  readonly paymentMethod?: string;
  readonly paymentMethodId?: string;
  readonly paymentDate?: string;
  readonly paymentNumber?: string;
  readonly deliveryMethod?: string;
  readonly deliveryAddress?: string;
  readonly trackNumber?: string;
}

/** An order as the emulated 1C understands it after mode=query. */
export interface ParsedOrder {
  readonly id: string;
  readonly number: string;
  /** `yyyy-MM-ddTHH:mm:ss`, local to 1C; null = this 1C could not read it and lost it. */
  readonly date: string | null;
  readonly operation: string;
  readonly currency: string;
  readonly rate?: string;
  readonly amount?: string;
  readonly comment?: string;
  readonly customer: ParsedCustomer;
  readonly lines: readonly ParsedLine[];
  /** Discounts of the whole order. */
  readonly discounts: readonly ParsedDiscount[];
  readonly requisites: Readonly<Record<string, string>>;
  readonly taxIncluded?: boolean;
  readonly cancelled: boolean;
  /** unf only. */
  readonly settlement?: ParsedSettlement;
  /** unf with subordinate documents, bitrix3. */
  readonly subordinates?: readonly ParsedSubordinate[];
  /** utp, unf (`paid` alone), from `Заказ оплачен`, `Доставка разрешена`, `Финальный статус`. */
  readonly paid?: boolean;
  readonly deliveryAllowed?: boolean;
  readonly final?: boolean;
  /** It was made in this 1C: its id and its number are that 1C's own. */
  readonly madeHere?: boolean;
}

/** What a reader of orders gives: the orders, and what it lost, misread or would only log. */
export interface ReadOrders {
  readonly orders: readonly ParsedOrder[];
  readonly findings: readonly Finding[];
  /** The sentences of the findings. */
  readonly warnings: readonly string[];
}
