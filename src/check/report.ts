import type { DocumentRecord } from '../records.js';
import type { Severity } from './codes.js';
import type { Finding } from './findings.js';

/** What a file holds, told by its content: names mean nothing (commerceml.md §5 no. 9). */
export type FileKind =
  | 'classifier'
  | 'catalogue'
  | 'offers'
  | 'prices'
  | 'stock'
  | 'prices-and-stock'
  | 'documents'
  | 'other'
  | 'empty'
  | 'unreadable';

/** `СодержитТолькоИзменения`; unsaid = the attribute is absent, which Uzel takes for changes. */
export type Extent = 'full' | 'changes' | 'unsaid' | 'mixed';

/** Who wrote a file, where the file leaves no doubt. */
export type Maker = 'unf' | 'bitrix-module' | 'bitrix-site';

/** What is counted, in the order in which it is told. */
export const COUNTS = [
  'groups',
  'properties',
  'priceTypes',
  'warehouses',
  'units',
  'products',
  'offers',
  'prices',
  'stockRows',
  'counterparties',
  'dictionaries',
  'dictionaryItems',
  'others',
] as const;
export type CountName = (typeof COUNTS)[number];
/** Only what is not 0. */
export type Counts = Readonly<Partial<Record<CountName, number>>>;

export type Operation = DocumentRecord['operation'];
export type DocumentCounts = Readonly<Partial<Record<Operation, number>>>;

/** What is known of one feed. */
export interface FileReport {
  readonly name: string;
  readonly bytes: number;
  readonly kinds: readonly FileKind[];
  /** `ВерсияСхемы` as written. */
  readonly schemaVersion: string | null;
  readonly namespace: string | null;
  readonly encoding: FileEncoding | null;
  /** `ДатаФормирования`: `yyyy-MM-ddTHH:mm:ss` or `yyyy-MM-dd`, no zone; as written where it cannot be read. */
  readonly generatedAt: string | null;
  readonly madeBy: Maker | null;
  /** `Владелец`: the organisation whose goods these are. */
  readonly owner: string | null;
  /** null = there is neither a catalogue nor a package of offers. */
  readonly extent: Extent | null;
  readonly hasClassifier: boolean;
  readonly counts: Counts;
  /** Documents by what they mean for an order. */
  readonly documents: DocumentCounts;
  /** The version family whose schema it was checked against; null = it was not. */
  readonly schemaFamily: string | null;
}

export interface FileEncoding {
  /** As the XML declaration says it, lower case; null = it says nothing. */
  readonly declared: string | null;
  readonly actual: string;
  readonly byteOrderMark: boolean;
}

/** One catalogue of the set and the files that it is made of. */
export interface CatalogueReport {
  readonly id: string;
  readonly name: string | null;
  /** full = one of its files says so: further portions of a full export may say "changes" (commerceml.md §5 no. 2). */
  readonly extent: Extent;
  readonly files: readonly string[];
  readonly offerFiles: readonly string[];
  readonly products: number;
  /** Different ones: cut by kind, one offer stands in several files. */
  readonly offers: number;
}

/** What the files are together. */
export interface SetReport {
  readonly catalogues: readonly CatalogueReport[];
  /** Files that hold a `Классификатор` with something in it. */
  readonly classifierFiles: readonly string[];
  /** Files numbered as portions: `import0_1.xml`, `import0_2.xml`. */
  readonly portions: readonly PortionSeries[];
  /** Pictures and other files; null = a single file was checked. */
  readonly pictures: PictureReport | null;
}

export interface PortionSeries {
  /** `import0_*.xml` */
  readonly series: string;
  readonly numbers: readonly number[];
  readonly missing: readonly number[];
}

export interface PictureReport {
  readonly named: number;
  readonly present: number;
  readonly absent: number;
  readonly unnamed: number;
}

/** The diagnosis of an export. */
export interface CheckReport {
  /** As the user gave it. */
  readonly path: string;
  readonly source: 'file' | 'folder' | 'zip';
  /** Sorted by name. */
  readonly files: readonly FileReport[];
  readonly attachments: { readonly count: number; readonly bytes: number };
  readonly set: SetReport;
  /** Errors first. */
  readonly findings: readonly Finding[];
  /** How many findings of each severity there are, as `totalsOf` counts them. */
  readonly totals: Readonly<Record<Severity, number>>;
}
