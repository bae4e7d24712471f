/**
 * What a feed says, element by element: plain data that the reader (commerceml/) gives and the importer (exchange/) stores.
 *
 * Three states of every optional field, kept apart on purpose (commerceml.md §5 no. 5):
 * `undefined` = the feed does not mention it; `null` (or an empty list) = the feed says it is empty; a value = the value.
 * Numbers are exact decimal text (`-?\d+(\.\d+)?`), never floats. Ids are opaque trimmed text.
 */

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Unknown children and attributes, kept as JSON under their names (attributes with a leading `@`), never dropped. */
export type Extra = Record<string, Json>;

/** A value that could not be read: the old one is kept and the journal says so. */
export interface ValueWarning {
  readonly code:
    | 'number'
    | 'date'
    | 'boolean'
    | 'currency'
    | 'empty-id'
    | 'duplicate-id'
    | 'unknown-encoding'
    | 'other';
  /** Element path from the record's root, e.g. `Цены/Цена/ЦенаЗаЕдиницу`. */
  readonly path: string;
  readonly value: string;
  readonly line: number;
}

interface RecordBase {
  /** 1-based line of the element's start tag. */
  readonly line: number;
  readonly extra: Extra;
  readonly warnings: readonly ValueWarning[];
}

/** The head of a `Классификатор`; emitted before its children. */
export interface ClassifierRecord extends RecordBase {
  readonly kind: 'classifier';
  readonly id: string;
  readonly name?: string | null;
  readonly onlyChanges?: boolean;
}

export interface GroupRecord extends RecordBase {
  readonly kind: 'group';
  readonly id: string;
  readonly parentId: string | null;
  readonly name?: string | null;
  readonly description?: string | null;
  readonly picture?: string | null;
  /** Position among its siblings, from 0, in document order. */
  readonly sort: number;
  readonly deleted: boolean;
}

export interface PropertyRecord extends RecordBase {
  readonly kind: 'property';
  readonly id: string;
  readonly name?: string | null;
  readonly description?: string | null;
  /** `ТипЗначений` in our words. */
  readonly valueType?: 'string' | 'number' | 'time' | 'date' | 'boolean' | 'dictionary' | null;
  readonly multiple?: boolean;
  readonly required?: boolean;
  readonly forProducts?: boolean;
  readonly forOffers?: boolean;
  readonly forDocuments?: boolean;
  /** Dictionary: id → value. Variants that have no id are keyed by their own text. */
  readonly variants?: Readonly<Record<string, string>>;
  readonly deleted: boolean;
}

export interface PriceTypeRecord extends RecordBase {
  readonly kind: 'priceType';
  readonly id: string;
  readonly name?: string | null;
  /** As written, and normalised to ISO 4217 where it is known (commerceml.md §4.2). */
  readonly currency?: string | null;
  readonly taxes?: readonly Tax[];
  readonly deleted: boolean;
}

export interface WarehouseRecord extends RecordBase {
  readonly kind: 'warehouse';
  readonly id: string;
  readonly name?: string | null;
  readonly comment?: string | null;
  readonly address?: string | null;
  readonly contacts?: readonly { readonly type: string; readonly value: string }[];
  readonly deleted: boolean;
}

export interface UnitRecord extends RecordBase {
  readonly kind: 'unit';
  readonly id: string;
  readonly code?: string | null;
  readonly shortName?: string | null;
  readonly fullName?: string | null;
  readonly international?: string | null;
  readonly deleted: boolean;
}

/** The head of a `Каталог`; emitted before its first product (at its end when it has none). */
export interface CatalogueRecord extends RecordBase {
  readonly kind: 'catalogue';
  readonly id: string;
  readonly classifierId?: string | null;
  readonly name?: string | null;
  readonly description?: string | null;
  /** `СодержитТолькоИзменения`; undefined = the attribute is absent. */
  readonly onlyChanges?: boolean;
  /** There is no `Товары` at all (3.x puts such a head before a `Классификатор`): it says nothing of what the catalogue has. */
  readonly headOnly?: true;
}

export interface Unit {
  /** Trimmed code of ОКЕИ / КСПОВО, or the reference of 3.x. */
  readonly code?: string;
  readonly name?: string;
  readonly fullName?: string;
  readonly international?: string;
  /** `Пересчет`, 3.x `Единицы/Единица`: other units of this product, with how many base units they hold. */
  readonly conversions?: readonly { readonly unit: string; readonly coefficient?: string; readonly extra?: Extra }[];
}

export interface Tax {
  readonly name: string;
  /** Normalised rate: a decimal (`20`), `20/120`, or `none` for «Без НДС». */
  readonly rate?: string | null;
  readonly included?: boolean;
  readonly excise?: boolean;
  readonly amount?: string;
}

