import type { Sql } from '../../db/open.js';
import { resolveNodeId } from '../../store/nodes/read-node-names.js';
import { InvalidRequest } from './invalid-request.js';

/**
 * The node that a list is filtered by. An unknown one is refused: an empty list would hide a slip of the pen.
 * @param parameter the query parameter that names it, for the message
 * @throws UZ1501
 */
export async function readNodeFilter(
  sql: Sql,
  shopId: string,
  parameter: string,
  idOrName: string | undefined,
): Promise<string | undefined> {
  if (idOrName === undefined) return undefined;
  const nodeId = await resolveNodeId(sql, shopId, idOrName);
  if (nodeId !== null) return nodeId;
  throw new InvalidRequest([
    { path: parameter, message: 'There is no such node. `uzel node list` shows their names.' },
  ]);
}
