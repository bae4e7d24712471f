/** The plug-in interface of exchange nodes; `one-c` is built in. */

export type Profile = 'utp' | 'trade' | 'unf' | 'bitrix3';

/** What a node may set for itself; every field has a default in its profile or in the configuration. */
export interface NodeSettings {
  /** Put before the order number in what this 1C gets; with the number at most 11 characters. */
  readonly numberPrefix?: string;
  /** Encoding of the orders document: default windows-1251. */
  readonly ordersEncoding?: 'windows-1251' | 'utf-8';
  /** `ВерсияСхемы` of the orders document. */
  readonly schemaVersion?: '2.04' | '2.05' | '2.06' | '2.07' | '2.08' | '2.09' | '2.10';
  /** ISO 4217 → the spelling that this 1C knows, ≤ 3 characters, e.g. {"RUB":"руб"}. */
  readonly currencySpelling?: Readonly<Record<string, string>>;
  /** Currency of prices that name none. */
  readonly defaultCurrency?: string;
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
  /** Extra requisites written into every order. */
  readonly requisites?: Readonly<Record<string, string>>;
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
