import type { NodeSettings } from '../../nodes/exchange-node.js';
import { countOrdersOfNode } from '../../store/nodes/node-activity.js';
import { heldReasons } from '../../store/nodes/node-facts.js';
import { countReadyOrders } from '../../store/orders/ready-orders.js';
import { ordersFrom } from '../orders-out/orders-from.js';
import { uzelOf } from '../uzel-command.js';
import { ok, type Said, warning } from './findings.js';
import type { CheckScene, NodeCheck } from './scene.js';

const FILTERS = [
  'orderStatuses',
  'onlyPaid',
  'onlyDeliveryAllowed',
  'ordersFrom',
] as const satisfies readonly (keyof NodeSettings)[];

/** How many orders wait for its 1C, and what keeps some of them back. */
export const checkWaitingOrders: NodeCheck = async (scene) => {
  const { tx, node } = scene;
  const { owned, waiting, held, locked } = await countOrdersOfNode(tx, node.shopId, node.nodeId);
  if (owned === 0) return [ok('It owns no orders yet.')];
  const said: Said[] = [
    ok(`It owns ${owned} order(s); ${waiting} of them its 1C has not confirmed in their present state.`),
  ];
  if (waiting === 0) return said;
  said.push(...(await given(scene, waiting)));
  if (held > 0) {
    for (const { code, text, orders } of await heldReasons(tx, node.shopId, node.nodeId)) {
      said.push(warning(`${orders} order(s) are kept back: ${text} (${code})`));
    }
  }
  if (locked > 0) {
    said.push(
      warning(`${locked} order(s) are locked, in the shop or in 1C: they are given when the lock is taken away.`),
    );
  }
  return said;
};

/** What its next query would hold, and what its flags and filters leave out without a word. */
async function given({ tx, node }: CheckScene, waiting: number): Promise<Said[]> {
  if (!node.receivesOrders) {
    return [
      warning(
        `${waiting} order(s) of its own wait and are not given: receivesOrders=false. Set it to true, or move them: ${uzelOf(node.shopId)} order move <number> --to <node>`,
      ),
    ];
  }
  const { shopId, nodeId, settings } = node;
  const { offered, filtered } = await countReadyOrders(tx, { shopId, nodeId, from: ordersFrom(node) });
  const filters = FILTERS.filter((key) => settings[key] !== undefined && settings[key] !== false);
  return [
    ok(`Its next query gets ${offered} order(s).`),
    ...(filtered > 0 ? [ok(`${filtered} order(s) wait until they fit its settings: ${filters.join(', ')}.`)] : []),
  ];
}
