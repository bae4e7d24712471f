import type { MatchRule } from '../../store/matching/matches.js';
import type { Compared, SoughtProduct } from '../../store/matching/read-for-run.js';
import type { RunKey } from '../../store/matching/run-session.js';
import { foldName } from './fold-name.js';

/** A code as it is compared: without spaces, in any case: by way of the capitals, since Turkish has two i (`KİT`, `kit`). */
const foldCode = (code: string): string =>
  code.normalize('NFKC').replace(/\s+/g, '').toUpperCase().replaceAll('İ', 'I').toLowerCase();

/** An id of 1C: of `product#variant` the product. */
const foldId = (id: string): string => id.trim().toLowerCase().replace(/#.*$/s, '');

/** How values of each rule are made comparable. */
export type Folds = Readonly<Record<MatchRule, (value: string) => string>>;

/** @param foldText of names: as the search of products folds texts */
export const foldsWith = (foldText: (text: string) => string): Folds => ({
  ...{ id: foldId, sku: foldCode, barcode: foldCode, code: foldCode },
  name: (name) => foldName(name, foldText),
});

const key = (folds: Folds, id: string, rule: MatchRule, value: string | null): RunKey | null => {
  const folded = value === null ? '' : folds[rule](value);
  return folded === '' ? null : { id, rule, key: folded };
};

const isKey = (one: RunKey | null): one is RunKey => one !== null;

/**
 * By what an item is compared: one key for each rule that it has a value for. An empty value is none: it equals nothing.
 * @param item its `externalId` is the id in 1C, or where it has none, its own
 */
export function keysOfItem(
  item: Compared & { readonly id: string },
  rules: readonly MatchRule[],
  folds: Folds,
): RunKey[] {
  const values = { ...item, id: item.externalId ?? item.id };
  return rules.map((rule) => key(folds, item.id, rule, values[rule])).filter(isKey);
}

/** By what a product is compared: its own id, that of 1C, its name, and the codes of it and of its offers. */
export function keysOfProduct(product: SoughtProduct, rules: readonly MatchRule[], folds: Folds): RunKey[] {
  const values: Readonly<Record<MatchRule, readonly (string | null)[]>> = {
    id: [product.externalId, product.productId],
    sku: [product.sku, ...product.offers.map(([sku = null]) => sku)],
    barcode: [product.barcode, ...product.offers.map(([, barcode = null]) => barcode)],
    code: [product.code, ...product.offers.map(([, , code = null]) => code)],
    name: [product.name],
  };
  const keys = rules.flatMap((rule) =>
    values[rule].map((value) => key(folds, product.productId, rule, value)).filter(isKey),
  );
  return [...new Map(keys.map((one) => [`${one.rule} ${one.key}`, one])).values()];
}
