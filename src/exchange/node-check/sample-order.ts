import { Readable } from 'node:stream';
import { limitsOf } from '../../commerceml/limits.js';
import { documentNumber } from '../../commerceml/order-number.js';
import type { OrdersShape } from '../../commerceml/orders-shape.js';
import { readFeed } from '../../commerceml/reader.js';
import { writeOrders } from '../../commerceml/writer.js';
import { UzelError } from '../../errors.js';
import type { Order } from '../../orders.js';
import type { DocumentRecord } from '../../records.js';
import { additionsTo } from '../hooks/index.js';
import { error, ok, type Said } from './findings.js';
import type { CheckScene, NodeCheck } from './scene.js';

/** An order is really written as its 1C would get it, and read back. */
export const checkSampleOrder: NodeCheck = async (scene) => {
  const { services, tx, node, kind, sample } = scene;
  if (!node.receivesOrders || !kind || kind.calledBy === 'server') return [];
  const called = sample.isExample ? 'An example of an order' : `Order ${sample.order.number}`;
  const additions = await additionsTo(services, tx, node, null, sample.order);
  if (additions === null) {
    return [
      error(
        `Its kind "${kind.name}" fails when it writes ${called.toLowerCase()}: no such order would be given. The log of this command says why; who made the kind must mend it.`,
      ),
    ];
  }
  const order: Order = { ...sample.order, ...additions.fields };
  const shape: OrdersShape = {
    ...scene.shape,
    addedRequisites: new Map([[order.orderId, additions.requisites ?? {}]]),
  };
  try {
    const body = writeOrders([order], shape);
    return await compared(scene, order, shape, body, called);
  } catch (thrown) {
    if (thrown instanceof UzelError) {
      return [error(`${called} cannot be written, and would wait. ${thrown.publicMessage} (${thrown.code})`)];
    }
    services.log.error({ err: thrown, order: order.orderId, node: node.nodeId }, 'a sample order cannot be written');
    return [error(`${called} cannot be written, and would wait: a fault of Uzel. Please report what the log says.`)];
  }
};

async function compared(
  { services, node }: CheckScene,
  order: Order,
  shape: OrdersShape,
  body: Buffer,
  called: string,
): Promise<Said[]> {
  const document = await firstDocument(body, node.timeZone, services);
  const number = documentNumber(order, shape);
  if (document?.number !== number) {
    return [
      error(`${called} was written, and cannot be read back as number ${number}: please report this as a fault.`),
    ];
  }
  const lines = document.lines?.length ?? 0;
  return [
    ok(
      `${called} was written and read back: number ${document.number}, ${lines} line(s), ${document.amount ?? '0'} ${document.currency ?? ''}, ${document.requisites.length} requisite(s), ${body.length} bytes.`,
    ),
  ];
}

async function firstDocument(
  body: Buffer,
  timeZone: string,
  { config }: CheckScene['services'],
): Promise<DocumentRecord | undefined> {
  for await (const record of readFeed(Readable.from([body]), { timeZone, limits: limitsOf(config) })) {
    if (record.kind === 'document' && record.operation === 'order') return record;
  }
  return undefined;
}
