import { catalogueSection } from './catalogue.js';
import { classifierSection } from './classifier.js';
import { containerSection } from './container.js';
import { counterpartiesSection } from './counterparties.js';
import { dictionariesSection } from './dictionaries.js';
import { readDocument } from './documents.js';
import type { FeedContext } from './feed-context.js';
import { NAME } from './names.js';
import { offersSection } from './offers.js';
import type { Emit } from './record-base.js';
import { otherSection } from './references.js';
import { decimalSeparatorOf } from './values.js';
import type { Section } from './xml/cutter.js';
import type { XmlNode } from './xml/node.js';

/** Attributes of the root that say how the file was made; they change with every export and are not data. */
const ABOUT_THE_FILE: readonly string[] = [
  NAME.schemaVersion,
  NAME.generatedAt,
  NAME.amountFormat,
  NAME.quantityFormat,
  NAME.dateFormat,
  NAME.timeFormat,
  NAME.dateTimeSeparator,
  NAME.id,
];

/**
 * `КоммерческаяИнформация`: its children in any order and mixture (commerceml.md §2.1); what they are is told by their names, never
 * by the name of the file. Attributes of a customisation become an 'other' record.
 */
export function rootSection(root: XmlNode, feed: FeedContext, emit: Emit): Section {
  feed.amountSeparator = decimalSeparatorOf(root.attributes?.get(NAME.amountFormat));
  feed.quantitySeparator = decimalSeparatorOf(root.attributes?.get(NAME.quantityFormat)) ?? feed.amountSeparator;
  const own = [...(root.attributes ?? [])].filter(([name]) => !ABOUT_THE_FILE.includes(name));
  if (own.length > 0) {
    const extra = Object.fromEntries(own.map(([name, value]) => [`@${name}`, value]));
    emit({ kind: 'other', name: root.name, line: root.line, extra, warnings: [] });
  }
  return {
    isRecord: (name) => name === NAME.document,
    isList: () => false,
    section: (node) => (node.name === NAME.document ? undefined : sectionOf(node, feed, emit)),
    head: () => undefined,
    record: (node) => emit(readDocument(node, feed)),
    end: () => undefined,
  };
}

function sectionOf(node: XmlNode, feed: FeedContext, emit: Emit): Section {
  switch (node.name) {
    case NAME.classifier:
      return classifierSection(feed, emit);
    case NAME.catalogue:
      return catalogueSection(feed, emit);
    case NAME.offerPackage:
    case NAME.offerPackageChanges:
      return offersSection(feed, emit);
    case NAME.container:
      return containerSection(feed, emit);
    case NAME.counterparties:
      return counterpartiesSection(feed, emit);
    case NAME.dictionaries:
      return dictionariesSection(feed, emit);
    default:
      return otherSection(node, emit);
  }
}