export interface FileReference {
  /** Normalised relative path: forward slashes, no prefixes (`import_files/ab/x.jpg`). */
  readonly path: string;
  readonly description?: string;
  readonly kind: 'picture' | 'file';
}

export interface PropertyValue {
  readonly id: string;
  readonly name?: string;
  /** As written: text, or ids of the dictionary. */
  readonly values: readonly string[];
}

export interface Characteristic {
  readonly id?: string;
  readonly name: string;
  readonly value: string;
}

export interface Requisite {
  readonly name: string;
  readonly values: readonly string[];
}

/** What a `Товар` and a `Предложение` have in common. */
interface ItemFields {
  /**
   * When the reader was asked for it: 16 bytes of a hash over all that its place says of it, and 16 over its own bytes; not part of what it
   * says.
   */
  readonly fingerprint?: Buffer;
  /** The whole 1C id, e.g. `a#b`; the left part is the product, the right the characteristic ('' = none). */
  readonly id: string;
  readonly productId: string;
  readonly characteristicId: string;
  readonly name?: string | null;
  readonly sku?: string | null;
  /** The first barcode; further ones in `extra`. */
  readonly barcode?: string | null;
  readonly code?: string | null;
  readonly unit?: Unit | null;
  readonly pictures?: readonly FileReference[];
  readonly properties?: readonly PropertyValue[];
  readonly characteristics?: readonly Characteristic[];
  readonly requisites?: readonly Requisite[];
  readonly weight?: string | null;
  readonly deleted: boolean;
}

export interface ProductRecord extends RecordBase, ItemFields {
  readonly kind: 'product';
  /** Id of the `Каталог` it stands in. */
  readonly catalogueId: string;
  readonly fullName?: string | null;
  readonly description?: string | null;
  readonly descriptionHtml?: string | null;
  readonly groups?: readonly string[];
  readonly manufacturer?: string | null;
  readonly brand?: string | null;
  readonly country?: string | null;
  readonly taxes?: readonly Tax[];
}

/** The head of a `ПакетПредложений` or `ИзмененияПакетаПредложений`; emitted before its first offer (or at its end). */
export interface OfferPackageRecord extends RecordBase {
  readonly kind: 'offerPackage';
  readonly id: string;
  /** `ИдКаталога`, else the package's id without its trailing `#…`. */
  readonly catalogueId: string;
  readonly name?: string | null;
  readonly onlyChanges?: boolean;
  /** True for `ИзмененияПакетаПредложений`: always changes. */
  readonly changesPackage: boolean;
}

export interface PriceRecord {
  readonly priceTypeId: string;
  readonly amount: string;
  readonly currency?: string;
  readonly unit?: string;
  readonly coefficient?: string;
  readonly minQuantity?: string;
  readonly presentation?: string;
  readonly extra?: Extra;
}

export interface StockRecord {
  /** `Количество` or `Остаток/Количество`, when given. */
  readonly total?: string;
  /** Warehouse id → quantity, when given. */
  readonly warehouses?: Readonly<Record<string, string>>;
}

export interface OfferRecord extends RecordBase, ItemFields {
  readonly kind: 'offer';
  readonly packageId: string;
  readonly catalogueId: string;
  readonly prices?: readonly PriceRecord[];
  readonly stock?: StockRecord;
}

export interface Counterparty {
  readonly id?: string;
  readonly name?: string;
  readonly type: 'person' | 'company';
  /** `ПолноеНаименование` or `ОфициальноеНаименование`. */
  readonly fullName?: string;
  readonly role?: string;
  /** All of them, where there are several. */
  readonly roles?: readonly string[];
  readonly taxId?: string;
  readonly address?: string;
  readonly contacts: readonly { readonly type: string; readonly value: string }[];
  readonly extra: Extra;
}

export interface Discount {
  readonly name?: string;
  readonly amount?: string;
  readonly percent?: string;
  /** `УчтеноВСумме`: the sum that it stands beside is less by it already. */
  readonly included?: boolean;
  readonly comment?: string;
}

/** `Оплаты/Оплата` of 2.09: a payment that the document itself tells of. */
export interface DocumentPayment {
  /** `НомерДокумента`. */
  readonly number?: string;
  /** `НомерТранзакции`. */
  readonly transaction?: string;
  /** Local to 1C, no zone: `yyyy-MM-dd` or `yyyy-MM-ddTHH:mm:ss`. */
  readonly date?: string;
  readonly amount?: string;
  /** `СпособОплаты` and its id. */
  readonly method?: string;
  readonly methodId?: string;
}

