import { scryptSync } from 'node:crypto';
import type { Tx } from '../../src/db/open.js';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import { insertNode, type NewNode } from '../../src/store/nodes/nodes.js';

/** The cost of a hash stands in it: this one is a thousandth of a real one, which takes 60 ms of a core. */
const COST = { ln: 4, r: 8, p: 1 };

/** `insertNode` for tests that make many nodes, and are not about passwords: it can log in all the same. */
export async function insertQuickNode(tx: Tx, shopId: string, input: NewNode): Promise<ExchangeNode> {
  const { login, password, ...rest } = input;
  const node = await insertNode(tx, shopId, rest);
  if (login === undefined) return node;
  const { nodeId } = node;
  await tx('nodes')
    .where({ shop_id: shopId, node_id: nodeId })
    .update({ login, password_hash: cheapHash(password ?? '') });
  return { ...node, login };
}

/** A hash of the form that `verifyPassword` reads. */
function cheapHash(password: string): string {
  const salt = Buffer.alloc(16, 1);
  const key = scryptSync(password, salt, 32, { N: 2 ** COST.ln, r: COST.r, p: COST.p });
  const text = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
  return `$scrypt$ln=${COST.ln},r=${COST.r},p=${COST.p}$${text(salt)}$${text(key)}`;
}
