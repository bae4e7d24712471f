import type { CompanyCodeElement } from '../../commerceml/order-names.js';
import type { OrdersShape, RequisiteRule } from '../../commerceml/orders-shape.js';
import type { NodeSettings } from '../exchange-node.js';

/** What a 1C configuration wants in its orders, as data; a node's settings overlay it. One file each beside this one. */
export interface OneCProfile {
  readonly family: OrdersShape['family'];
  readonly encoding: 'windows-1251' | 'utf-8';
  readonly schemaVersion: NonNullable<NodeSettings['schemaVersion']>;
  /** ISO 4217 → the name in this configuration's currency directory; others go by their ISO code. */
  readonly currencySpelling: Readonly<Record<string, string>>;
  readonly companyCodeElement: CompanyCodeElement;
  /** `Контакт/Тип` of the telephone. */
  readonly phoneTypes: readonly string[];
  /** `Контакт/Тип` of the e-mail; a Ukrainian interface of BAS knows another word. */
  readonly emailTypes: (ukrainian: boolean) => readonly string[];
  readonly deliveryAddressOfCounterparty: boolean;
  /**
   * Whether payments and shipments go as documents: never; within the order's when the client said `cmlVersion=2.10` at its init;
   * always, beside it.
   */
  readonly attachments: 'requisites' | 'within-if-asked' | 'beside';
  readonly requisites: readonly RequisiteRule[];
  /** How the warehouse of an order goes. Default: requisite; BAS breaks off at `Склады` (one-c-client.md §5). */
  readonly warehouse?: OrdersShape['warehouse'];
}
