import type { CompanyCodeElement } from './order-names.js';
import type { OrderWords } from './order-words.js';
import type { PaymentKind } from './payment-kind.js';

/**
 * What an orders document looks like for one exchange node: all that differs between the 1C configurations, as data.
 * Made by a node kind (`nodes/one-c/profiles`), obeyed by the writer.
 */

/** A fact of an order that a requisite may carry. A fact that an order does not have is not written. */
export type OrderFact =
  | 'cancelled'
  | 'paid'
  | 'deliveryAllowed'
  | 'final'
  | 'site'
  | 'status'
  | 'paidAt'
  | 'paymentNumber'
  | 'paymentMethod'
  | 'paymentMethodId'
  | 'deliveryMethod'
  | 'deliveryMethodId'
  | 'deliveryAddress'
  | 'trackingNumber'
  | 'comment'
  | 'phone'
  | 'recipient';

export interface RequisiteRule {
  readonly name: string;
  readonly fact: OrderFact;
}

export interface OrdersShape {
  readonly encoding: 'windows-1251' | 'utf-8';
  /**
   * The generation of the language: 2 = flat `Документ`s; 3 = each order in a `Контейнер` of its own, with marks of deletion,
   * numbers of versions and units as elements (commerceml.md §2.9).
   */
  readonly family: 2 | 3;
  /** `ВерсияСхемы`. */
  readonly schemaVersion: string;
  /** `ДатаФормирования`, written in the node's time zone. */
  readonly generatedAt: Date;
  /** IANA name of the zone that 1C lives in: its dates have none. */
  readonly timeZone: string;
  /** Put before every order number; with the number at most 11 characters. */
  readonly numberPrefix: string;
  /** Order id → the number under which this 1C got the order before: it stays, whatever the prefix is now. */
  readonly sentNumbers?: ReadonlyMap<string, string>;
  /**
   * How payments and shipments go: `requisites` of the order only; documents `within` the order's own (`ПодчиненныеДокументы` of 2.10);
   * documents `beside` it in the container, with `Основание` (3.x).
   */
  readonly attachments: 'requisites' | 'within' | 'beside';
  /** Name of a payment method → how its money comes, where the words of the name do not tell. */
  readonly paymentKinds: Readonly<Record<string, PaymentKind>>;
  /** What this 1C calls the value added tax: `НДС`, `ПДВ`. */
  readonly taxName: string;
  /** VAT of a delivery for which the order names none: a rate, or `none`; undefined = the rate that all goods share. */
  readonly deliveryTaxRate: string | undefined;
  /** The requisite `Сайт` of every order; undefined = the site that the order was placed at. */
  readonly site: string | undefined;
  /** The shop's words → those of this 1C. */
  readonly words: OrderWords;
  /** Statuses in the words of this 1C that are final. */
  readonly finalStatuses: readonly string[];
  /** How the order's warehouse goes: as a requisite, or as `Склады` of the document, which BAS cannot read (one-c-client.md §5). */
  readonly warehouse: 'requisite' | 'element';
  /** ISO 4217 → the spelling that this 1C knows, 1 to 3 characters. */
  currency(iso: string): string;
  /** The element that carries the register code (ЄДРПОУ, ОКПО) of a company. */
  readonly companyCodeElement: CompanyCodeElement;
  /** A Ukrainian base: a company's id of 10 digits is its register code too, not an ИНН. */
  readonly ukrainian: boolean;
  /** `Контакт/Тип` under which this 1C finds a contact; the contact is written once for each. */
  readonly contactTypes: { readonly phone: readonly string[]; readonly email: readonly string[] };
  /** Whether `Контрагент/Адрес` carries the delivery address. УТП would take it for the legal one. */
  readonly deliveryAddressOfCounterparty: boolean;
  /** The requisites that this 1C knows, in the order in which they are written. */
  readonly requisites: readonly RequisiteRule[];
  /** Requisites of the node, the same in every order; an order's own requisite of the same name wins. */
  readonly fixedRequisites: Readonly<Record<string, string>>;
  /** Element of the counterparty or requisite → path in the order that fills it (`valueAt`), by what the customer is. */
  readonly payerFields: Readonly<Record<'person' | 'company', Readonly<Record<string, string>>>>;
  /** Requisite → path in the order. */
  readonly requisiteFields: Readonly<Record<string, string>>;
  /** The requisites of what every order may have in fields of its own. */
  readonly ownRequisites: Readonly<Record<'promoCodes' | 'bonusCard' | 'bonusAmount' | 'responsible', string>>;
  /** Order id → requisites that a node kind adds: name → value, an empty one takes the requisite away. They win over all others. */
  readonly addedRequisites?: ReadonlyMap<string, Readonly<Record<string, string>>>;
}
