import iconv from 'iconv-lite';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Text of bytes that carry no charset: UTF-8 where they are valid UTF-8 (what 1C on 8.3 sends), else windows-1251
 * (8.2).
 */
export function decodeBytes(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return iconv.decode(Buffer.from(bytes), 'win1251'); // not valid UTF-8: that is the question, not a fault
  }
}

/** What stands for characters that windows-1251 lacks and our texts or users' file names may hold. */
const SUBSTITUTES: Readonly<Record<string, string>> = {
  '₴': 'грн',
  '₽': 'руб.',
  '₸': 'тенге',
  '→': '->',
  '←': '<-',
  '≤': '<=',
  '≥': '>=',
  '×': 'x',
  '−': '-',
  '\u202f': ' ',
  '\u2009': ' ',
  '\ufeff': '',
};

/**
 * windows-1251 bytes of an answer: what every client reads rightly when the charset is named (one-c-client.md §2).
 * Letters with marks that the code page lacks lose them (é → e), a few signs are spelled out, the rest becomes `?`.
 */
export function toWindows1251(text: string): Buffer {
  return Buffer.concat(Array.from(text.normalize('NFC'), encodeCharacter));
}

function encodeCharacter(character: string): Buffer {
  const direct = iconv.encode(SUBSTITUTES[character] ?? character, 'win1251');
  if (direct[0] !== 0x3f || character === '?') return direct;
  return iconv.encode(character.normalize('NFD').replace(/\p{M}/gu, '').charAt(0) || '?', 'win1251');
}
