import type { Sql } from '../db/open.js';
import { askRun, confirmAll } from '../exchange/matching/ask-run.js';
import { decideMatch } from '../exchange/matching/decide-match.js';
import { othersOf } from '../exchange/matching/same-products.js';
import { readBriefProducts } from '../store/matching/brief-products.js';
import { countMatches, listMatches, readMatch, type Match as StoredMatch } from '../store/matching/matches.js';
import { listRuns, readRun } from '../store/matching/matching-runs.js';
import { refsOfProduct } from '../store/matching/product-refs.js';
import { readSameAs } from '../store/matching/same-products.js';
import { readCursor, writeCursor } from './http/cursor.js';
import { InvalidRequest } from './http/invalid-request.js';
import { IdParams, jsonRoute, notFound, type Route } from './http/route.js';
import {
  Confirmed,
  ConfirmInput,
  Match,
  MatchDecisionInput,
  MatchingRun,
  MatchingRunInput,
  MatchingRunList,
  MatchPage,
  MatchQuery,
  ProductMatches,
} from './schemas/matching.js';
import { matchesJson, productJson, refJson, runJson, setOf } from './views/matching.js';

const run = jsonRoute(
  {
    method: 'post',
    path: '/matching/run',
    operationId: 'runMatching',
    tag: 'Matching',
    summary: 'Matches items of a system, or products of another 1C, with products',
    description:
      'In the background, begun within a second or two. What people have decided stays; all else is found anew. Asked for again before its end, it is the same run.',
    body: MatchingRunInput,
    idempotent: true,
    status: 202,
    reply: MatchingRun,
    answer: 'The run.',
    answerHeaders: { Location: 'Where it tells how far it is.' },
    errors: ['UZ1501', 'UZ1524'],
  },
  async ({ services, shopId, body: { rules, ...names } }) => {
    const set = await setOf(services.db.knex, shopId, names);
    const asked = await askRun(services.db, set, rules);
    return { body: runJson(asked), headers: { Location: `/v1/matching/runs/${asked.runId}` } };
  },
);

const runs = jsonRoute(
  {
    method: 'get',
    path: '/matching/runs',
    operationId: 'listMatchingRuns',
    tag: 'Matching',
    summary: 'The runs of late',
    status: 200,
    reply: MatchingRunList,
    answer: 'The newest hundred, newest first.',
    errors: [],
  },
  async ({ services, shopId }) => ({ body: { items: (await listRuns(services.db.knex, shopId)).map(runJson) } }),
);

const oneRun = jsonRoute(
  {
    method: 'get',
    path: '/matching/runs/{id}',
    operationId: 'getMatchingRun',
    tag: 'Matching',
    summary: 'How far a run is, and what it found',
    params: IdParams,
    status: 200,
    reply: MatchingRun,
    answer: 'The run.',
    errors: ['UZ1507'],
  },
  async ({ services, shopId, params }) => {
    const found = await readRun(services.db.knex, shopId, params.id);
    if (!found) throw notFound(params.id);
    return { body: runJson(found) };
  },
);

const confirm = jsonRoute(
  {
    method: 'post',
    path: '/matching/confirm',
    operationId: 'confirmMatches',
    tag: 'Matching',
    summary: 'Confirms all that runs have matched, or what some rules have',
    description: 'Doubtful ones stay as they are. Items make the references of their products. May be repeated.',
    body: ConfirmInput,
    idempotent: true,
    status: 200,
    reply: Confirmed,
    answer: 'How many.',
    errors: ['UZ1501'],
  },
  async ({ services, shopId, body: { rules, ...names } }) => {
    const set = await setOf(services.db.knex, shopId, names);
    return { body: { confirmed: await confirmAll(services.db, set, rules) } };
  },
);

