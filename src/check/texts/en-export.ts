import type { FindingCode } from '../codes.js';
import type { FindingText } from './texts.js';

/** English: findings of the export as a whole: what names what, portions, orders, the schema. */
export const enExport = {
  'offer-without-product': {
    what: 'Offers without a product, products missing: {count}',
    why: 'In a full export that is an error: such offers cannot be sold. With changes alone that is usual: the product was sent before.',
    advice:
      'Check whether all portions of the catalogue are here, and whether products and offers have the same filter.',
  },
  'price-type-unknown': {
    what: 'Prices of unknown types, types missing: {count}',
    why: 'The list ТипыЦен does not have them: neither their name nor their currency is known.',
    advice: 'Add this price type to the settings of the export, or take its prices out.',
  },
  'price-types-absent': {
    what: 'Price types are described nowhere',
    why: 'There are prices, and no list ТипыЦен in these files. With prices alone that is usual: the list was sent before.',
    advice: 'For a new site run a full export first.',
  },
  'warehouse-unknown': {
    what: 'Stock of unknown warehouses, warehouses missing: {count}',
    why: 'The list Склады does not have them, so the site has no name for them.',
    advice: 'Add these warehouses to the settings of the export.',
  },
  'warehouses-absent': {
    what: 'Warehouses are described nowhere',
    why: 'There is stock by warehouse, and no list Склады. With stock alone that is usual.',
    advice: '',
  },
  'group-unknown': {
    what: 'Products in unknown groups, groups missing: {count}',
    why: 'The Классификатор does not have them: the product will be in no section.',
    advice: 'Look at the filter of groups in the settings of the export; a group may be marked for deletion.',
  },
  'property-unknown': {
    what: 'Values of unknown properties, properties missing: {count}',
    why: 'The Классификатор does not have them, so the site has no name for them.',
    advice: 'Check whether properties are exported together with the goods.',
  },
  'variant-unknown': {
    what: 'Values that the dictionary of their property lacks: {count}',
    why: 'The property lists its values, and these are not among them: a customer will see an id for a word. In brackets: the id of the property.',
    advice: 'Check whether all values of the dictionary are exported, also those marked for deletion.',
  },
  'classifier-absent': {
    what: 'There is no Классификатор',
    why: 'Products name groups and properties that nothing describes. For the second portion and further ones, and for changes, that is usual; for a whole export it is not.',
    advice: 'Add the first portion (import0_1.xml): it has the Классификатор.',
  },
  'catalogue-absent': {
    what: 'There is no catalogue here: offers have nothing to be compared with',
    why: 'Whether their products exist was not checked.',
    advice: 'Check the whole folder of the export, not one file.',
  },
  'catalogue-mismatch': {
    what: 'Offers of a catalogue that is not here: {count:times}',
    why: 'No catalogue of this Ид is exported: the site may not have its goods.',
    advice: 'Check whether goods and offers come from one database and one run.',
  },
  'picture-absent': {
    what: 'Pictures and files are named and not there: {count}',
    why: 'The site will show nothing for them. With changes they may have been sent before.',
    advice: 'Let 1C export pictures, and check whether the folder import_files was copied whole.',
  },
  'pictures-elsewhere': {
    what: 'There are no pictures here at all, named: {count}',
    why: 'Probably they are sent apart; whether they exist was not checked.',
    advice: 'Put the folder import_files beside the XML files and check again.',
  },
  'picture-unnamed': {
    what: 'There, but named nowhere: {count:files}',
    why: 'They take space and are shown to nobody.',
    advice: 'Perhaps they are left from former exports; empty the folder before a full one.',
  },
  'extent-unsaid': {
    what: 'It is not said whether the export is full ({subject}): {count:times}',
    why: 'The attribute СодержитТолькоИзменения is absent. Uzel takes it for changes and removes nothing from sale.',
    advice: 'If the export is full, set missingAttributeMeans=full for the node (uzel node set).',
  },
  'several-catalogues': {
    what: 'Several catalogues: {count}',
    why: 'That is usual where several are set up in 1C; the goods of each count apart.',
    advice: '',
  },
  'full-and-changes': {
    what: 'Changes of the same catalogue lie beside a full export: {count:files}',
    why: 'These are two exports together, so comparisons between files may be wrong.',
    advice: 'Check each export in a folder of its own.',
  },
  'portion-gap': {
    what: 'Portions of {subject} are missing: {present} are here, {missing} not',
    why: 'The goods of the missing portions will not come; in a full export they will be removed from sale.',
    advice: 'Find the missing files, or run the whole export again.',
  },
  'portion-first-missing': {
    what: 'The first portion of {subject} is missing: {present} are here',
    why: 'It alone says that the export is full, and it alone has the Классификатор.',
    advice: 'Find the first file, or run the whole export again.',
  },
  'no-number': {
    what: 'No number (document “{subject}”): {count:times}',
    why: 'By its number 1C finds an order that it has already.',
    advice: 'The site must put its order number into each document.',
  },
  'number-too-long': {
    what: 'A number of more than 11 characters (document “{subject}”): {count:times}',
    why: 'УТ 11 and BAS cut it off and make a new order at each exchange.',
    advice: 'Shorten the number with its prefix to 11 characters.',
  },
  'no-date': {
    what: 'No date (document “{subject}”): {count:times}',
    why: '1C does not write a document without a date.',
    advice: 'Give Дата as 2024-04-02.',
  },
  'operation-unknown': {
    what: 'Unknown ХозОперация “{subject}”: {count:times}',
    why: 'Uzel does not know what the document means for an order and changes none; 1C may refuse it.',
    advice: 'An order must be called exactly «Заказ товара».',
  },
  'no-counterparty': {
    what: 'No counterparty (document “{subject}”): {count:times}',
    why: '1C takes no order without Контрагенты/Контрагент with Наименование.',
    advice: 'Send the customer with each order.',
  },
  'schema-unknown-element': {
    what: 'Elements that are not in the schema',
    why: 'Customised configurations do that. Uzel keeps them as they are.',
    advice: '',
  },
  'schema-unknown-attribute': {
    what: 'Attributes that are not in the schema',
    why: 'Customised configurations do that. Uzel keeps them as they are.',
    advice: '',
  },
  'schema-missing': {
    what: 'The schema wants more',
    why: 'Uzel does without it; strict programs may refuse the file.',
    advice: '',
  },
  'schema-value': {
    what: 'Values that are not as the schema wants them',
    why: 'Strict programs may refuse the file; what Uzel cannot read is told above.',
    advice: '',
  },
  'schema-misplaced': {
    what: 'Elements that are not in their place',
    why: 'Uzel reads elements in any order; strict programs may refuse the file.',
    advice: '',
  },
  'schema-other': {
    what: 'Other deviations from the schema',
    why: 'Uzel reads it all the same; strict programs may refuse the file.',
    advice: '',
  },
  'schema-none': {
    what: 'Not compared with a schema: there is none for this version',
    why: 'Uzel has schemas of versions 2.04–2.10 and 3.1; all else was checked.',
    advice: '',
  },
  'schema-skipped': {
    what: 'Not compared with a schema: the file is larger than {limit} MB',
    why: 'For that it would have to be in memory whole; all else was checked.',
    advice: '',
  },
  'schema-failed': {
    what: 'Not compared with a schema: it could not be done',
    why: 'The file can be read, but is too intricate to be compared; all else was checked.',
    advice: '',
  },
  'ids-not-compared': {
    what: 'Not all ids were compared',
    why: 'There are more than the program keeps in memory; repetitions and references were checked in part.',
    advice: 'Check the portions one by one.',
  },
  'findings-cut': {
    what: 'Not all findings are shown, further ones: {count}',
    why: 'There are more than a thousand different ones.',
    advice: 'Begin with the first: the others often follow from them.',
  },
} as const satisfies Partial<Record<FindingCode, FindingText>>;
