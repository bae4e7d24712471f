/**
 * Letters in the order of the Turkish alphabet (which holds the English one), then in that of the Russian and Ukrainian ones together.
 * ё stands as е, as in dictionaries.
 */
const LETTERS = 'abcçdefgğhıijklmnoöpqrsştuüvwxyzабвгґдеєжзиіїйклмнопрстуфхцчшщъыьэюя';

/** A byte for each letter, from the one after `9` on; without the backslash, which JSON writes as two. */
const WEIGHTS: ReadonlyMap<string, string> = new Map([
  ...[...LETTERS].map((letter, place) => [letter, weightAt(place)] as const),
  ['ё', weightAt([...LETTERS].indexOf('е'))],
]);

function weightAt(place: number): string {
  const code = ':'.charCodeAt(0) + place;
  return String.fromCharCode(code < '\\'.charCodeAt(0) ? code : code + 1);
}

/** Letters of other alphabets come behind ours, in the order of Unicode. */
const OTHER = 'ÿ';
/** A key that long tells two names apart, and fits an index and a cursor. */
const LONGEST = 120;
/** More digits than these are compared like a text. */
const MOST_DIGITS = 9;

const PIECES = /[0-9]+|./gsu;
/** Accents of letters that are none of ours, and apostrophes, which stand within words. */
const NOTHING = /^(\p{M}|['’ʼ])/u;

/**
 * What a name is sorted by, byte by byte: letters by their alphabets whatever their case, numbers by their size («Болт 9» before
 * «Болт 10»), anything else as a space. Made here and not by a collation of the database: ICU differs between builds, an index
 * breaks when it is upgraded, and the C locale knows no alphabet but ASCII.
 * @returns no control characters; '' when there is no name
 */
export function nameKey(name: string | null): string {
  let key = '';
  for (const [piece] of (name ?? '').normalize('NFC').toLowerCase().matchAll(PIECES)) {
    if (key.length >= LONGEST) break;
    if (/^[0-9]/.test(piece)) key += numberKey(piece);
    else if (NOTHING.test(piece)) continue;
    else if (/^[\p{L}\p{N}]/u.test(piece)) key += letterKey(piece);
    else if (key !== '' && !key.endsWith(' ')) key += ' ';
  }
  return [...key.trimEnd()].slice(0, LONGEST).join('');
}

/** How many digits, then the digits. */
function numberKey(digits: string): string {
  const significant = digits.replace(/^0+(?=.)/, '');
  return `${Math.min(significant.length, MOST_DIGITS)}${significant}`;
}

function letterKey(letter: string): string {
  const [base = letter] = letter.normalize('NFD');
  return WEIGHTS.get(letter) ?? WEIGHTS.get(base) ?? `${OTHER}${letter}`;
}
