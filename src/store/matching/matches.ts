import { v7 as uuid } from 'uuid';
import type { Sql, Tx } from '../../db/open.js';
import { cutPage, exactTime, type Page, type PageRequest } from '../list-page.js';
import { type MatchSet, setColumns } from './match-set.js';

/** What a run looks at, in the order that the shop gives. */
export const MATCH_RULES = ['id', 'sku', 'barcode', 'code', 'name'] as const;
export type MatchRule = (typeof MATCH_RULES)[number];

export type MatchState = 'matched' | 'unmatched' | 'doubtful';
/**
 * What a person decided, and no run overrules: `confirmed`: what was proposed; `picked`: another one; `refused`: no product at all; `ref`: the
 * storefront named the product of this id of its own.
 */
export type Decision = 'confirmed' | 'picked' | 'refused' | 'ref';

/** A product that it may be. */
export interface Candidate {
  readonly product: string;
  /** The first rule that found it. */
  readonly rule: MatchRule;
  /** Of the names, 0 to 1 with two digits; null = the rule knows only the same and not the same. */
  readonly likeness: number | null;
}

/** A thing that a product is sought for, and what was found. */
export interface Match extends MatchSet {
  readonly matchId: string;
  /** Ref of the item, or our id of the product. */
  readonly subjectId: string;
  readonly state: MatchState;
  /** Null unless matched. */
  readonly productId: string | null;
  readonly rule: MatchRule | null;
  readonly candidates: readonly Candidate[];
  /** A person said: not these. */
  readonly refused: readonly string[];
  readonly decision: Decision | null;
  readonly decidedAt: string | null;
  readonly updatedAt: string;
}

const COLUMNS = `shop_id as "shopId", match_id as "matchId", kind, source, against, subject_id as "subjectId", state, product_id as "productId",
  rule, candidates, refused, decision, ${exactTime('decided_at')} as "decidedAt", ${exactTime('updated_at')} as "updatedAt"`;

export interface MatchFilter {
  readonly state?: MatchState | undefined;
  /** Whether a person decided. */
  readonly decided?: boolean | undefined;
}

/** The matches of a set, one page, in the order of their ids. */
export async function listMatches(
  sql: Sql,
  set: MatchSet,
  { state, decided }: MatchFilter,
  page: Pick<PageRequest, 'limit' | 'after'>,
): Promise<Page<Match>> {
  const query = sql('matches')
    .where(setColumns(set))
    .orderBy('match_id')
    .limit(page.limit + 1);
  if (state !== undefined) query.where({ state });
  if (decided !== undefined) query.whereRaw(`decision is ${decided ? 'not ' : ''}null`);
  if (page.after) query.whereRaw('match_id > ?::uuid', [page.after.id]);
  const rows: Match[] = await query.select(sql.raw(COLUMNS));
  return cutPage(rows, page.limit, (row) => ({ id: row.matchId }));
}

/** How many matches of a set are in each state. */
export async function countMatches(sql: Sql, set: MatchSet): Promise<Record<MatchState, number>> {
  const rows: { state: MatchState; count: string }[] = await sql('matches')
    .where(setColumns(set))
    .groupBy('state')
    .select('state')
    .count({ count: '*' });
  const counts = { matched: 0, unmatched: 0, doubtful: 0 };
  for (const { state, count } of rows) counts[state] = Number(count);
  return counts;
}

/** One match by its id (a UUID), or null. */
export async function readMatch(sql: Sql, shopId: string, matchId: string): Promise<Match | null> {
  const row: Match | undefined = await sql('matches')
    .where({ shop_id: shopId, match_id: matchId })
    .select(sql.raw(COLUMNS))
    .first();
  return row ?? null;
}

/** The match of a set that has this thing, or this product; null = none has. */
export async function findMatch(
  sql: Sql,
  set: MatchSet,
  by: { readonly subjectId: string } | { readonly productId: string },
): Promise<Match | null> {
  const key = 'subjectId' in by ? { subject_id: by.subjectId } : { product_id: by.productId };
  const row: Match | undefined = await sql('matches')
    .where({ ...setColumns(set), ...key })
    .select(sql.raw(COLUMNS))
    .first();
  return row ?? null;
}

/** What of a match is written. */
export type MatchNews = Pick<Match, 'state' | 'productId' | 'rule' | 'candidates' | 'refused' | 'decision'>;

/** Writes what a match is now, in a locked set. @returns the match as it is then */
export async function writeMatch(
  tx: Tx,
  { shopId, matchId }: Pick<Match, 'shopId' | 'matchId'>,
  news: MatchNews,
): Promise<Match> {
  await tx('matches')
    .where({ shop_id: shopId, match_id: matchId })
    .update({
      state: news.state,
      product_id: news.productId,
      rule: news.rule,
      candidates: JSON.stringify(news.candidates),
      refused: [...news.refused],
      decision: news.decision,
      decided_at: news.decision === null ? null : tx.raw('clock_timestamp()'),
      updated_at: tx.raw('clock_timestamp()'),
    });
  const match = await readMatch(tx, shopId, matchId);
  if (!match) throw new Error(`match ${matchId} is gone`);
  return match;
}

/** What a match is that runs decide about, before the next of them. */
export const UNDECIDED: MatchNews = {
  ...{ state: 'unmatched', productId: null, rule: null, candidates: [], refused: [], decision: null },
};

/** Makes matches of things that have none yet; those whose own id the storefront gave to a product are matched with it. */
export async function insertMatches(tx: Tx, set: MatchSet, subjectIds: readonly string[]): Promise<void> {
  const rows = subjectIds.map((subject) => ({ subject, id: uuid() }));
  await tx.raw(
    `insert into matches (shop_id, match_id, kind, source, against, subject_id, state, product_id, decision, decided_at)
     select :shop, s.id, :kind, :source, :against, s.subject, case when r.product_id is null then 'unmatched' else 'matched' end,
       r.product_id, case when r.product_id is not null then 'ref' end, r.updated_at
     from jsonb_to_recordset(cast(:rows as jsonb)) as s(id uuid, subject text)
     left join product_refs r on :kind = 'item' and r.shop_id = :shop and r.system = :source and r.ref = s.subject
     on conflict (shop_id, kind, source, against, subject_id) do nothing`,
    { shop: set.shopId, kind: set.kind, source: set.source, against: set.against, rows: JSON.stringify(rows) },
  );
}
