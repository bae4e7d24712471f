import { heardOf } from '../../store/nodes/node-facts.js';
import { uzelOf } from '../uzel-command.js';
import { ok, type Said, warning } from './findings.js';
import type { NodeCheck } from './scene.js';

/** So many answers without a single `success` are no chance. */
const UNCONFIRMED = 3;

/** When its 1C was here, and whether it confirms the orders that it is given. */
export const checkConfirmation: NodeCheck = async ({ tx, node, kind }) => {
  if (kind?.calledBy === 'server') return [];
  const heard = await heardOf(tx, node.shopId, node.nodeId);
  if (heard.lastAt === null) {
    return [
      warning(
        'Its 1C was never here. In 1C, open the exchange with the site, put in address, login and password, and test the connection.',
      ),
    ];
  }
  const said: Said[] = [
    ok(`Its 1C was here last ${moment(heard.lastAt)}${heard.userAgent ? ` (${heard.userAgent})` : ''}.`),
  ];
  if (!node.receivesOrders) return said;
  if (heard.lastSaleAt === null) {
    return [
      ...said,
      warning(
        'It never asked for orders. Switch the exchange of orders on in its exchange settings, if it should get any.',
      ),
    ];
  }
  if (heard.offered === 0) return [...said, ok('It was not given an order yet.')];
  if (heard.lastAcknowledgedAt !== null) {
    said.push(
      ok(
        `It confirmed ${heard.acknowledged} of ${heard.offered} answer(s) with orders, last ${moment(heard.lastAcknowledgedAt)}.`,
      ),
    );
    return said;
  }
  if (node.settings.confirmBy === 'next-query') {
    said.push(
      ok(`It never sent success in ${heard.offered} answer(s); its next query confirms them (confirmBy=next-query).`),
    );
  } else if (heard.offered >= UNCONFIRMED) {
    said.push(
      warning(
        `It was given ${heard.offered} answers with orders and never sent success, so they are given again and again. If its journal shows no error and the orders are in it, set confirmBy=next-query: ${uzelOf(node.shopId)} node set "${node.name}" confirmBy=next-query`,
      ),
    );
  } else {
    said.push(ok(`It was given ${heard.offered} answer(s) with orders and has not confirmed any yet.`));
  }
  return said;
};

/** ISO 8601 in UTC, without the fraction of a second. */
const moment = (at: Date): string => at.toISOString().replace(/\.\d+Z$/, 'Z');
