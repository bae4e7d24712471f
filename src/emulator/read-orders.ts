import { EmulatorFailure } from './failure.js';
import type { EmulatorOptions } from './options.js';
import { readOrdersAsBitrix } from './orders-bitrix.js';
import { readOrdersAsTrade } from './orders-trade.js';
import { readOrdersAsUnf } from './orders-unf.js';
import { readOrdersAsUtp } from './orders-utp.js';
import type { ReadOrders } from './parsed-order.js';
import type { SessionAnswer } from './requester.js';

/** What of the options decides how orders are read. */
export type ReadingOptions = Pick<EmulatorOptions, 'profile' | 'currencies' | 'subordinateDocuments'>;

/**
 * The orders document as the 1C of the profile reads it (one-c-client.md §5, commerceml.md §2.8), from its text as that
 * 1C decoded it: orders as it understands them, and in words what it loses or reads otherwise than it was meant.
 * Throws EmulatorFailure where that 1C would break off and send no success.
 */
export function readOrders(text: string, options: ReadingOptions): ReadOrders {
  const { currencies } = options;
  switch (options.profile) {
    case 'utp':
      return readOrdersAsUtp(text, currencies);
    case 'trade':
      return readOrdersAsTrade(text, currencies);
    case 'unf':
      return readOrdersAsUnf(text, currencies, false);
    case 'unf-bitrix':
      return readOrdersAsUnf(text, currencies, options.subordinateDocuments ?? true);
    case 'bitrix3':
      return readOrdersAsBitrix(text, currencies);
  }
}

/** The same from an answer to mode=query: БУС wants it in UTF-8 too. Throws EmulatorFailure. */
export function readOrdersAnswer(
  answer: Pick<SessionAnswer, 'body' | 'text' | 'contentType'>,
  options: ReadingOptions,
): ReadOrders {
  if (options.profile === 'bitrix3' && !isUtf8(answer.body)) {
    throw new EmulatorFailure('query: the orders are not UTF-8: БУС reads nothing else.');
  }
  return readOrders(answer.text, options);
}

function isUtf8(body: Buffer): boolean {
  const declared = /^[^>]*\sencoding\s*=\s*["']([^"']+)["']/.exec(body.subarray(0, 200).toString('latin1'))?.[1];
  return Buffer.from(body.toString('utf8')).equals(body) && (declared ?? 'utf-8').toLowerCase() === 'utf-8';
}