const list = jsonRoute(
  {
    method: 'get',
    path: '/matching',
    operationId: 'listMatches',
    tag: 'Matching',
    summary: 'What is matched, unmatched, doubtful',
    description: 'Of a `system`, or of `idSpace` and `among`. Ordered by id.',
    query: MatchQuery,
    status: 200,
    reply: MatchPage,
    answer: 'One page, with the counts of all.',
    errors: ['UZ1501'],
  },
  async ({ services, shopId, query: { limit, cursor, state, decided, ...names } }) => {
    const sql = services.db.knex;
    const set = await setOf(sql, shopId, names);
    const name = `matching/${JSON.stringify([set.kind, set.source, set.against, state, decided])}`;
    const filter = { state, decided: decided === undefined ? undefined : decided === 'true' };
    const [page, counts] = await Promise.all([
      listMatches(sql, set, filter, { limit, after: readCursor(name, cursor) }),
      countMatches(sql, set),
    ]);
    return { body: { items: await matchesJson(sql, set, page.items), next: writeCursor(name, page.next), counts } };
  },
);

const shown = async (sql: Sql, match: StoredMatch | null, id: string) => {
  const [body] = match ? await matchesJson(sql, match, [match]) : [];
  if (!body) throw notFound(id);
  return { body };
};

const one = jsonRoute(
  {
    method: 'get',
    path: '/matching/{id}',
    operationId: 'getMatch',
    tag: 'Matching',
    summary: 'One match',
    params: IdParams,
    status: 200,
    reply: Match,
    answer: 'The match.',
    errors: ['UZ1507'],
  },
  async ({ services, shopId, params }) =>
    await shown(services.db.knex, await readMatch(services.db.knex, shopId, params.id), params.id),
);

const decide = jsonRoute(
  {
    method: 'post',
    path: '/matching/{id}',
    operationId: 'decideMatch',
    tag: 'Matching',
    summary: 'Decides about a match: confirms, picks, refuses, reopens',
    description:
      'No run overrules it; the same decision again changes nothing. An item that is given a product makes the reference of that product.',
    params: IdParams,
    body: MatchDecisionInput,
    idempotent: true,
    status: 200,
    reply: Match,
    answer: 'The match as it is now.',
    errors: ['UZ1501', 'UZ1507', 'UZ1526'],
  },
  async ({ services, shopId, params, body }) => {
    const sql = services.db.knex;
    const match = await readMatch(sql, shopId, params.id);
    if (!match) throw notFound(params.id);
    if (body.decision === 'pick' && body.product !== undefined) await mustBeProduct(sql, match, body.product);
    return await shown(sql, await decideMatch(services.db, shopId, params.id, body), params.id);
  },
);

/** @throws UZ1501 */
async function mustBeProduct(sql: Sql, { shopId, kind, against }: StoredMatch, productId: string): Promise<void> {
  const product = (await readBriefProducts(sql, shopId, [productId])).get(productId);
  if (product && (kind === 'item' || product.idSpace === against)) return;
  const message = product
    ? 'This product is not of the id space that is sought in.'
    : 'There is no such product. GET /v1/products lists them.';
  throw new InvalidRequest([{ path: 'product', message }]);
}

const ofProduct = jsonRoute(
  {
    method: 'get',
    path: '/products/{id}/matches',
    operationId: 'getProductMatches',
    tag: 'Matching',
    summary: 'Which products of other 1C are the same thing, and what your systems call it',
    params: IdParams,
    status: 200,
    reply: ProductMatches,
    answer: 'Both.',
    errors: ['UZ1507'],
  },
  async ({ services, shopId, params }) => {
    const sql = services.db.knex;
    const id = params.id.toLowerCase();
    const others = othersOf(id, await readSameAs(sql, shopId, id));
    const products = await readBriefProducts(sql, shopId, [id, ...others.keys()]);
    if (!products.has(id)) throw notFound(params.id);
    const sameAs = [...others].map(([other, confirmed]) => ({ ...productJson(other, products.get(other)), confirmed }));
    return { body: { sameAs, refs: (await refsOfProduct(sql, shopId, id)).map(refJson) } };
  },
);

export const matchingRoutes: readonly Route[] = [run, runs, oneRun, confirm, list, one, decide, ofProduct];
