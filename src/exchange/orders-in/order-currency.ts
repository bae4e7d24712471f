import { readCurrency } from '../../commerceml/values.js';
import type { ExchangeNode } from '../../nodes/exchange-node.js';

/** The currency of a document in ISO 4217: by the node's own spellings first, then by the known ones; as written when it is neither. */
export function currencyOf(node: ExchangeNode, text: string | null | undefined): string | undefined {
  const written = text?.trim();
  if (!written) return undefined;
  const spellings = Object.entries(node.settings.currencySpelling ?? {});
  const own = spellings.find(([, spelling]) => spelling.toLowerCase() === written.toLowerCase());
  return own?.[0] ?? readCurrency(written) ?? written;
}
