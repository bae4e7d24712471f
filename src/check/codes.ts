/** How much a finding matters: an error = data are lost or the file is refused, a warning = look at it, a note = know it. */
export type Severity = 'error' | 'warning' | 'note';

/**
 * Every kind of finding, under a code word that stays, and the severity that it has unless the rule says otherwise: what a changes
 * export may legitimately do is an error or a warning in a full one.
 */
export const SEVERITY_OF = {
  // the file as such
  'nothing-to-check': 'error',
  'empty-file': 'error',
  unreadable: 'error',
  'not-a-feed': 'error',
  'piece-not-joined': 'error',
  malformed: 'error',
  truncated: 'error',
  doctype: 'error',
  'wrong-root': 'error',
  'over-limit': 'error',
  'encoding-unsupported': 'error',
  'encoding-misdeclared': 'warning',
  'encoding-broken': 'warning',
  'no-version': 'note',
  // archives
  'zip-damaged': 'error',
  'zip-unsafe-name': 'error',
  'zip-encrypted': 'error',
  'zip-refused': 'error',
  'zip-in-zip': 'warning',
  // ids, names and values
  'no-id': 'error',
  'no-name': 'warning',
  'duplicate-id': 'warning',
  'number-unreadable': 'warning',
  'price-empty': 'warning',
  'date-unreadable': 'warning',
  'boolean-unreadable': 'warning',
  'currency-unknown': 'warning',
  'value-unreadable': 'warning',
  // what names what
  'offer-without-product': 'error',
  'price-type-unknown': 'error',
  'price-types-absent': 'warning',
  'warehouse-unknown': 'warning',
  'warehouses-absent': 'note',
  'group-unknown': 'warning',
  'property-unknown': 'warning',
  'variant-unknown': 'warning',
  'classifier-absent': 'warning',
  'catalogue-absent': 'note',
  'catalogue-mismatch': 'warning',
  'picture-absent': 'warning',
  'pictures-elsewhere': 'note',
  'picture-unnamed': 'note',
  // the export as a whole
  'extent-unsaid': 'note',
  'several-catalogues': 'note',
  'full-and-changes': 'note',
  'portion-gap': 'warning',
  'portion-first-missing': 'warning',
  // orders
  'no-number': 'warning',
  'number-too-long': 'warning',
  'no-date': 'warning',
  'operation-unknown': 'warning',
  'no-counterparty': 'warning',
  // the schema
  'schema-unknown-element': 'note',
  'schema-unknown-attribute': 'note',
  'schema-missing': 'note',
  'schema-value': 'note',
  'schema-misplaced': 'note',
  'schema-other': 'note',
  'schema-none': 'note',
  'schema-skipped': 'note',
  'schema-failed': 'note',
  // the check itself
  'ids-not-compared': 'note',
  'findings-cut': 'note',
} as const satisfies Readonly<Record<string, Severity>>;

export type FindingCode = keyof typeof SEVERITY_OF;

export const FINDING_CODES = Object.keys(SEVERITY_OF) as readonly FindingCode[];
