import type { Database, Tx } from '../../db/open.js';
import { UzelError } from '../../errors.js';
import { lockMatchSet } from '../../store/matching/match-set.js';
import {
  type Candidate,
  findMatch,
  type Match,
  type MatchNews,
  readMatch,
  UNDECIDED,
  writeMatch,
} from '../../store/matching/matches.js';
import { deleteRefs, readRef } from '../../store/matching/product-refs.js';
import { linkRefs } from './product-refs.js';

/** What a person says of a match. */
export interface MatchDecision {
  readonly decision: 'confirm' | 'pick' | 'refuse' | 'reopen';
  /** `pick` needs it, `reopen` takes none. */
  readonly product?: string | undefined;
}

/**
 * Does what a person decided; the same decision again changes nothing. A confirmed or picked item makes the reference of its product.
 * @param given its product is one of this shop, in the id space that is sought in
 * @returns the match as it is then; null when there is none with this id
 * @throws UzelError UZ1526 there is nothing to confirm; another thing has the product by a decision, or the product another reference
 */
export async function decideMatch(
  db: Database,
  shopId: string,
  matchId: string,
  given: MatchDecision,
): Promise<Match | null> {
  return await db.transaction(async (tx) => {
    const seen = await readMatch(tx, shopId, matchId);
    if (!seen) return null;
    await lockMatchSet(tx, seen);
    const match = await readMatch(tx, shopId, matchId); // as the others left it
    if (!match) return null;
    const { decision, product } = given;
    if (decision === 'refuse') return await refuse(tx, match, product);
    if (decision === 'reopen') return await reopen(tx, match);
    if (decision === 'pick' && product !== undefined) return await give(tx, match, product, 'picked');
    return await give(tx, match, proposed(match, product), 'confirmed');
  });
}

/** What a run or a person has found, or the only candidate. @param seen that the person means; @throws UZ1526 */
function proposed({ productId, candidates, state }: Match, seen: string | undefined): string {
  const found = productId === null ? candidates.map(({ product }) => product) : [productId];
  const [product, second] = seen === undefined ? found : found.filter((one) => one === seen);
  if (product !== undefined && second === undefined) return product;
  if (seen !== undefined) {
    throw new UzelError(
      'UZ1526',
      `The product ${seen} is not proposed any more: read the match again, or say {"decision": "pick"}.`,
    );
  }
  const what = state === 'doubtful' ? 'Several products may be meant' : 'No product was found';
  throw new UzelError('UZ1526', `${what}, so there is nothing to confirm: say {"decision": "pick", "product": …}.`);
}

async function give(tx: Tx, match: Match, product: string, decision: 'confirmed' | 'picked'): Promise<Match> {
  if (match.productId === product && match.decision !== null) return match;
  const rival = await findMatch(tx, match, { productId: product });
  if (rival && rival.matchId !== match.matchId) {
    if (rival.decision !== null) throw productGiven(rival, product);
    await writeMatch(tx, rival, { ...UNDECIDED, refused: rival.refused });
  }
  const rule = match.productId === product ? match.rule : ruleOf(match.candidates, product);
  if (match.kind === 'item') await callItSo(tx, match, product);
  const refused = match.refused.filter((one) => one !== product);
  return await writeMatch(tx, match, { state: 'matched', productId: product, rule, candidates: [], refused, decision });
}

const ruleOf = (candidates: readonly Candidate[], product: string) =>
  candidates.find((candidate) => candidate.product === product)?.rule ?? null;

const productGiven = (rival: Match, product: string): UzelError =>
  new UzelError(
    'UZ1526',
    `The product ${product} was given to ${JSON.stringify(rival.subjectId.slice(0, 100))} already: reopen that match first, POST /v1/matching/${rival.matchId}.`,
  );

/** @throws UZ1526 the product is called otherwise by this system, and nobody decided that by a match */
async function callItSo(tx: Tx, { shopId, source, subjectId, productId }: Match, product: string): Promise<void> {
  const called = await readRef(tx, shopId, { system: source, productId: product });
  if (called && called.ref !== subjectId) {
    throw new UzelError(
      'UZ1526',
      `${source} calls the product ${product} ${JSON.stringify(called.ref.slice(0, 100))}: take that reference away first, DELETE /v1/products/${product}/refs/${source}.`,
    );
  }
  if (productId !== null) await deleteRefs(tx, shopId, source, [subjectId]);
  await linkRefs(tx, shopId, source, [{ productId: product, ref: subjectId }]);
}

/** @param product undefined = it is none of all products */
async function refuse(tx: Tx, match: Match, product: string | undefined): Promise<Match> {
  if (product === undefined) {
    if (match.decision === 'refused') return match;
    await forget(tx, match);
    return await writeMatch(tx, match, { ...UNDECIDED, refused: match.refused, decision: 'refused' });
  }
  if (match.refused.includes(product)) return match;
  const refused = [...match.refused, product];
  if (match.productId === product) {
    await forget(tx, match);
    return await writeMatch(tx, match, { ...UNDECIDED, refused });
  }
  return await writeMatch(tx, match, { ...withoutCandidate(match, product), refused });
}

function withoutCandidate(match: Match, product: string): MatchNews {
  const candidates = match.candidates.filter((candidate) => candidate.product !== product);
  const state = match.state === 'doubtful' && candidates.length === 0 ? 'unmatched' : match.state;
  return { ...match, state, candidates };
}

async function reopen(tx: Tx, match: Match): Promise<Match> {
  if (match.decision === null && match.refused.length === 0) return match;
  if (match.decision === null) return await writeMatch(tx, match, { ...match, refused: [] });
  await forget(tx, match);
  return await writeMatch(tx, match, UNDECIDED);
}

/** A reference that came of a decision goes with it. */
async function forget(tx: Tx, { shopId, kind, source, subjectId, decision }: Match): Promise<void> {
  if (kind === 'item' && decision !== null) await deleteRefs(tx, shopId, source, [subjectId]);
}
