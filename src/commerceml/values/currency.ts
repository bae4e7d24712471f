import { fold } from '../names-alike.js';
import { remembered } from '../remembered.js';
import { CURRENCY_CODES } from './currency-codes.js';
import type { Read } from './read.js';

/**
 * ISO 4217 → how accountants call the currency (commerceml.md §4.2): whole names, abbreviations, signs, codes that were withdrawn
 * at 1:1 or stand for the same money in 1C. Of a whole name the first three letters are enough: 1C cuts it to that.
 */
const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  RUB: ['810', 'RUR', 'рубль', 'рубли', 'рублей', 'р', 'российский рубль', 'російський рубль', '₽'],
  UAH: ['грн', 'грв', 'гривна', 'гривня', 'гривны', 'гривень', 'украинская гривна', 'українська гривня', '₴'],
  USD: ['доллар', 'долл', 'долар', 'доллар США', 'долар США', 'американский доллар', 'США', '$', 'US$'],
  EUR: ['евро', 'євро', '€'],
  BYN: ['974', 'BYR', 'белруб', 'белорусский рубль', 'білоруський рубль', 'Br'],
  KZT: ['тенге', 'тг', 'тнг', 'казахстанский тенге', '₸'],
  TRY: ['TL', 'тл', 'турецкая лира', 'турецька ліра', '₺'],
  PLN: ['зл', 'злотый', 'злотий', 'польский злотый', 'польський злотий', 'zł', 'zl'],
  GBP: ['фунт', '£'],
  CNY: ['юань', 'китайский юань', 'китайський юань'],
  JPY: ['иена', 'йена', '¥'],
  UZS: ['сум'],
  KGS: ['сом'],
  AMD: ['драм', '֏'],
  AZN: ['манат', '₼'],
  GEL: ['лари', '₾'],
  MDL: ['лей'],
  TJS: ['сомони'],
  ILS: ['шекель', '₪'],
};

const CODES = CURRENCY_CODES.trim()
  .split(/\s+/)
  .map((code): [string, string] => [code.slice(0, 3), code.slice(3)]);
/** Withdrawn ones too: old price lists name them. */
const ISO: ReadonlySet<string> = new Set([
  ...Intl.supportedValuesOf('currency'),
  ...CODES.map(([, letters]) => letters),
]);
const BY_NUMBER: ReadonlyMap<number, string> = new Map(CODES.map(([number, letters]) => [Number(number), letters]));
const BY_SPELLING = bySpelling();

/**
 * A currency as 1C's accountants call it (`руб.`, `грн`, `643`, `RUB`) → ISO 4217: case, dots, blanks and look-alike letters do not
 * matter.
 * @returns null for blank, undefined for what is not known (the caller keeps it as written and warns)
 */
export const readCurrency = remembered((text: string): Read<string> => {
  const bare = text.replace(/[.\s]+/g, '');
  if (bare === '') return null;
  const letters = bare.toUpperCase();
  return BY_SPELLING.get(fold(bare)) ?? (ISO.has(letters) ? letters : BY_NUMBER.get(numberOf(bare)));
});

/** NaN for what is no number of ISO 4217; zeros in front are often lost (`51` is 051). */
function numberOf(text: string): number {
  return /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
}

/** Folded spellings; whole names also cut to three letters, where that is the beginning of no other currency. */
function bySpelling(): ReadonlyMap<string, string> {
  const exact: [string, string][] = [
    ...[...ISO].map((letters): [string, string] => [fold(letters), letters]),
    ...Object.entries(SPELLINGS).flatMap(([iso, words]) => words.map((word): [string, string] => [fold(word), iso])),
  ];
  const cut = new Map<string, string | undefined>();
  for (const [word, iso] of exact) {
    if (!/^\p{Script=Cyrillic}{4,}$/u.test(word)) continue;
    const start = word.slice(0, 3);
    cut.set(start, cut.has(start) && cut.get(start) !== iso ? undefined : iso);
  }
  const known = [...cut].filter((entry): entry is [string, string] => entry[1] !== undefined);
  return new Map([...known, ...exact]);
}
