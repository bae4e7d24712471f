import { readKeptDocuments } from '../store/catalogue/read-kept-documents.js';
import { readNodeNames } from '../store/nodes/read-node-names.js';
import { IdParams, jsonRoute, notFound, type Route } from './http/route.js';
import { KeptDocumentPage } from './schemas/kept-document.js';

const list = jsonRoute(
  {
    method: 'get',
    path: '/orders/{id}/documents',
    operationId: 'listOrderDocuments',
    tag: 'Orders',
    summary: 'Every document of 1C that is kept with an order, whole',
    description: 'The order’s own document first, then the others by their date.',
    params: IdParams,
    status: 200,
    reply: KeptDocumentPage,
    answer: 'All documents, in one page.',
    errors: ['UZ1507'],
  },
  async ({ services, shopId, params }) => {
    const sql = services.db.knex;
    const documents = await readKeptDocuments(sql, shopId, params.id);
    if (!documents) throw notFound(params.id);
    const nodes = documents.map(({ nodeId }) => nodeId);
    const names = await readNodeNames(sql, shopId, nodes);
    const items = documents.map(({ isOwn, operation, nodeId, content, updatedAt }) => ({
      id: content.id || null,
      isOrder: isOwn,
      operation,
      node: { id: nodeId, name: names.get(nodeId) ?? '' },
      content: { ...content },
      updatedAt,
    }));
    return { body: { items, next: null } };
  },
);

export const keptDocumentRoutes: readonly Route[] = [list];
