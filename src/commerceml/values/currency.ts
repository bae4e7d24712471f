import type { Read } from './read.js';

/**
 * ISO 4217 → its number, codes that were withdrawn (RUR, BYR) and the spellings met at accountants' (commerceml.md §4.2),
 * in lower case, without dots and blanks.
 */
const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  RUB: ['643', '810', 'rur', 'руб', 'рубль', 'рубли', 'рублей', 'р', 'рос', '₽'],
  UAH: ['980', 'грн', 'грв', 'гривна', 'гривня', 'гривны', 'гривень', '₴'],
  USD: ['840', 'дол', 'долл', 'доллар', 'долар', 'долларсша', '$', 'us$'],
  EUR: ['978', 'евр', 'евро', 'євр', 'євро', '€'],
  BYN: ['933', '974', 'byr', 'бел', 'белруб', 'br'],
  KZT: ['398', 'тен', 'тенге', 'тг', 'тнг', '₸'],
  TRY: ['949', 'tl', 'тл', '₺'],
  PLN: ['985', 'зл', 'злотый', 'zł', 'zl'],
  GBP: ['826', 'фунт', '£'],
  CNY: ['156', 'юань', 'юан'],
  JPY: ['392', 'иена', '¥'],
  CHF: ['756'],
  CZK: ['203'],
  HUF: ['348'],
  RON: ['946'],
  BGN: ['975'],
  UZS: ['860', 'сум'],
  KGS: ['417', 'сом'],
  AMD: ['051', '51', 'драм', '֏'],
  AZN: ['944', 'манат', '₼'],
  GEL: ['981', 'лари', '₾'],
  MDL: ['498', 'лей'],
  TJS: ['972', 'сомони'],
  TMT: ['934'],
  MNT: ['496'],
  ILS: ['376', '₪'],
  AED: ['784'],
};

const BY_SPELLING: ReadonlyMap<string, string> = new Map(
  Object.entries(SPELLINGS).flatMap(([iso, spellings]) =>
    spellings.map((spelling): [string, string] => [spelling, iso]),
  ),
);
const ISO_CODES: ReadonlySet<string> = new Set([...Intl.supportedValuesOf('currency'), ...Object.keys(SPELLINGS)]);

/**
 * A currency as 1C's accountants call it (`руб.`, `грн`, `643`, `RUB`) → ISO 4217.
 * @returns null for blank, undefined for what is not known (the caller keeps it as written and warns)
 */
export function readCurrency(text: string): Read<string> {
  const bare = text.toLowerCase().replace(/[.\s\u00a0\u202f]+/g, '');
  if (bare === '') return null;
  const known = BY_SPELLING.get(bare);
  if (known) return known;
  const code = bare.toUpperCase();
  return ISO_CODES.has(code) ? code : undefined;
}
