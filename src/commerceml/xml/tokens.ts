import type { KnownName } from './known-names.js';

export interface Attribute {
  readonly name: KnownName;
  readonly value: string;
}

/** What the tokenizer tells, in the order of the document. Whatever a method throws stops the reading. */
export interface TokenSink {
  /** The name of a start tag is read; `open` follows when the whole tag is. */
  tagBegins(): void;
  /**
   * @param line 1-based line on which the tag begins
   * @param attributes in the order of the document, none twice; the list is used again for the next tag
   */
  open(name: KnownName, attributes: readonly Attribute[], line: number): void;
  /** An end tag, or an empty-element tag behind its `open`. */
  close(): void;
  /** Text between two tags, comments, instructions or sections of CDATA; blanks stand outside of the root, too. */
  text(text: string): void;
  /**
   * Blanks alone between two tags inside of the root, before they are made a string.
   * @returns false when they are wanted as `text`
   */
  blank(length: number): boolean;
  /** A whole DOCTYPE declaration. */
  doctype(): void;
  /**
   * What is read is not well-formed; the source stands behind the character that shows it.
   * @param about `reference`: an entity or character reference, which began where nobody knows; `doctype`: a DOCTYPE out of its place
   */
  fail(reason: string, about?: 'reference' | 'doctype'): never;
}
