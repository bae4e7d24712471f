import type { Sql, Tx } from '../../db/open.js';
import { jsonPieces } from './json-pieces.js';
import { planned } from './planned.js';
import { recentMap } from './recent-map.js';

/** What a word is reduced to by the rules of its language. */
export interface Stems {
  readonly stems: readonly string[];
  /** It says nothing by itself in one of its languages («на», «the», «ve»). */
  readonly isStop: boolean;
}

export type StemsOf = (word: string) => Stems;

const NONE: Stems = { stems: [], isStop: false };

/** The stemmers that PostgreSQL brings along, by the letters that they are for. Ukrainian has none; the Russian one takes some endings off. */
const CYRILLIC = ['russian_stem'] as const;
const TURKISH = ['turkish_stem'] as const;
const LATIN = ['english_stem', 'turkish_stem'] as const;
type Stemmer = (typeof CYRILLIC | typeof LATIN)[number];

function stemmersOf(word: string): readonly Stemmer[] {
  if (/^\p{Script=Cyrillic}+$/u.test(word)) return CYRILLIC;
  if (/^[\p{Script=Latin}\p{M}]+$/u.test(word)) return /[çğışöü]/.test(word) ? TURKISH : LATIN;
  return [];
}

/** Words whose stems are remembered: about 5 MB. Stems are a matter of the version of PostgreSQL only. */
const MOST_KNOWN = 20_000;
const known = recentMap<Stems>(MOST_KNOWN);

/**
 * The stems of words, in at most one statement.
 * @param words in lower case, in their own letters
 * @param fold what a stem is searched by
 */
export async function stemWords(sql: Sql, words: Iterable<string>, fold: (stem: string) => string): Promise<StemsOf> {
  const its = new Map([...words].map((word) => [word, known.get(word)] as const));
  const unknown = [...its]
    .flatMap(([word, stems]) => (stems === undefined ? [word] : []))
    .flatMap((word) => stemmersOf(word).map((stemmer) => [word, stemmer] as const));
  const found = new Map<string, Stems>();
  if (unknown.length > 0) {
    const { rows } = await sql.raw<{ rows: { word: string; lexemes: string[] }[] }>(
      `select k.word, coalesce(ts_lexize(cast('pg_catalog.' || k.stemmer as regdictionary), replace(k.word, 'ё', 'е')), '{}') as lexemes
       from unnest(cast(? as text[]), cast(? as text[])) as k(word, stemmer)`,
      [unknown.map(([word]) => word), unknown.map(([, stemmer]) => stemmer)],
    );
    for (const { word, lexemes } of rows) {
      const { stems, isStop } = found.get(word) ?? NONE;
      const more = lexemes.map(fold).filter((stem) => stem !== '');
      found.set(word, { stems: [...new Set([...stems, ...more])], isStop: isStop || lexemes.length === 0 });
    }
  }
  for (const [word, stems] of found) {
    known.set(word, stems);
    its.set(word, stems);
  }
  return (word) => its.get(word) ?? NONE;
}

/**
 * Adds words to those that products are found by.
 * @param words folded, and whether each may be meant by a mistyped one
 */
export async function addSearchWords(tx: Tx, shopId: string, words: ReadonlyMap<string, boolean>): Promise<void> {
  const asked = [...words].map(([word, whole]) => ({ word, whole }));
  for (const piece of jsonPieces(asked)) {
    await tx.raw(
      `insert into search_words (shop_id, folded, whole)
       select :shop, k.word, k.whole from jsonb_to_recordset(cast(:words as jsonb)) as k(word text, whole boolean)
       left join search_words w on w.shop_id = :shop and w.folded = k.word
       where w.folded is null or k.whole and not w.whole
       on conflict (shop_id, folded) do update set whole = true`,
      { shop: shopId, words: piece },
    );
  }
}

/** A word that is asked for, and what it is found by: exact words, and the beginning of one that is not finished. */
export interface WordForms {
  readonly exact: readonly string[];
  readonly prefix: string | null;
}

/** Whether some product of the shop had such a word, for each. @param asked folded words with letters, three or more */
export async function areKnown(sql: Sql, shopId: string, asked: readonly WordForms[]): Promise<readonly boolean[]> {
  if (asked.length === 0) return [];
  const { rows } = await sql.raw<{ rows: { place: number }[] }>(
    `select k.place from jsonb_to_recordset(cast(:asked as jsonb)) as k(place int, exact text[], prefix text)
     where exists (select from unnest(k.exact) e join search_words w on w.shop_id = :shop and w.folded = e)
       or k.prefix is not null and starts_with(
         (select w.folded from search_words w where w.shop_id = :shop and w.folded >= k.prefix order by w.folded limit 1), k.prefix)`,
    { shop: shopId, asked: JSON.stringify(asked.map((one, place) => ({ ...one, place }))) },
  );
  const known = new Set(rows.map(({ place }) => place));
  return asked.map((_, place) => known.has(place));
}

/** Words that have a part, at most so many. */
const MOST_AROUND = 20;

/** The shortest known words that have `part` in them. @param part folded, three letters or more */
export async function knownWordsLike(sql: Sql, shopId: string, part: string): Promise<string[]> {
  const { rows } = await planned(sql, (tx) =>
    tx.raw<{ rows: { folded: string }[] }>(
      `select folded from search_words where shop_id = ? and whole and folded like ? order by length(folded), folded limit ${MOST_AROUND}`,
      [shopId, `%${likePattern(part)}%`],
    ),
  );
  return rows.map(({ folded }) => folded);
}

/** A text as it stands, within a pattern of `like`. */
export const likePattern = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** Whether words can be told to be like each other: the extension pg_trgm is there, and looked into. */
export async function hasTrigrams(sql: Sql): Promise<boolean> {
  const { rows } = await sql.raw<{ rows: { there: boolean }[] }>(
    `select exists (select from pg_opclass where opcname = 'gin_trgm_ops' and pg_opclass_is_visible(oid)) as there`,
  );
  return rows[0]?.there ?? false;
}

/** In a short word one wrong letter leaves hardly a trigram: likeness from 0 to 1 that is asked for, and words that are looked at. */
const SHORT = { letters: 6, likeness: 0.1, most: 1000 };
const LONG = { likeness: 0.25, most: 200 };
/** Further from the length of a word is no slip. */
const LENGTHS = 2;

/** Known words that are like one, the likest first; none without the extension pg_trgm. @param word folded */
export async function knownWordsNear(sql: Sql, shopId: string, word: string): Promise<string[]> {
  if (!(await hasTrigrams(sql))) return [];
  const { likeness, most } = word.length <= SHORT.letters ? SHORT : LONG;
  return await planned(sql, async (tx) => {
    await tx.raw(`set local pg_trgm.similarity_threshold = ${likeness}`);
    const { rows } = await tx.raw<{ rows: { folded: string }[] }>(
      `select folded from search_words where shop_id = :shop and whole and folded % :word and length(folded) between :least and :longest
       order by similarity(folded, :word) desc, folded limit ${most}`,
      { shop: shopId, word, least: word.length - LENGTHS, longest: word.length + LENGTHS },
    );
    return rows.map(({ folded }) => folded);
  });
}
