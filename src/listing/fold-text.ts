import { recentMap } from '../store/listing/recent-map.js';

/**
 * Letters that do not fall apart into an ASCII letter and an accent. Letters that people of different languages or keyboards write for
 * one another become one: ё and е, і and и, ґ and г, є and е, ı and i.
 */
const ASCII: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{
      а: 'a',
      б: 'b',
      в: 'v',
      г: 'g',
      ґ: 'g',
      д: 'd',
      е: 'e',
      ё: 'e',
      є: 'e',
      ж: 'zh',
      з: 'z',
      и: 'i',
      і: 'i',
      ї: 'i',
    },
    ...{
      й: 'y',
      к: 'k',
      л: 'l',
      м: 'm',
      н: 'n',
      о: 'o',
      п: 'p',
      р: 'r',
      с: 's',
      т: 't',
      у: 'u',
      ў: 'u',
      ф: 'f',
      х: 'kh',
    },
    ...{ ц: 'ts', ч: 'ch', ш: 'sh', щ: 'sch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya' },
    ...{ ı: 'i', ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th' },
  }),
);

/** Signs that stand at a word and are none of its letters; compatibility forms would make letters of them. */
const SIGNS = /[©®™℠№]/gu;
/** What joins emoji, and what is not seen at all. */
const UNSEEN = /\p{Cf}|\p{Variation_Selector}/gu;
const APOSTROPHES = /(?<=\p{L})['’‘ʼ`´](?=\p{L})/gu;
/** The dot that a Turkish İ leaves behind in lower case. */
const DOT = /(?<=i)\u0307/gu;

/** What needs no more than lower case to be plain: most of what there is. */
const SIMPLE = /^[\p{ASCII}А-Яа-яЁё]*$/u;

/** Lower case, one form for each letter, no accents taken away yet. */
function plain(text: string): string {
  const spelled = text.replace(APOSTROPHES, '');
  if (SIMPLE.test(spelled)) return spelled.toLowerCase();
  const known = spelled.replace(SIGNS, ' ').replace(UNSEEN, '').normalize('NFKC').toLowerCase().normalize('NFC');
  return known.replace(DOT, '');
}

const ASCII_ONLY = /^\p{ASCII}*$/u;

function foldPlain(text: string): string {
  if (ASCII_ONLY.test(text)) return text;
  let folded = '';
  for (const letter of text) folded += ASCII.get(letter) ?? foldOther(letter);
  return folded;
}

/** Of letters with accents what is left without them. */
function foldOther(letter: string): string {
  const base = letter.normalize('NFD').replace(/\p{M}/gu, '');
  return ASCII.get(base) ?? base;
}

/**
 * A text as it is searched in: lower case, letters of Latin and Cyrillic alphabets as ASCII letters, anything else as it is. Made here
 * because a database with LC_CTYPE=C knows no other letters: it would neither lower them nor make trigrams of them.
 */
export const foldText = (text: string): string => foldPlain(plain(text));

/** A word is an entry of indexes, which have their limits; two that differ behind this are one. */
const LONGEST_WORD = 60;

export interface Word {
  /** In lower case, its own letters: what stemmers read. */
  readonly text: string;
  /** As it is searched by: not empty. */
  readonly folded: string;
}

/** What stands between two spaces. */
export interface Chunk {
  /** As it is written, folded: what codes are searched by. */
  readonly folded: string;
  /** One or more. */
  readonly words: readonly Word[];
  /** The words as one, where hyphens and the like stand between them («wi-fi», «т-34»); null = they are no one word. */
  readonly joined: string | null;
  /** Letters and digits end it, so its last word may be unfinished. */
  readonly open: boolean;
}

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*|\p{Extended_Pictographic}/gu;
const OF_ONE_WORD = /^[\p{L}\p{M}\p{N}]+(?:[-‐‑–./_][\p{L}\p{M}\p{N}]+){1,3}$/u;
const OPEN = /[\p{L}\p{M}\p{N}]$/u;

/** The texts of a catalogue say the same again and again: chunks that are remembered, about 5 MB. */
const MOST_KNOWN = 8000;
const known = recentMap<Chunk | null>(MOST_KNOWN);

/**
 * The words of a text, by what stands between spaces. What has no letter, digit or picture in it is left out.
 * @param most chunks that are looked at
 */
export function chunksOf(text: string, most = Number.POSITIVE_INFINITY): Chunk[] {
  const chunks: Chunk[] = [];
  for (const [written] of text.matchAll(/\S+/gu)) {
    let chunk = known.get(written);
    if (chunk === undefined) {
      const own = ownCopy(written);
      chunk = chunkOf(own);
      if (own.length <= LONGEST_WORD) known.set(own, chunk);
    }
    if (chunk !== null && chunks.push(chunk) >= most) break;
  }
  return chunks;
}

/** A part of a text is kept by V8 as a place in it: one remembered word would keep a whole description. */
const ownCopy = (part: string): string => Buffer.from(part, 'utf16le').toString('utf16le');

function chunkOf(written: string): Chunk | null {
  const text = plain(written).trim();
  const words = [...text.matchAll(WORD)].map(([word]) => wordOf(word)).filter(({ folded }) => folded !== '');
  if (words.length === 0) return null;
  const isOne = OF_ONE_WORD.test(text) && /\p{L}/u.test(text);
  const joined = isOne ? cut(words.map(({ folded }) => folded).join('')) : null;
  return { folded: foldPlain(text), words, joined, open: OPEN.test(text) };
}

const wordOf = (word: string): Word => ({ text: cut(word), folded: cut(foldPlain(word)) });

const cut = (word: string): string => (word.length <= LONGEST_WORD ? word : [...word].slice(0, LONGEST_WORD).join(''));

const MEASURE = /^(\d+)(\D{1,4})$/u;

/** «10мм» is also «10 мм»: the number and the unit of a folded word; null when it is no such word. */
export function measureOf(folded: string): readonly [number: string, unit: string] | null {
  const [, number, unit] = MEASURE.exec(folded) ?? [];
  return number === undefined || unit === undefined ? null : [number, unit];
}
