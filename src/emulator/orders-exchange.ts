import { randomUUID } from 'node:crypto';
import type { ExchangeParameters } from './answers.js';
import { clientOf } from './clients/index.js';
import { EmulatorFailure } from './failure.js';
import { fatesOf } from './fates/fates-of.js';
import type { EmulatorOptions } from './options.js';
import type { ParsedOrder } from './parsed-order.js';
import type { FileSource } from './pieces.js';
import type { PlannedExchange } from './planned-exchange.js';
import { readOrdersAnswer } from './read-orders.js';
import type { SessionObserver } from './requester.js';
import { openSession } from './session.js';
import { sendExchange, sendFiles } from './upload.js';

/** What a download of orders gave so far; filled step by step, so that it is there when a later step fails. */
export interface FetchedOrders {
  receivedXml?: Buffer;
  orders: readonly ParsedOrder[];
}

/**
 * Fetches orders as this 1C does: checkauth, query, with init before it in УНФ «1С-Битрикс» and БУС; `success` only
 * after the whole document was read and stored (one-c-client.md §4, §5). БУС sends `receipts` and its answer to the
 * orders before `success`. The document and the orders are put into `fetched`.
 * Throws EmulatorFailure when this 1C would not send `success`.
 */
export async function fetchOrders(
  options: EmulatorOptions,
  observer: SessionObserver,
  fetched: FetchedOrders,
  receipts: readonly (string | FileSource)[] = [],
): Promise<void> {
  const client = clientOf(options.profile);
  const session = openSession(options, 'sale', observer);
  await session.checkauth();
  const server: ExchangeParameters = client.initBeforeQuery ? await session.init() : { zip: false, fileLimit: 0 };
  const answer = await session.query();
  fetched.receivedXml = answer.body;
  const { orders, findings } = readOrdersAnswer(answer, options);
  fetched.orders = orders;
  for (const { severity, text } of findings) observer.onWarning?.(text, severity === 'loss' ? 'loss' : 'notice');
  if ((await options.onOrders?.(answer.body)) === false) {
    throw new EmulatorFailure('query: the orders could not be stored in 1C, no success was sent.');
  }
  await options.orderBase?.store(orders);
  if (options.profile === 'bitrix3') {
    const answered = answerTo(orders, options);
    const exchange = onlyExchange([...receipts, ...answered], options);
    if (exchange.files.length > 0) await sendFiles(session, exchange, options, options.import !== false, server);
  }
  if (options.sendSuccess !== false) await session.success();
}

/** The answer to fetched orders as a sale file, when one was asked for and there is anything to answer. */
export function answerTo(orders: readonly ParsedOrder[], options: EmulatorOptions): FileSource[] {
  if (options.answerOrders === undefined || orders.length === 0) return [];
  const { profile, answerOrders, subordinateDocuments } = options;
  return [{ content: fatesOf(orders, profile, answerOrders, undefined, subordinateDocuments) }];
}

/**
 * Sends order files as sale: BAS, УТ 11 and УНФ one exchange for each; УТП and БУС all in one; import where this 1C
 * calls it for orders (§4). Throws EmulatorFailure.
 */
export async function sendOrders(
  files: readonly (string | FileSource)[],
  options: EmulatorOptions,
  observer: SessionObserver,
): Promise<void> {
  const client = clientOf(options.profile);
  const withImport =
    options.import !== false &&
    client.importsOrders({ subordinateDocuments: options.subordinateDocuments ?? true, sessidLast: false });
  const whole = onlyExchange(files, options);
  const exchanges = client.ordersInOneExchange
    ? [whole]
    : whole.files.map((file): PlannedExchange => ({ ...whole, files: [file], imports: [file.name] }));
  for (const exchange of exchanges) {
    await sendExchange(openSession(options, 'sale', observer), exchange, options, withImport);
  }
}

function onlyExchange(files: readonly (string | FileSource)[], options: EmulatorOptions): PlannedExchange {
  const client = clientOf(options.profile);
  const guid = randomUUID();
  const planned = files.map((file, index) => {
    const name = client.orderFileName(guid, index);
    return { name, relative: name, source: typeof file === 'string' ? { path: file } : file };
  });
  return {
    type: 'sale',
    files: planned,
    imports: planned.map((file) => file.name),
    importsAsSent: client.catalogue === 'exchange-per-stage',
  };
}
