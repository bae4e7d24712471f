export type SchemaFindingKind =
  | 'unknown-element'
  | 'unknown-attribute'
  | 'missing-element'
  | 'missing-attribute'
  | 'bad-value'
  | 'misplaced'
  | 'other';

/** One place where a document says what its schema does not. */
export interface SchemaFinding {
  readonly kind: SchemaFindingKind;
  /** Line of the element's start tag, from 1. */
  readonly line: number;
  /**
   * Local name of the element; for a 'bad-value' of an attribute `element/@attribute`; `#text` for text that stands between
   * elements.
   */
  readonly element: string;
  /**
   * - 'unknown-element': the element in which it stands
   * - 'unknown-attribute', 'missing-attribute': the attribute
   * - 'missing-element': the child that is not there
   * - 'bad-value': the value
   * - 'misplaced': elements in which it may stand, divided by ', '; the one in which it stands = it stands there twice.
   *   Of `#text`: the element in which it stands
   * - 'other': the words of libxml2, English
   */
  readonly detail: string;
}

/** The outcome of a validation. */
export interface SchemaReport {
  /** Name of the version family, as of its file in schemas/commerceml: '2.07'. null = no schema for that version: nothing was checked. */
  readonly family: string | null;
  /** In the order of the file. */
  readonly findings: readonly SchemaFinding[];
}
