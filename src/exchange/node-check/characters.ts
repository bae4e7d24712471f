import { charactersOutside } from '../../commerceml/order-encoding.js';
import { writtenTexts } from '../../store/nodes/node-facts.js';
import { ok, someOf, warning } from './findings.js';
import type { NodeCheck } from './scene.js';

/** Letters of the shop's orders that the node's encoding does not have. */
export const checkCharacters: NodeCheck = async ({ tx, node, shape }) => {
  if (!node.receivesOrders) return [];
  const outside = charactersOutside(await writtenTexts(tx, node.shopId), shape.encoding);
  if (outside.length === 0) return [ok(`All characters of the newest orders are in ${shape.encoding}.`)];
  return [
    warning(
      `The newest orders hold characters that ${shape.encoding} does not have: ${someOf(outside, 10)}. They are written as numeric references, which XML allows; if this 1C shows them wrongly, set ordersEncoding=utf-8.`,
    ),
  ];
};
