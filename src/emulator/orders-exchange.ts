import { randomUUID } from 'node:crypto';
import { EmulatorFailure } from './failure.js';
import type { EmulatorOptions } from './options.js';
import { readOrdersAsTrade } from './orders-trade.js';
import { readOrdersAsUtp } from './orders-utp.js';
import type { ParsedOrder, ReadOrders } from './parsed-order.js';
import type { PlannedExchange } from './plan.js';
import type { SessionObserver } from './requester.js';
import { openSession } from './session.js';
import { sendExchange } from './upload.js';

/** What a download of orders gave so far; filled step by step, so that it is there when a later step fails. */
export interface FetchedOrders {
  receivedXml?: Buffer;
  orders: readonly ParsedOrder[];
}

/**
 * Fetches orders as УТП, BAS and УТ 11 do: checkauth, query, no init; `success` only after the whole document was read
 * and stored (one-c-client.md §4, §5). The document and the orders are put into `fetched`.
 * Throws EmulatorFailure when this 1C would not send `success`.
 */
export async function fetchOrders(
  options: EmulatorOptions,
  observer: SessionObserver,
  fetched: FetchedOrders,
): Promise<void> {
  const session = openSession(options, 'sale', observer);
  await session.checkauth();
  const { body, text } = await session.query();
  fetched.receivedXml = body;
  const { orders, warnings } = readOrders(text, options);
  fetched.orders = orders;
  for (const warning of warnings) observer.onWarning?.(warning);
  if ((await options.onOrders?.(body)) === false) {
    throw new EmulatorFailure('query: the orders could not be stored in 1C, no success was sent.');
  }
  if (options.sendSuccess !== false) await session.success();
}

/** The orders document as the 1C of the profile reads it. Throws EmulatorFailure where that 1C would break off. */
export function readOrders(text: string, options: Pick<EmulatorOptions, 'profile' | 'currencies'>): ReadOrders {
  return options.profile === 'utp'
    ? readOrdersAsUtp(text, options.currencies)
    : readOrdersAsTrade(text, options.currencies);
}

/**
 * Sends order files as sale: BAS and УТ 11 one exchange for each, with import; УТП all in one, without (§4).
 * Throws EmulatorFailure.
 */
export async function sendOrders(
  files: readonly string[],
  options: EmulatorOptions,
  observer: SessionObserver,
): Promise<void> {
  const trade = options.profile === 'trade';
  const guid = randomUUID();
  const planned = files.map((path, index) => {
    const name = trade ? `orders-${guid}_${index + 1}.xml` : `1cbitrix-${index === 0 ? guid : randomUUID()}.xml`;
    return { name, relative: name, source: { path } };
  });
  const exchanges: PlannedExchange[] = trade
    ? planned.map((file) => ({ files: [file], imports: [file.name] }))
    : [{ files: planned, imports: [] }];
  for (const exchange of exchanges) {
    const withImport = trade && options.import !== false;
    await sendExchange(openSession(options, 'sale', observer), exchange, options, withImport);
  }
}
