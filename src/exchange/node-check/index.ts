import type { Tx } from '../../db/open.js';
import type { ExchangeNode } from '../../nodes/exchange-node.js';
import { PROFILES, shapeFor } from '../../nodes/one-c/profiles.js';
import type { Services } from '../../services.js';
import { nextOrderNumber, sampleOrder } from '../../store/nodes/node-facts.js';
import { getNode } from '../../store/nodes/nodes.js';
import { checkCharacters } from './characters.js';
import { checkConfirmation } from './confirmation.js';
import { checkCurrency } from './currency.js';
import { checkDictionaries } from './dictionaries.js';
import { exampleOrder } from './example-order.js';
import type { NodeFinding } from './findings.js';
import { checkFlags } from './flags.js';
import { checkKind } from './kind.js';
import { checkNumberLength } from './number-length.js';
import { checkOrdersDocument } from './orders-document.js';
import { checkRivals } from './rivals.js';
import { checkSampleOrder } from './sample-order.js';
import type { CheckScene, NodeCheck } from './scene.js';
import { checkSettings } from './settings.js';
import { checkState } from './state.js';
import { checkWaitingOrders } from './waiting-orders.js';
import { checkWordMaps } from './word-maps.js';

export type { NodeFinding } from './findings.js';

/** All checks by their names, in the order in which they are told. */
const CHECKS = {
  state: checkState,
  kind: checkKind,
  settings: checkSettings,
  flags: checkFlags,
  number: checkNumberLength,
  document: checkOrdersDocument,
  sample: checkSampleOrder,
  characters: checkCharacters,
  currency: checkCurrency,
  orders: checkWaitingOrders,
  routing: checkRivals,
  words: checkWordMaps,
  dictionaries: checkDictionaries,
  confirmation: checkConfirmation,
} satisfies Record<string, NodeCheck>;

/** What was found of a node. */
export interface NodeCheckResult {
  readonly node: ExchangeNode;
  readonly findings: readonly NodeFinding[];
}

/** Carries what was found out of the transaction that is rolled back. */
class RolledBack extends Error {
  constructor(readonly found: NodeCheckResult) {
    super('rolled back on purpose');
  }
}

/**
 * Walks the settings of a node and says what a 1C of its profile would meet. Nothing is written: hooks of its kind work in a
 * transaction that is rolled back.
 * @throws UzelError UZ1507 when there is no such node
 */
export async function checkNode(services: Services, shopId: string, idOrName: string): Promise<NodeCheckResult> {
  try {
    return await services.db.transaction(async (tx) => {
      throw new RolledBack(await walk(services, tx, await getNode(tx, shopId, idOrName)));
    });
  } catch (thrown) {
    if (thrown instanceof RolledBack) return thrown.found;
    throw thrown;
  }
}

async function walk(services: Services, tx: Tx, node: ExchangeNode): Promise<NodeCheckResult> {
  const order = await sampleOrder(tx, node.shopId, node.nodeId);
  const scene: CheckScene = {
    services,
    tx,
    node,
    kind: services.kinds.find(node.kind),
    profile: PROFILES[node.profile],
    shape: shapeFor(node, new Date()),
    sample: order
      ? { order, isExample: false }
      : { order: exampleOrder(node, (await nextOrderNumber(tx, node.shopId)) ?? '1'), isExample: true },
  };
  const findings: NodeFinding[] = [];
  for (const [check, run] of Object.entries<NodeCheck>(CHECKS)) {
    for (const said of await run(scene)) findings.push({ ...said, check });
  }
  return { node, findings };
}
