/** What a file is, and whether all of it has come, told from its first and last bytes alone. */

type Width = 'bytes' | 'utf-16le' | 'utf-16be';

// Blanks are named one by one: `\s` also means 0xA0, which is half a letter in UTF-8.
const BOM = /^(?:\u00ef\u00bb\u00bf|\ufeff)?[ \t\r\n]*/;
/** What may stand before the root element. */
const PROLOGUE = /^(?:[ \t\r\n]+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<![A-Z][^>[]*(?:\[[\s\S]*?\][ \t\r\n]*)?>)/;
const ROOT_TAG = /^<([^ \t\r\n<>/!?]+)(?:[^<>"']|"[^"]*"|'[^']*')*>/;
/** A root tag longer than the head. */
const ROOT_BEGUN = /^<([^ \t\r\n<>/!?]+)[ \t\r\n]/;
const CLOSING_TAG = /<\/([^ \t\r\n<>]+)[ \t\r\n]*>$/;

/**
 * What a file is by its first bytes: names tell nothing (commerceml.md §5 no. 9).
 * @param head at least the first 16 bytes, or the whole file
 */
export function sniff(head: Uint8Array): 'xml' | 'zip' | 'other' {
  const [a, b, c, d] = head;
  if (a === 0x50 && b === 0x4b && ((c === 3 && d === 4) || (c === 5 && d === 6))) return 'zip';
  return textOf(head, widthOf(head), 'start').replace(BOM, '').startsWith('<') ? 'xml' : 'other';
}

/**
 * Whether the root element of an XML file is closed: only such a file is imported unasked. Whatever the encoding: names are compared
 * byte by byte, or by units of two bytes for UTF-16. Nothing between head and tail is looked at.
 * @param head the first 4 KB or more, or the whole file
 * @param tail the last 4 KB or more, or the whole file
 */
export function isWholeXml(head: Uint8Array, tail: Uint8Array): boolean {
  const width = widthOf(head);
  const root = rootTag(textOf(head, width, 'start').replace(BOM, ''));
  if (!root) return false;
  const end = withoutEpilogue(textOf(tail, width, 'end'));
  if (end.endsWith(`${root.tag}>`) && root.tag.endsWith('/')) return true;
  return CLOSING_TAG.exec(end)?.[1] === root.name;
}

/** The name of the root element, and its tag as far as `>`; undefined when the head does not hold it. */
function rootTag(head: string): { name: string; tag: string } | undefined {
  let rest = head;
  for (let piece = PROLOGUE.exec(rest); piece; piece = PROLOGUE.exec(rest)) rest = rest.slice(piece[0].length);
  const match = ROOT_TAG.exec(rest);
  if (match) return { name: match[1] ?? '', tag: match[0].slice(0, -1) };
  const begun = ROOT_BEGUN.exec(rest);
  return begun ? { name: begun[1] ?? '', tag: begun[0] } : undefined;
}

/** Without blanks, comments and instructions at the end: neither `-->` nor `?>` may stand inside them, so the last opening is theirs. */
function withoutEpilogue(tail: string): string {
  let end = withoutBlanks(tail);
  for (;;) {
    const from = end.endsWith('-->') ? end.lastIndexOf('<!--') : end.endsWith('?>') ? end.lastIndexOf('<?') : -1;
    if (from < 0) return end;
    end = withoutBlanks(end.slice(0, from));
  }
}

function withoutBlanks(text: string): string {
  let length = text.length;
  while (length > 0 && ' \t\r\n'.includes(text.charAt(length - 1))) length--;
  return text.slice(0, length);
}

function widthOf(head: Uint8Array): Width {
  const [a, b] = head;
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return 'utf-16le';
  return (a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c) ? 'utf-16be' : 'bytes';
}

/** Bytes as text of one character a byte, or of one a unit of UTF-16; a half unit is cut off where the piece was cut. */
function textOf(bytes: Uint8Array, width: Width, piece: 'start' | 'end'): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (width === 'bytes') return buffer.toString('latin1');
  const odd = buffer.length % 2;
  const units = Buffer.from(piece === 'start' ? buffer.subarray(0, buffer.length - odd) : buffer.subarray(odd));
  return (width === 'utf-16be' ? units.swap16() : units).toString('utf16le');
}
