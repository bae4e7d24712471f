/** An exchange node as it is stored, and what may be set for it. */

import type { PaymentKind } from '../commerceml/payment-kind.js';

export type Profile = 'utp' | 'trade' | 'unf' | 'bitrix3';

/** Versions of CommerceML in which orders are written. */
export type OrdersVersion = '2.04' | '2.05' | '2.06' | '2.07' | '2.08' | '2.09' | '2.10' | '3.1';

/** What a node may set for itself; every field has a default in its profile or in the configuration. Checked by `node-settings`. */
export interface NodeSettings {
  /** Put before the order number in what this 1C gets; with the number at most 11 characters. */
  readonly numberPrefix?: string;
  /** Orders placed before this day (`yyyy-MM-dd` in the node's zone) are not offered to a 1C that has not got them. Default: all are. */
  readonly ordersFrom?: string;
  /** Encoding of the orders document. Default: the profile's. */
  readonly ordersEncoding?: 'windows-1251' | 'utf-8';
  /** `ВерсияСхемы` of the orders document. Default: the profile's. */
  readonly schemaVersion?: OrdersVersion;
  /** ISO 4217 → the spelling that this 1C knows, ≤ 3 characters, e.g. {"RUB":"руб"}. */
  readonly currencySpelling?: Readonly<Record<string, string>>;
  /** Currency of prices that name none. */
  readonly defaultCurrency?: string;
  /** What this 1C calls the value added tax. Default: НДС. */
  readonly taxName?: string;
  /** VAT of a delivery for which the order names none: a rate or `none`. Default: the rate that all goods of the order share. */
  readonly deliveryTaxRate?: string;
  /** `Контакт/Тип` of the telephone; the contact is written once for each. Default: the profile's. */
  readonly phoneTypes?: readonly string[];
  /** The same of the e-mail. */
  readonly emailTypes?: readonly string[];
  /** The element of a company's register code. Default: the profile's. */
  readonly companyCodeElement?: 'ОКПО' | 'КодПоЕДРПОУ' | 'КодПоОКПО';
  /** Whether `Контрагент/Адрес` carries the delivery address. Default: the profile's. */
  readonly deliveryAddressOfCounterparty?: boolean;
  /** Name of a payment method → how its money comes; names that are not here go by their words (`paymentKindOf`). */
  readonly paymentKinds?: Readonly<Record<string, PaymentKind>>;
  /** The requisite `Сайт`, where the profile has it. Default: it is not written. */
  readonly site?: string;
  /** Extra requisites written into every order. */
  readonly requisites?: Readonly<Record<string, string>>;
  /** What happens to what a full export no longer has. Default: deactivate. */
  readonly removalAction?: 'deactivate' | 'nothing';
  /** Fields that 1C may not overwrite once they are set. */
  readonly keepFields?: readonly ('name' | 'description' | 'pictures' | 'groups' | 'properties' | 'price' | 'stock')[];
  /** Minutes; default FULL_RUN_QUIET_MINUTES. */
  readonly fullRunQuietMinutes?: number;
  /** A removal above this percentage of a catalogue of over 100 is held. Default 30. */
  readonly removalLimitPercent?: number;
  /** What a feed without `СодержитТолькоИзменения` is taken for. Default: changes. */
  readonly missingAttributeMeans?: 'changes' | 'full';

  // Which orders it is given, and when.

  /** Put before all others of the same wish when an order is routed: the shop's sites whose orders it wants. Default: any. */
  readonly orderSites?: readonly string[];
  /** Regions of the delivery address (else of the customer's) whose orders it wants. */
  readonly orderRegions?: readonly string[];
  /** Warehouses whose orders it wants. */
  readonly orderWarehouses?: readonly string[];
  /** Ids of customers whose orders it wants. */
  readonly orderCustomers?: readonly string[];
  /** Statuses from which on an order is given to a 1C that has not got it. Default: any. */
  readonly orderStatuses?: readonly string[];
  /** Only orders that are paid. */
  readonly onlyPaid?: boolean;
  /** Only orders whose delivery is allowed. */
  readonly onlyDeliveryAllowed?: boolean;
  /** The most orders of one answer. Default: ORDERS_PER_QUERY. */
  readonly ordersPerAnswer?: number;
  /** What tells that 1C has stored the orders of an answer. Default: success. */
  readonly confirmBy?: 'success' | 'next-query';

  // What keeps an order back.

