import { fold } from '../../commerceml/names-alike.js';
import type { ExchangeNode } from '../../nodes/exchange-node.js';
import type { Order } from '../../orders.js';
import type { DocumentLine, DocumentRecord } from '../../records.js';

/** Shop's word → that of a 1C, as a node's settings have it. */
type Words = Readonly<Record<string, string>> | undefined;

/** The shop's words that a word of 1C may stand for: what is spelled alike first, else what only looks alike. */
export function shopWords(words: Words, word: string): readonly string[] {
  const entries = Object.entries(words ?? {});
  const wanted = word.trim();
  const exact = entries.filter(([, theirs]) => theirs.trim() === wanted);
  const found = exact.length > 0 ? exact : entries.filter(([, theirs]) => fold(theirs) === fold(wanted));
  return found.map(([ours]) => ours);
}

/** The shop's word for a word of 1C; of several the one that the order has. @returns undefined when no setting names it */
export function shopWord(
  words: Words,
  word: string,
  present: readonly (string | null | undefined)[],
): string | undefined {
  const found = shopWords(words, word);
  return found.find((each) => present.includes(each)) ?? found[0];
}

/**
 * A document with the shop's words for units and payment methods (settings `units`, `paymentMethods`, read backwards).
 * @param order that it is about; null = one that is being made of it
 */
export function inShopWords({ settings }: ExchangeNode, document: DocumentRecord, order: Order | null): DocumentRecord {
  const { units, paymentMethods } = settings;
  const names = order?.payments.map((payment) => payment.name) ?? [];
  const payments = document.payments?.map((payment) => {
    const said = [payment.method, payment.methodId].flatMap((word) => word || []);
    const method = said.map((word) => shopWord(paymentMethods, word, names)).find((word) => word !== undefined);
    return method === undefined ? payment : { ...payment, method };
  });
  const lines = document.lines?.map((line) => inShopUnits(units, line));
  return { ...document, ...(payments ? { payments } : {}), ...(lines ? { lines } : {}) };
}

function inShopUnits(units: Words, line: DocumentLine): DocumentLine {
  const said = [line.unit?.code, line.unit?.name].flatMap((word) => word || []);
  const name = said.map((word) => shopWord(units, word, [])).find((word) => word !== undefined);
  return name === undefined ? line : { ...line, unit: { ...line.unit, name } };
}
