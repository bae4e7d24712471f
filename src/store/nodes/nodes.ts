import { v7 as uuid, validate } from 'uuid';
import type { Sql, Tx } from '../../db/open.js';
import { UzelError } from '../../errors.js';
import type { ExchangeNode } from '../../nodes/exchange-node.js';
import { lockIdSpacesOfNode } from '../catalogue/id-space-lock.js';
import { noteProductsLedBy } from '../catalogue/leads-of-node.js';
import { isUniqueViolation } from '../unique-violation.js';
import { type NodeChanges, type NodeRow, toColumns, toNode } from './node-rows.js';
import { hashPassword } from './secrets.js';

export type { NodeChanges } from './node-rows.js';

/** A node to be made; what is left out has the default of the schema. Without a `login` no one logs in, the server calls. */
export type NewNode = NodeChanges &
  Pick<ExchangeNode, 'name' | 'profile' | 'timeZone'> & {
    readonly kind?: string | undefined;
    /** In clear; stored as its scrypt hash. */
    readonly password?: string | undefined;
  };

/**
 * Makes a node.
 * @throws UZ1607 for a value that is not valid, UZ1608 when name or login are taken.
 */
export async function insertNode(tx: Tx, shopId: string, input: NewNode): Promise<ExchangeNode> {
  const columns = toColumns(input);
  const password_hash = input.login === undefined ? null : await hashPassword(checkPassword(input.password ?? ''));
  const row = await named(input, async () => {
    const [inserted] = await tx<NodeRow>('nodes')
      .insert({ ...columns, kind: input.kind ?? 'one-c', shop_id: shopId, node_id: uuid(), password_hash })
      .returning('*');
    return inserted;
  });
  if (!row) throw new Error('insert into nodes returned no row');
  return toNode(row);
}

/**
 * The node that logs in so, with the hash its password is verified against; null for an unknown or removed one.
 * Inactive ones are found.
 */
export async function findNodeByLogin(
  sql: Sql,
  login: string,
): Promise<{ node: ExchangeNode; passwordHash: string } | null> {
  const row = await sql<NodeRow>('nodes').where({ login }).whereNull('removed_at').first();
  return row?.password_hash ? { node: toNode(row), passwordHash: row.password_hash } : null;
}

/** A node of a shop by its id or its name; null when there is none, or it was removed. */
export async function findNode(sql: Sql, shopId: string, idOrName: string): Promise<ExchangeNode | null> {
  const key = validate(idOrName) ? { node_id: idOrName } : { name: idOrName };
  const row = await sql<NodeRow>('nodes')
    .where({ shop_id: shopId, ...key })
    .whereNull('removed_at')
    .first();
  return row ? toNode(row) : null;
}

/** As `findNode`. @throws UZ1507 when there is none. */
export async function getNode(sql: Sql, shopId: string, idOrName: string): Promise<ExchangeNode> {
  const node = await findNode(sql, shopId, idOrName);
  if (node) return node;
  throw new UzelError('UZ1507', `There is no node "${idOrName}". See \`uzel node list\`.`);
}

/** The nodes of a shop, oldest first, without the removed ones. */
export async function listNodes(sql: Sql, shopId: string): Promise<ExchangeNode[]> {
  const rows = await sql<NodeRow>('nodes').where({ shop_id: shopId }).whereNull('removed_at').orderBy('node_id');
  return rows.map(toNode);
}

/** How many nodes of a shop were removed so far. */
export async function countRemovedNodes(sql: Sql, shopId: string): Promise<number> {
  const row = await sql<NodeRow>('nodes')
    .where({ shop_id: shopId })
    .whereNotNull('removed_at')
    .count({ n: '*' })
    .first();
  return Number(row?.n);
}

/** Whether any shop of the server has a node. */
export async function hasNodes(sql: Sql): Promise<boolean> {
  return (await sql<NodeRow>('nodes').whereNull('removed_at').first('node_id')) !== undefined;
}

/**
 * Changes a node.
 * @throws UZ1507 unknown, UZ1607 not valid, UZ1608 name or login taken.
 */
export async function updateNode(tx: Tx, shopId: string, nodeId: string, changes: NodeChanges): Promise<ExchangeNode> {
  const columns = toColumns(changes);
  if (Object.keys(columns).length === 0) return await getNode(tx, shopId, nodeId);
  const row = await named(changes, async () => {
    const [updated] = await living(tx, shopId, nodeId).update(columns).returning('*');
    return updated;
  });
  return toNode(row ?? missing(nodeId));
}

/** Gives a node another password; the former is void at once, and so are the sessions that it opened. @throws UZ1507 unknown, UZ1607 empty. */
export async function setPassword(sql: Sql, shopId: string, nodeId: string, password: string): Promise<void> {
  const password_hash = await hashPassword(checkPassword(password));
  const updated = await living(sql, shopId, nodeId).update({ password_hash });
  if (updated === 0) missing(nodeId);
  await endExchangesOf(sql, shopId, nodeId);
}

/**
 * Removes a node: it logs in no more, its exchanges end, its name and login are free again. What it brought and the
 * orders it owns stay, so the row does too. @throws UZ1507 unknown.
 */
export async function removeNode(tx: Tx, shopId: string, nodeId: string): Promise<void> {
  await lockIdSpacesOfNode(tx, shopId, nodeId);
  const removed = await living(tx, shopId, nodeId).update({
    state: 'paused',
    removed_at: tx.raw('now()'),
    login: tx.raw("login || ':removed:' || node_id"), // no login holds a colon, so nobody can ask for this one
  } as object);
  if (removed === 0) missing(nodeId);
  await endExchangesOf(tx, shopId, nodeId);
  await noteProductsLedBy(tx, shopId, nodeId);
}

/** Voids the cookies of a node. */
async function endExchangesOf(sql: Sql, shopId: string, nodeId: string): Promise<void> {
  await sql('exchanges')
    .where({ shop_id: shopId, node_id: nodeId })
    .whereNull('ended_at')
    .update({ ended_at: sql.raw('now()') });
}

const living = (sql: Sql, shopId: string, nodeId: string) =>
  sql<NodeRow>('nodes').where({ shop_id: shopId, node_id: nodeId }).whereNull('removed_at');

async function named<T>(
  of: { name?: string | undefined; login?: string | undefined },
  write: () => Promise<T>,
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (isUniqueViolation(error, 'nodes_name')) {
      throw new UzelError('UZ1608', `A node named "${of.name}" exists already. Choose another name.`, { cause: error });
    }
    if (isUniqueViolation(error, 'nodes_login_key')) {
      throw new UzelError(
        'UZ1608',
        `The login "${of.login}" is taken by another node. Each 1C needs a login of its own.`,
        { cause: error },
      );
    }
    throw error;
  }
}

function checkPassword(password: string): string {
  if (password) return password;
  throw new UzelError('UZ1607', 'The password is empty. 1C sends none at all then; give it one.');
}

function missing(nodeId: string): never {
  throw new UzelError('UZ1507', `There is no node ${nodeId}. See \`uzel node list\`.`);
}
