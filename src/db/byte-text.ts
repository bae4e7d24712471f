/**
 * Byte texts: strings of which each character is one byte of UTF-8. What is only handed on costs half the memory so, and is neither decoded
 * nor encoded again. JSON stays JSON: all that it is made of is ASCII.
 */

const BEYOND_ASCII = /[\x80-\uffff]/;

/** The byte text of a text. */
export const byteText = (text: string): string =>
  BEYOND_ASCII.test(text) ? Buffer.from(text, 'utf8').toString('latin1') : text;

/** The text of a byte text. */
export const textOf = (bytes: string): string =>
  BEYOND_ASCII.test(bytes) ? Buffer.from(bytes, 'latin1').toString('utf8') : bytes;

/**
 * A copy with a memory of its own: a part of a text is kept by V8 as a place in it, and one remembered word would keep a whole row.
 * @param bytes a byte text
 */
export const ownBytes = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('latin1');
