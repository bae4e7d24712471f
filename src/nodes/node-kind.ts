/** The plug-in interface of exchange nodes; `one-c` is built in. */

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
}

export interface ExchangeNode {
  readonly shopId: string;
  readonly nodeId: string;
  readonly name: string;
  readonly kind: string;
  readonly profile: Profile;
  readonly login: string;
  readonly idSpace: string;
  /** IANA name: 1C's times carry no zone. */
  readonly timeZone: string;
  readonly active: boolean;
  readonly receivesOrders: boolean;
  readonly settings: NodeSettings;
}
