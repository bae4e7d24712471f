import type { Config } from '../config.js';

/** What one XML file may cost us (ARCHITECTURE.md, Limits); more is UZ1303. */
export interface XmlLimits {
  /** The deepest nesting of elements. */
  readonly depth: number;
  /** The longest text of one element, in characters. */
  readonly text: number;
  /** The longest attribute value, in characters. */
  readonly attribute: number;
  /** The most elements and attributes of one record (a product, a document, a whole tree of groups). */
  readonly nodes?: number;
}

/** A document of 20,000 lines or a tree of 100,000 groups has about as many; measured, they take some 250 MB. */
export const DEFAULT_NODES = 500_000;

/** The texts of one record together may be this many times `text`. */
export const RECORD_TEXT_FACTOR = 8;

/** The limits as the configuration sets them (XML_DEPTH, XML_TEXT, XML_ATTRIBUTE). */
export function limitsOf(config: Config): XmlLimits {
  return { depth: config.XML_DEPTH, text: config.XML_TEXT, attribute: config.XML_ATTRIBUTE };
}
