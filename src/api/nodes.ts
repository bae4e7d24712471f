import { checkNode } from '../exchange/node-check/index.js';
import { countOrdersOfNode, lastExchanges } from '../store/nodes/node-activity.js';
import { listNodeJournal } from '../store/nodes/node-journal.js';
import { findNode, listNodes } from '../store/nodes/nodes.js';
import { readCursor, writeCursor } from './http/cursor.js';
import { IdParams, jsonRoute, notFound, type Route } from './http/route.js';
import { Node, NodeCheck, NodeJournalPage, NodeJournalQuery, NodeList } from './schemas/node.js';
import { nodeJournalEntryJson, nodeSummaryJson, nodeWithCountsJson } from './views/node.js';

const list = jsonRoute(
  {
    method: 'get',
    path: '/nodes',
    operationId: 'listNodes',
    tag: 'Shop',
    summary: 'The exchange nodes, oldest first',
    status: 200,
    reply: NodeList,
    answer: 'All of them, without the removed ones.',
    errors: [],
  },
  async ({ services, shopId }) => {
    const sql = services.db.knex;
    const [nodes, last] = await Promise.all([listNodes(sql, shopId), lastExchanges(sql, shopId)]);
    return { body: { items: nodes.map((node) => nodeSummaryJson(node, last.get(node.nodeId))) } };
  },
);

const one = jsonRoute(
  {
    method: 'get',
    path: '/nodes/{id}',
    operationId: 'getNode',
    tag: 'Shop',
    summary: 'One node, and how many orders it has',
    params: IdParams,
    status: 200,
    reply: Node,
    answer: 'The node.',
    errors: ['UZ1507'],
  },
  async ({ services, shopId, params }) => {
    const sql = services.db.knex;
    const node = await findNode(sql, shopId, params.id);
    if (!node) throw notFound(params.id);
    const [last, counts] = await Promise.all([lastExchanges(sql, shopId), countOrdersOfNode(sql, shopId, node.nodeId)]);
    return { body: nodeWithCountsJson(node, last.get(node.nodeId), counts) };
  },
);

const journal = jsonRoute(
  {
    method: 'get',
    path: '/nodes/{id}/journal',
    operationId: 'getNodeJournal',
    tag: 'Shop',
    summary: 'The journal of a node, newest first',
    description: 'What was decided about it while no 1C was there; with `exchanges=true` also what its exchanges tell.',
    params: IdParams,
    query: NodeJournalQuery,
    status: 200,
    reply: NodeJournalPage,
    answer: 'One page.',
    errors: ['UZ1501', 'UZ1507'],
  },
  async ({ services, shopId, params, query }) => {
    const sql = services.db.knex;
    if (!(await findNode(sql, shopId, params.id))) throw notFound(params.id);
    const exchanges = query.exchanges === 'true';
    const name = `node-journal/${params.id}/${exchanges}`;
    const page = await listNodeJournal(
      sql,
      shopId,
      params.id,
      { exchanges },
      { limit: query.limit, after: readCursor(name, query.cursor) },
    );
    return { body: { items: page.items.map(nodeJournalEntryJson), next: writeCursor(name, page.next) } };
  },
);

const check = jsonRoute(
  {
    method: 'get',
    path: '/nodes/{id}/check',
    operationId: 'checkNode',
    tag: 'Shop',
    summary: 'Walks the settings of a node and says what its 1C would meet',
    description: 'Writes an order as this 1C would get it and reads it back; changes nothing.',
    params: IdParams,
    status: 200,
    reply: NodeCheck,
    answer: 'What was found, good and bad.',
    errors: ['UZ1507'],
  },
  async ({ services, shopId, params }) => {
    if (!(await findNode(services.db.knex, shopId, params.id))) throw notFound(params.id);
    const { findings } = await checkNode(services, shopId, params.id);
    const count = (severity: 'warning' | 'error'): number =>
      findings.filter((each) => each.severity === severity).length;
    return { body: { errors: count('error'), warnings: count('warning'), findings: [...findings] } };
  },
);

export const nodeRoutes: readonly Route[] = [list, one, journal, check];
