import { setLockName } from './match-set.js';
import type { MatchingResult } from './matching-runs.js';
import { type RunSession, takenProducts } from './run-session.js';

/** Candidates that are kept of one thing. */
const MOST_CANDIDATES = 10;

/**
 * Writes what a run has found into the matches, all at once: rows that say the same already are left as they are, and what a person has
 * decided since the run began is kept.
 */
export async function writeFound(session: RunSession): Promise<MatchingResult> {
  const { client, set } = session;
  await client.query('begin');
  try {
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [setLockName(set)]);
    await heedDecisions(session);
    const changed = await writeMatches(session);
    const result = { ...(await countStates(session)), changed };
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined); // the connection may be gone: the first error tells it
    throw error;
  }
}

const setValues = ({ set: { shopId, kind, source, against } }: RunSession): string[] => [shopId, kind, source, against];
const IN_SET = 'm.shop_id = $1 and m.kind = $2 and m.source = $3 and m.against = $4';

/** Products that a person has given or refused meanwhile are out of the question. */
async function heedDecisions(session: RunSession): Promise<void> {
  const { client, set } = session;
  const taken = takenProducts(set);
  await client.query(
    `update run_items set product_id = null, rule = null where product_id in (${taken.sql})`,
    taken.values,
  );
  await client.query(`delete from run_candidates where product_id in (${taken.sql})`, taken.values);
  await client.query(
    `update run_items i set product_id = null, rule = null from matches m
     where ${IN_SET} and m.subject_id = i.id and i.product_id = any(m.refused)`,
    setValues(session),
  );
  await client.query(
    `delete from run_candidates c using matches m where ${IN_SET} and m.subject_id = c.id and c.product_id = any(m.refused)`,
    setValues(session),
  );
}

/** @returns how many matches are others now */
async function writeMatches(session: RunSession): Promise<number> {
  const { client, set } = session;
  const values = setValues(session);
  let changed = 0;
  if (set.kind === 'product') {
    // Products that 1C took away are sought no more.
    const gone = await client.query(
      `delete from matches m where ${IN_SET} and m.decision is null and not exists (select from run_items i where i.id = m.subject_id)`,
      values,
    );
    changed += gone.rowCount ?? 0;
    await client.query(
      `insert into matches (shop_id, match_id, kind, source, against, subject_id)
       select $1, gen_random_uuid(), $2, $3, $4, i.id from run_items i
       on conflict (shop_id, kind, source, against, subject_id) do nothing`,
      values,
    );
  }
  const written = await client.query(
    `update matches m set state = f.state, product_id = f.product_id, rule = f.rule, candidates = f.candidates, updated_at = clock_timestamp()
     from (
       select i.id, i.product_id, i.rule, coalesce(c.candidates, '[]') as candidates,
         case when i.product_id is not null then 'matched' when c.id is not null then 'doubtful' else 'unmatched' end as state
       from run_items i
       left join (
         select id, jsonb_agg(jsonb_build_object('product', product_id, 'rule', rule, 'likeness', likeness)
                              order by place, likeness desc nulls first, product_id) as candidates
         from (select *, row_number() over (partition by id order by place, likeness desc nulls first, product_id) as no from run_candidates) n
         where no <= ${MOST_CANDIDATES} group by id) c on c.id = i.id and i.product_id is null) f
     where ${IN_SET} and m.subject_id = f.id and m.decision is null
       and (m.state, m.product_id, m.rule, m.candidates) is distinct from (f.state, f.product_id, f.rule, f.candidates)`,
    values,
  );
  return changed + (written.rowCount ?? 0);
}

async function countStates(session: RunSession): Promise<Omit<MatchingResult, 'changed'>> {
  const found = await session.client.query<{ state: 'matched' | 'unmatched' | 'doubtful'; count: string }>(
    `select state, count(*) from matches m where ${IN_SET} group by state`,
    setValues(session),
  );
  const counts = { matched: 0, unmatched: 0, doubtful: 0 };
  for (const { state, count } of found.rows) counts[state] = Number(count);
  return counts;
}
