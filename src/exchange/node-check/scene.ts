import type { OrdersShape } from '../../commerceml/orders-shape.js';
import type { Tx } from '../../db/open.js';
import type { ExchangeNode } from '../../nodes/exchange-node.js';
import type { NodeKind } from '../../nodes/node-kind.js';
import type { OneCProfile } from '../../nodes/one-c/profile.js';
import type { Order } from '../../orders.js';
import type { Services } from '../../services.js';
import type { Said } from './findings.js';

/** What every check looks at. */
export interface CheckScene {
  readonly services: Services;
  /** Rolled back when all checks are done: a hook of a kind may write, and nothing of it stays. */
  readonly tx: Tx;
  readonly node: ExchangeNode;
  /** undefined = it is not loaded. */
  readonly kind: NodeKind | undefined;
  readonly profile: OneCProfile;
  /** How orders are written for the node now. */
  readonly shape: OrdersShape;
  /** The newest order that the node has or might get; an example where there is none. */
  readonly sample: { readonly order: Order; readonly isExample: boolean };
}

/** One check: what it found, nothing when it does not concern this node. It throws nothing but faults of the server. */
export type NodeCheck = (scene: CheckScene) => Promise<readonly Said[]> | readonly Said[];
