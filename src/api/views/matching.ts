import { z } from 'zod';
import type { Sql } from '../../db/open.js';
import { type BriefProduct, isIdSpace, readBriefProducts } from '../../store/matching/brief-products.js';
import { itemsOf, type MatchSet } from '../../store/matching/match-set.js';
import type { Match as StoredMatch } from '../../store/matching/matches.js';
import type { MatchingRun as Run } from '../../store/matching/matching-runs.js';
import type { ProductRef as StoredRef } from '../../store/matching/product-refs.js';
import { readShopItems, type ShopItem as StoredItem } from '../../store/matching/shop-items.js';
import { type FieldError, InvalidRequest, readInput } from '../http/invalid-request.js';
import { type Match, type MatchedProduct, type MatchingRun, type ProductRef, System } from '../schemas/matching.js';

/** A system out of an address. @throws UZ1501 for a name that can be none */
export const systemOf = (params: { readonly system: string }): string =>
  readInput(z.object({ system: System }), { system: params.system }).system;

interface SetInput {
  readonly system?: string | undefined;
  readonly idSpace?: string | undefined;
  readonly among?: string | undefined;
}

const wrong = (path: string, message: string): InvalidRequest =>
  new InvalidRequest([{ path, message } satisfies FieldError]);

/** What a client wants matched. @throws UZ1501 when it names both kinds or neither, or an id space that no product has */
export async function setOf(sql: Sql, shopId: string, { system, idSpace, among }: SetInput): Promise<MatchSet> {
  if (system !== undefined && idSpace === undefined && among === undefined) return itemsOf(shopId, system);
  if (system !== undefined || idSpace === undefined || among === undefined) {
    throw wrong('system', 'Name a system, or `idSpace` and `among`.');
  }
  if (idSpace === among) throw wrong('among', 'Name another id space: a product is itself.');
  for (const [path, space] of Object.entries({ idSpace, among })) {
    if (!(await isIdSpace(sql, shopId, space))) throw wrong(path, 'No product has this id space.');
  }
  return { shopId, kind: 'product', source: idSpace, against: among };
}

const setJson = ({ kind, source, against }: MatchSet) =>
  kind === 'item' ? { system: source, idSpace: null, among: null } : { system: null, idSpace: source, among: against };

export const refJson = ({ productId, ...ref }: StoredRef): z.input<typeof ProductRef> => ({
  product: productId,
  ...ref,
});

/** A product in brief. @param known undefined: it is gone for good */
export function productJson(id: string, known: BriefProduct | undefined): z.input<typeof MatchedProduct> {
  const { externalId = null, idSpace = null, sku = null, barcode = null, code = null, name = null } = known ?? {};
  return { id, externalId, idSpace, sku, barcode, code, name, active: known?.active ?? false };
}

/** Matches of one set with all that they name: two statements, however many they are. */
export async function matchesJson(
  sql: Sql,
  set: MatchSet,
  matches: readonly StoredMatch[],
): Promise<z.input<typeof Match>[]> {
  const subjects = matches.map(({ subjectId }) => subjectId);
  const items = set.kind === 'item' ? await readShopItems(sql, set.shopId, set.source, subjects) : new Map();
  const named = matches.flatMap(({ productId, candidates }) => [
    ...(productId === null ? [] : [productId]),
    ...candidates.map(({ product }) => product),
  ]);
  const products = await readBriefProducts(sql, set.shopId, [...named, ...(set.kind === 'product' ? subjects : [])]);
  const brief = (id: string) => productJson(id, products.get(id));
  return matches.map((match) => ({
    id: match.matchId,
    ...setJson(match),
    state: match.state,
    item: set.kind === 'item' ? itemJson(match.subjectId, items.get(match.subjectId)) : null,
    of: set.kind === 'product' ? brief(match.subjectId) : null,
    product: match.productId === null ? null : brief(match.productId),
    rule: match.rule,
    candidates: match.candidates.map(({ product, rule, likeness }) => ({ product: brief(product), rule, likeness })),
    refused: [...match.refused],
    decision: match.decision,
    decidedAt: match.decidedAt,
    updatedAt: match.updatedAt,
  }));
}

/** @param item undefined: it was deleted meanwhile */
const itemJson = (ref: string, item: StoredItem | undefined): NonNullable<z.input<typeof Match>['item']> => ({
  ref,
  externalId: item?.externalId ?? null,
  sku: item?.sku ?? null,
  barcode: item?.barcode ?? null,
  code: item?.code ?? null,
  name: item?.name ?? null,
});

export const runJson = (run: Run): z.input<typeof MatchingRun> => ({
  id: run.runId,
  ...setJson(run),
  rules: [...run.rules],
  state: run.state,
  progress: { step: run.step, done: run.done, total: run.total },
  skipped: [...run.skipped],
  result: run.result,
  error: run.errorText,
  createdAt: run.createdAt,
  startedAt: run.startedAt,
  endedAt: run.endedAt,
});
