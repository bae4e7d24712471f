import { takeUpload } from '../exchange/feeds/feed-request.js';
import { receivePart } from '../exchange/feeds/receive-part.js';
import { sendsMail } from '../exchange/feeds/report-mail.js';
import type { Services } from '../services.js';
import { type FeedRequest, listFeedRequests } from '../store/exchanges/feed-requests.js';
import { findNode } from '../store/nodes/nodes.js';
import { readNodeNames } from '../store/nodes/read-node-names.js';
import { readCursor, writeCursor } from './http/cursor.js';
import { KeyHeaders } from './http/idempotent.js';
import { InvalidRequest, readInput } from './http/invalid-request.js';
import { answerOf, sendAnswer } from './http/reply.js';
import { noteRequest } from './http/request-notes.js';
import { type Call, jsonRoute, type Route, streamRoute } from './http/route.js';
import { readUploadForm, type UploadForm } from './http/upload-form.js';
import { FeedUpload, FeedUploadBody, FeedUploadForm, FeedUploadPage, FeedUploadQuery } from './schemas/feed-upload.js';

type Asked = Pick<Call<object, object, object>, 'services' | 'shopId' | 'parts' | 'header'>;

const upload = streamRoute(
  {
    method: 'post',
    path: '/feeds',
    operationId: 'uploadFeed',
    tag: 'Exchanges',
    summary: 'Uploads a CommerceML file or a ZIP, to be imported on behalf of a node',
    description: 'With an `Idempotency-Key` the same file sent again is dropped, and the first answer given again.',
    headers: KeyHeaders,
    form: FeedUploadBody,
    status: 202,
    reply: FeedUpload,
    answer: 'It was received, and its import waits or goes on.',
    answerHeaders: {
      Location: 'Where to ask how far it is.',
      'Idempotency-Replayed': '`true` when this request was answered before, and nothing was imported now.',
    },
    errors: [
      ...(['UZ1101', 'UZ1102', 'UZ1106', 'UZ1202', 'UZ1305'] as const),
      ...(['UZ1501', 'UZ1502', 'UZ1512', 'UZ1529'] as const),
    ],
  },
  async (call, request, response) => {
    const { services } = call;
    const form = await readUploadForm(request, response, {
      receive: async (name, body) => await receivePart(services, name, body),
      drop: async ({ storedAs }) => await services.blobs.remove(storedAs),
    });
    const { request: taken, repeated } = await take(call, form);
    call.parts.changes.wake();
    const { requestId: id, exchangeId } = taken;
    noteRequest(response, { made: id, ...(repeated && { replayed: true }) });
    const address = `/v1/feeds/${id}`;
    const body = { id, exchange: exchangeId, dryRun: exchangeId === null };
    const headers = { Location: `${address}/progress`, ...(repeated ? { 'Idempotency-Replayed': 'true' } : {}) };
    const links = { progress: `${address}/progress`, report: `${address}/report` };
    await sendAnswer(request, response, answerOf(202, { body: { ...body, ...links }, headers }));
  },
);

/** What is refused before it is taken up leaves no bytes. */
async function take(call: Asked, { file, fields }: UploadForm): ReturnType<typeof takeUpload> {
  const { services, shopId, parts } = call;
  let asked: Parameters<typeof takeUpload>[2];
  try {
    asked = await readUpload(call, fields);
  } catch (error) {
    await services.blobs.remove(file.storedAs);
    throw error;
  }
  return await takeUpload(services, file, asked, ({ nodeId }) => parts.jobs.wake({ shopId, nodeId }));
}

async function readUpload(
  { services, shopId, header }: Asked,
  fields: UploadForm['fields'],
): Promise<Parameters<typeof takeUpload>[2]> {
  const { node: name, dryRun, mail } = readInput(FeedUploadForm, fields);
  const key = header('Idempotency-Key');
  const idempotencyKey =
    key === undefined ? null : (readInput(KeyHeaders, { 'Idempotency-Key': key })['Idempotency-Key'] ?? null);
  const node = await findNode(services.db.knex, shopId, name);
  if (!node) {
    throw new InvalidRequest([{ path: 'node', message: 'There is no such node. `uzel node list` shows their names.' }]);
  }
  if (mail !== undefined && !sendsMail(services.config)) {
    throw new InvalidRequest([{ path: 'mail', message: 'This server sends no mail: set SMTP_URL and MAIL_FROM.' }]);
  }
  return { node, dryRun: dryRun === 'true', mailTo: mail ?? null, idempotencyKey };
}

const list = jsonRoute(
  {
    method: 'get',
    path: '/feeds',
    operationId: 'listUploads',
    tag: 'Exchanges',
    summary: 'Feeds that people uploaded, dry runs among them, newest first',
    description: 'What 1C sent is in `GET /v1/exchanges`.',
    query: FeedUploadQuery,
    status: 200,
    reply: FeedUploadPage,
    answer: 'One page.',
    errors: ['UZ1501'],
  },
  async ({ services, shopId, query }) => {
    const page = { limit: query.limit, after: readCursor('uploads', query.cursor) };
    const { items, next } = await listFeedRequests(services.db.knex, shopId, page);
    return { body: { items: await summaries(services, shopId, items), next: writeCursor('uploads', next) } };
  },
);

async function summaries({ db }: Services, shopId: string, requests: readonly FeedRequest[]) {
  const nodes = requests.map(({ nodeId }) => nodeId);
  const names = await readNodeNames(db.knex, shopId, nodes);
  return requests.map(({ requestId, nodeId, exchangeId, name, size, mailTo, mailState, createdAt, endedAt }) => ({
    id: requestId,
    node: { id: nodeId, name: names.get(nodeId) ?? '' },
    exchange: exchangeId,
    dryRun: exchangeId === null,
    ...{ name, size, mail: mailTo, mailState },
    receivedAt: createdAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  }));
}

export const feedUploadRoutes: readonly Route[] = [upload, list];