  /** Currencies (ISO 4217) that this 1C takes. Default: any. */
  readonly currencies?: readonly string[];
  /** Fields that a customer must have before this 1C takes the order. */
  readonly requiredCustomerFields?: readonly RequiredCustomerField[];
  /** 1C id of the price type below which no line may be sold. */
  readonly floorPriceType?: string;
  /** Whether this 1C makes products that it does not know. Default: true. */
  readonly createsProducts?: boolean;

  // The words of the shop and those of this 1C: shop's → 1C's; read backwards too.

  readonly statuses?: Readonly<Record<string, string>>;
  readonly paymentMethods?: Readonly<Record<string, string>>;
  readonly deliveries?: Readonly<Record<string, string>>;
  /** 1C ids. */
  readonly warehouses?: Readonly<Record<string, string>>;
  /** 1C ids. */
  readonly priceTypes?: Readonly<Record<string, string>>;
  /** Codes or short names of units. */
  readonly units?: Readonly<Record<string, string>>;
  readonly organisations?: Readonly<Record<string, string>>;

  // Own fields of the order in 1C: element or requisite → path in the order, e.g. `customer.fields.cardNumber`.

  readonly personFields?: Readonly<Record<string, string>>;
  readonly companyFields?: Readonly<Record<string, string>>;
  readonly requisiteFields?: Readonly<Record<string, string>>;
  /** Requisite of the promo codes. Default: Промокод. */
  readonly promoCodeRequisite?: string;
  /** Default: Номер бонусной карты. */
  readonly bonusCardRequisite?: string;
  /** Default: Оплачено бонусами. */
  readonly bonusAmountRequisite?: string;
  /** Requisite of the responsible person's personnel number, both ways. Default: Табельный номер ответственного. */
  readonly responsibleRequisite?: string;
  /** Requisite by which 1C says that it has locked the order. Default: Заблокирован. */
  readonly lockRequisite?: string;

  // What 1C may change.

  /** Who wins when both sides changed a group of fields. Default: 1c for lines and shipment, site for the others. */
  readonly winners?: Readonly<Partial<Record<FieldGroup, Winner>>>;
  /** An order in one of these states is not changed by 1C; what it says of payment and shipment is still read. */
  readonly settledOrders?: readonly ('final' | 'paid' | 'shipped')[];
  /** Statuses (of the shop) that are final. */
  readonly finalStatuses?: readonly string[];
  /** Status that an order gets when 1C says that it is shipped. */
  readonly statusWhenShipped?: string;
  /** Whether 1C may change the status. Default: true. */
  readonly readsStatus?: boolean;
  /** The shop's site that orders are counted to which were made in this 1C. Default: none. */
  readonly siteOfNewOrders?: string;
  /** In which order a customer is looked for. Default: id, taxId, phone, email. */
  readonly customerRules?: readonly CustomerRule[];

  // Directories.

  /** Name or id of the user dictionary that holds promo codes. */
  readonly promoCodeDictionary?: string;
  /** Name or id of the user dictionary that holds employees. */
  readonly employeeDictionary?: string;
}

/** Fields that 1C and the shop both change, as a conflict is decided. */
export type FieldGroup = 'status' | 'payment' | 'shipment' | 'lines' | 'contact';

/** `newest`: who changed it last; what 1C says counts from the time that its file was made at. */
export type Winner = '1c' | 'site' | 'newest';

export type RequiredCustomerField = 'phone' | 'email' | 'taxId' | 'address' | 'firstName' | 'lastName';

export type CustomerRule = 'id' | 'taxId' | 'phone' | 'email';

/** What of a node is asked when orders go either way. */
export interface OrderFlags {
  /** It is given orders of the shop. */
  readonly receivesOrders: boolean;
  /** Its documents of orders are applied. */
  readonly sendsOrders: boolean;
  /** It is given only orders that were made in it. */
  readonly receivesOnlyOwn: boolean;
  /** A document of an order that nobody knows makes one. */
  readonly createsOrders: boolean;
  /** Its documents make customers that nobody knows. */
  readonly createsCustomers: boolean;
}

export interface ExchangeNode extends OrderFlags {
  readonly shopId: string;
  readonly nodeId: string;
  readonly name: string;
  readonly kind: string;
  readonly profile: Profile;
  /** null = no one logs in: the server calls. */
  readonly login: string | null;
  readonly idSpace: string;
  /** IANA name: 1C's times carry no zone. */
  readonly timeZone: string;
  /** A paused node logs in no more; what it owns waits. */
  readonly state: 'active' | 'paused';
  /** Of those that want an order the highest gets it. */
  readonly priority: number;
  /** Those that every node has; a kind's own stand beside them and are read by its schema. */
  readonly settings: NodeSettings;
}
