import { listNodes } from '../../store/nodes/nodes.js';
import { shopSettings } from '../../store/nodes/shops.js';
import { wishOf } from '../hooks/index.js';
import { chooseNode, routingScene } from '../owners/routing.js';
import { ok, type Said, someOf, warning } from './findings.js';
import type { NodeCheck } from './scene.js';

/** Which other nodes want the orders that it would be given, and who gets one like the sample. */
export const checkRivals: NodeCheck = async ({ services, tx, node, sample }) => {
  if (!node.receivesOrders || node.receivesOnlyOwn) return [];
  const nodes = await listNodes(tx, node.shopId);
  const twins = nodes.filter(
    (other) =>
      other.nodeId !== node.nodeId &&
      other.receivesOrders &&
      (other.settings.numberPrefix ?? '') === (node.settings.numberPrefix ?? ''),
  );
  const said: Said[] = [];
  const { language } = await shopSettings(tx, node.shopId);
  const order = { ...sample.order, ownerNodeId: null };
  const own = await wishOf(services, tx, node, order);
  const called = sample.isExample ? 'an order like the example' : `an order like ${sample.order.number}`;
  if (own.wants === false) {
    said.push(ok(`It does not want ${called}${own.reason ? `: ${own.reason}` : '.'}`));
  } else if (node.state === 'active') {
    const choice = await chooseNode(services, tx, await routingScene(tx, node.shopId, language), order);
    const winner = choice.node;
    said.push(
      winner === null || winner.nodeId === node.nodeId
        ? ok(`It would get ${called}. ${choice.routing.reason}`)
        : ok(`"${winner.name}" would get ${called}, not this node. ${choice.routing.reason}`),
    );
  }
  if (twins.length > 0) {
    said.push(
      warning(
        `${someOf(twins.map(({ name }) => name))} gives orders the same prefix (${node.settings.numberPrefix ?? 'none'}): an order that is moved between them keeps its number, but people cannot tell whose it is. Give each its own numberPrefix.`,
      ),
    );
  }
  return said;
};
