import { setImmediate } from 'node:timers/promises';
import type { Order } from '../orders.js';
import { containerFields } from './document-container.js';
import { documentFields } from './order-document.js';
import { declaration, encodeXml } from './order-encoding.js';
import { ELEMENT } from './order-names.js';
import { documentNumber } from './order-number.js';
import { inWordsOf1c } from './order-words.js';
import { elementXml } from './order-xml.js';
import type { OrdersShape } from './orders-shape.js';
import { localTime } from './values/wall-clock.js';

/**
 * Orders → the bytes of the document that 1C gets for `mode=query` (one-c-client.md §5).
 * Flat `Документ`s, in 3.x each order in its `Контейнер`; without namespace, one order built at a time; no orders = the whole document
 * with an empty root. The same orders and shape give the same bytes.
 * @throws UzelError UZ1504 when prefix and number of any order exceed 11 characters; nothing is written then.
 */
export function writeOrders(orders: readonly Order[], shape: OrdersShape): Buffer {
  return Buffer.concat([...parts(orders, shape)]);
}

/** Milliseconds after which others get their turn: a document of fifty lines takes some of them by itself. */
const TURN = 20;

/** As `writeOrders`, but between documents the process does its other work: a thousand orders take a second or more. */
export async function writeOrdersInTurns(orders: readonly Order[], shape: OrdersShape): Promise<Buffer> {
  const written: Buffer[] = [];
  let begun = performance.now();
  for (const part of parts(orders, shape)) {
    written.push(part);
    if (performance.now() - begun < TURN) continue;
    await setImmediate();
    begun = performance.now();
  }
  return Buffer.concat(written);
}

/** The head of the envelope, each document, the end of the envelope. */
function* parts(orders: readonly Order[], shape: OrdersShape): Generator<Buffer> {
  for (const order of orders) documentNumber(order, shape);
  const { date, time } = localTime(shape.generatedAt, shape.timeZone);
  const head = `<${ELEMENT.root} ${ELEMENT.schemaVersion}="${shape.schemaVersion}" ${ELEMENT.generatedAt}="${date}T${time}">\n`;
  yield encodeXml(declaration(shape.encoding) + head, shape.encoding);
  for (const order of orders) {
    yield encodeXml(`${orderXml(order, shape)}\n`, shape.encoding);
  }
  yield encodeXml(`</${ELEMENT.root}>\n`, shape.encoding);
}

function orderXml(ours: Order, shape: OrdersShape): string {
  const order = inWordsOf1c(ours, shape.words);
  return shape.family === 3
    ? elementXml(ELEMENT.container, containerFields(order, shape))
    : elementXml(ELEMENT.document, documentFields(order, shape));
}