export interface DocumentLine {
  readonly line: number;
  /** Whole 1C id (`a#b`), or '' when there is none. */
  readonly id: string;
  readonly name?: string;
  readonly sku?: string;
  readonly unit?: Unit;
  readonly quantity?: string;
  readonly price?: string;
  readonly amount?: string;
  readonly coefficient?: string;
  readonly taxes: readonly Tax[];
  readonly discounts: readonly Discount[];
  readonly requisites: readonly Requisite[];
  readonly extra: Extra;
}

export interface DocumentRecord extends RecordBase {
  readonly kind: 'document';
  readonly id: string;
  readonly number: string;
  /** `yyyy-MM-dd`, no zone; null for 1C's empty date. */
  readonly date?: string | null;
  /** `HH:mm:ss`, no zone. */
  readonly time?: string | null;
  /** `ХозОперация` as written, and which of the known it is in any language of 1C. */
  readonly operationText: string;
  readonly operation: 'order' | 'shipment' | 'payment' | 'return' | 'refund' | 'invoice' | 'other';
  readonly role?: string;
  readonly currency?: string | null;
  readonly rate?: string;
  readonly amount?: string | null;
  readonly counterparties: readonly Counterparty[];
  readonly comment?: string | null;
  readonly taxes: readonly Tax[];
  readonly discounts: readonly Discount[];
  /** undefined = no `Оплаты` at all. */
  readonly payments?: readonly DocumentPayment[];
  /** undefined = no `Товары` at all, which is not an empty order. */
  readonly lines?: readonly DocumentLine[];
  readonly requisites: readonly Requisite[];
  /** What the requisites and elements say about the order, names of both languages read (one-c-client.md §6); undefined = not said. */
  readonly fate: OrderFate;
  /** `Основание`: the order that this document belongs to; of a document of a `Контейнер` that names none, the container's order. */
  readonly basis?: string;
  readonly subordinate: readonly DocumentRecord[];
}

/** Dates here are local to 1C and have no zone: `yyyy-MM-dd` or `yyyy-MM-ddTHH:mm:ss`. */
export interface OrderFate {
  readonly oneCNumber?: string;
  readonly oneCDate?: string;
  readonly deleted?: boolean;
  readonly posted?: boolean;
  readonly cancelled?: boolean;
  readonly paid?: boolean;
  readonly paymentNumber?: string;
  readonly paymentDate?: string;
  readonly shipped?: boolean;
  readonly shipmentNumber?: string;
  readonly shipmentDate?: string;
  readonly status?: string;
  readonly statusId?: string;
}

/** A `Контрагент` of 3.x that stands by itself (`Контрагенты`), not in a document. */
export interface CounterpartyRecord extends RecordBase {
  readonly kind: 'counterparty';
  readonly id: string;
  readonly name?: string | null;
  /** A company has `ОфициальноеНаименование`. */
  readonly type: 'person' | 'company';
  readonly fullName?: string | null;
  readonly roles?: readonly string[];
  readonly taxId?: string | null;
  readonly address?: string | null;
  readonly contacts?: readonly { readonly type: string; readonly value: string }[];
  readonly deleted: boolean;
}

/** `ПользовательскиеСправочники/Справочник` of 3.x; emitted before its items. */
export interface DictionaryRecord extends RecordBase {
  readonly kind: 'dictionary';
  readonly id: string;
  readonly name?: string | null;
  /** `Реквизиты/Реквизит`: what its items may say; `valueType` as `ТипЗначений` writes it. */
  readonly fields?: readonly { readonly id: string; readonly name?: string; readonly valueType?: string }[];
  readonly deleted: boolean;
}

/** One `ЭлементСправочника`. */
export interface DictionaryItemRecord extends RecordBase {
  readonly kind: 'dictionaryItem';
  readonly dictionaryId: string;
  readonly id: string;
  /** `Наименование`, else the value of the field of that name. */
  readonly name?: string | null;
  /** Each names its field by id, by name, or by both. */
  readonly values?: readonly { readonly id?: string; readonly name?: string; readonly values: readonly string[] }[];
  readonly deleted: boolean;
}

/** A root child that Uzel does not interpret (3.x discounts, discount cards): kept whole. */
export interface OtherRecord extends RecordBase {
  readonly kind: 'other';
  readonly name: string;
}

export type FeedRecord =
  | ClassifierRecord
  | GroupRecord
  | PropertyRecord
  | PriceTypeRecord
  | WarehouseRecord
  | UnitRecord
  | CatalogueRecord
  | ProductRecord
  | OfferPackageRecord
  | OfferRecord
  | DocumentRecord
  | CounterpartyRecord
  | DictionaryRecord
  | DictionaryItemRecord
  | OtherRecord;
