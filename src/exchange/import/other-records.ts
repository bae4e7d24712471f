import { createHash } from 'node:crypto';
import { NAME } from '../../commerceml/names.js';
import type {
  CatalogueRecord,
  ClassifierRecord,
  DocumentRecord,
  Json,
  OfferPackageRecord,
  OtherRecord,
} from '../../records.js';
import type { OtherRow } from '../../store/catalogue/heads.js';
import { contentOfDocument } from '../orders-in/document-journal.js';

/** Sections whose heads are told in parts; what comes behind their records has the section's name. */
const HEADS: ReadonlySet<string> = new Set([
  NAME.classifier,
  NAME.catalogue,
  NAME.offerPackage,
  NAME.offerPackageChanges,
]);

/** Whether the record is what a section says of itself behind its records. */
export const isLateHead = (record: OtherRecord): boolean => HEADS.has(record.name);

/**
 * The row of a record that is kept whole. One that has no id of 1C is known by its content: several such records do not take each
 * other's place, and the same feed again finds them as they are.
 */
export function otherRow(record: OtherRecord): OtherRow {
  const content = JSON.stringify(record.extra);
  const id = record.extra[NAME.id] ?? record.extra[`@${NAME.id}`];
  return { name: record.name, externalId: typeof id === 'string' && id !== '' ? id : digest(content), content };
}

/** The row of a document that belongs to no order: under what it is and its id, since ids of payments and shipments may be the same. */
export function documentRow(document: DocumentRecord): OtherRow {
  const id = document.id || `${document.number} ${document.date ?? ''}`;
  const content = JSON.stringify(contentOfDocument(document));
  return { name: NAME.document, externalId: `${document.operation}:${id}`, content };
}

/** Change with every export: they do not tell one head from another. */
const VALIDITY: ReadonlySet<string> = new Set([NAME.validFrom, NAME.validTo]);

/**
 * What the head of a classifier or of an offer package says and nothing else keeps. Files of one exchange name one classifier and say
 * different things of it (УТ11: import and offers); so each saying is a row of its own, and the same exchange again writes none.
 */
export function headRow(head: ClassifierRecord | OfferPackageRecord): OtherRow {
  const catalogueId = head.kind === 'offerPackage' && head.catalogueId !== '' ? head.catalogueId : undefined;
  const content = {
    ...(head.id === '' ? {} : { [NAME.id]: head.id }),
    ...(catalogueId === undefined ? {} : { [NAME.catalogueId]: catalogueId }),
    ...(head.name ? { [NAME.name]: head.name } : {}),
    ...head.extra,
  };
  return { name: nameOf(head), externalId: saying(content), content: JSON.stringify(content) };
}

/** The row of what a section says behind its records. */
export const lateHeadRow = (record: OtherRecord): OtherRow => ({
  name: record.name,
  externalId: saying(record.extra),
  content: JSON.stringify(record.extra),
});

const saying = (content: Readonly<Record<string, Json>>): string =>
  digest(JSON.stringify(Object.entries(content).filter(([name]) => !VALIDITY.has(name))));

function nameOf(head: ClassifierRecord | OfferPackageRecord): string {
  if (head.kind === 'classifier') return NAME.classifier;
  return head.changesPackage ? NAME.offerPackageChanges : NAME.offerPackage;
}

/**
 * What a catalogue says of itself behind its products (3.x: `Описание` after `Товары`), as its head says it.
 * @returns undefined when the record is something else, or of a catalogue without an id
 */
export function lateCatalogue(record: OtherRecord): CatalogueRecord | undefined {
  const { [NAME.id]: id, [NAME.name]: name, [NAME.description]: description, ...extra } = record.extra;
  if (record.name !== NAME.catalogue || typeof id !== 'string' || id === '') return undefined;
  const { line, warnings } = record;
  return {
    kind: 'catalogue',
    id,
    name: textOf(name),
    description: textOf(description),
    headOnly: true,
    line,
    warnings,
    extra: { ...extra, ...asExtra(NAME.name, name), ...asExtra(NAME.description, description) },
  };
}

const textOf = (value: Json | undefined): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** A field that is no text stays in `extra`. */
const asExtra = (name: string, value: Json | undefined): Record<string, Json> =>
  value === undefined || value === null || typeof value === 'string' ? {} : { [name]: value };

const digest = (content: string): string => `sha256:${createHash('sha256').update(content).digest('hex')}`;
