import { createHash } from 'node:crypto';
import { Mutex } from 'async-mutex';
import type { Tx } from '../../db/open.js';
import { toUzelError, UzelError } from '../../errors.js';
import type { ExchangeNode } from '../../nodes/exchange-node.js';
import type { Services } from '../../services.js';
import { openExchange } from '../../store/exchanges/exchanges.js';
import {
  beginTry,
  endTry,
  type FeedRequest,
  findFeedRequest,
  findRequestOfKey,
  insertFeedRequest,
} from '../../store/exchanges/feed-requests.js';
import { type FeedContent, insertFeeds } from '../../store/exchanges/feeds.js';
import { queueJob } from '../../store/exchanges/jobs.js';
import { tryImport } from '../history/effect.js';
import { readBytes } from './blob-bytes.js';
import { contentOf, HEAD_BYTES } from './feed-content.js';
import { DIFFERENCES, type TriedImport } from './feed-report.js';
import type { ReceivedFile } from './receive-part.js';
import { isWhole } from './whole-feed.js';

/** A dry run is one transaction for which imports of the same catalogue wait. */
const LARGEST_TRY = 200 * 1024 * 1024;
/** It waits no longer itself: the import that it waits for may last for hours. */
const TRY_WAITS = '30s';

/** What a person asks for with a file. */
export interface Upload {
  readonly node: ExchangeNode;
  readonly dryRun: boolean;
  /** Who hears of the end. */
  readonly mailTo: string | null;
  readonly idempotencyKey: string | null;
}

/**
 * Takes up a file that was received: queues its import, or begins its dry run, whose bytes are not kept. The second file under one
 * Idempotency-Key is dropped.
 * @param wake is told that something is queued
 * @returns the request, and whether it was made before
 * @throws UzelError UZ1202 the file is not whole, UZ1305 it is neither XML nor ZIP, UZ1502 the key was used for another file, UZ1529 it is
 *   too large for a dry run
 */
export async function takeUpload(
  services: Services,
  file: ReceivedFile,
  upload: Upload,
  wake: (node: ExchangeNode) => void,
): Promise<{ readonly request: FeedRequest; readonly repeated: boolean }> {
  const { db, blobs } = services;
  const { node } = upload;
  try {
    const content = await contentOfUpload(services, file, upload);
    const requestHash = digestOf(file, upload);
    const isNew = await insertOnce(services, file, upload, { content, requestHash });
    const request = isNew
      ? await findFeedRequest(db.knex, node.shopId, file.feedId)
      : await findRequestOfKey(db.knex, node.shopId, upload.idempotencyKey ?? '');
    if (!request) throw new Error(`request ${file.feedId} is gone`);
    if (isNew && upload.dryRun) tryOut(services, file, node);
    if (isNew && !upload.dryRun) wake(node);
    if (!isNew) await blobs.remove(file.storedAs);
    if (request.requestHash === requestHash) return { request, repeated: !isNew };
    throw new UzelError('UZ1502', 'This Idempotency-Key was used with another file. Use a new key for each upload.');
  } catch (error) {
    // Of a request that was made the bytes are kept: its feed names them.
    if (!(await findFeedRequest(db.knex, node.shopId, file.feedId))) await blobs.remove(file.storedAs);
    throw error;
  }
}

async function contentOfUpload(services: Services, file: ReceivedFile, { dryRun }: Upload): Promise<FeedContent> {
  if (dryRun && file.size > LARGEST_TRY) {
    throw new UzelError(
      'UZ1529',
      'A file of more than 200 MB is too large for a dry run: imports of the catalogue would wait for it too long. `uzel import --dry-run` does it.',
    );
  }
  const head = await readBytes(services.blobs, file.storedAs, 0, Math.min(file.size, HEAD_BYTES));
  const content = contentOf(file.name, head);
  if (content !== 'xml' && content !== 'zip') {
    throw new UzelError('UZ1305', `${file.name} is neither XML nor ZIP. Send what 1C exported, or a ZIP of it.`);
  }
  if (await isWhole(services, { ...file, content })) return content;
  throw new UzelError('UZ1202', `${file.name} has no end: it is not whole. Export it again.`);
}

interface Checked {
  readonly content: FeedContent;
  readonly requestHash: string;
}

async function insertOnce({ db }: Services, file: ReceivedFile, upload: Upload, checked: Checked): Promise<boolean> {
  try {
    return await db.transaction(async (tx) => await insert(tx, file, upload, checked));
  } catch (error) {
    if (error instanceof KeyTaken) return false;
    throw error;
  }
}

/** @returns false when the key was used before: then nothing is written */
async function insert(tx: Tx, file: ReceivedFile, upload: Upload, { content, requestHash }: Checked): Promise<boolean> {
  const { shopId, nodeId } = upload.node;
  const { feedId, name, size, sha256, storedAs } = file;
  const { mailTo, idempotencyKey, dryRun } = upload;
  const key = idempotencyKey === null ? null : await findRequestOfKey(tx, shopId, idempotencyKey);
  if (key) return false;
  const opened = { shopId, nodeId, type: 'import' as const, userAgent: 'POST /v1/feeds' };
  const exchange = dryRun ? null : (await openExchange(tx, opened)).exchange;
  const request = { shopId, requestId: feedId, nodeId, exchangeId: exchange?.exchangeId ?? null, name, size };
  if (!(await insertFeedRequest(tx, { ...request, requestHash, mailTo, idempotencyKey }))) throw new KeyTaken();
  if (!exchange) return true;
  const feed = {
    shopId,
    feedId,
    exchangeId: exchange.exchangeId,
    nodeId,
    type: exchange.type,
    name,
    content,
    size,
    sha256,
  };
  await insertFeeds(tx, [{ ...feed, generation: exchange.generation, state: 'closed', storedAs, parentFeedId: null }]);
  // As if it fell due by itself: the XML of an archive is queued right behind it then, and nobody needs to ask for it.
  await queueJob(tx, feed, content === 'zip' ? 'unpack' : 'import', { asked: false });
  return true;
}

/** Two files under one key came at the same time: the exchange of the later one must not stay. */
class KeyTaken extends Error {}

/** The order of fields in the form does not count. */
const digestOf = (file: ReceivedFile, { node, dryRun, mailTo }: Upload): string =>
  createHash('sha256')
    .update(JSON.stringify([node.nodeId, file.name, file.sha256, dryRun, mailTo]))
    .digest('hex');

/** Dry runs are done one after the other: each holds a catalogue. */
const tries = new Mutex();

/** Does a dry run beside the requests; its end stands in its row. Whatever comes, its bytes are dropped. */
function tryOut(services: Services, file: ReceivedFile, node: ExchangeNode): void {
  const { db, log, blobs } = services;
  const key = { shopId: node.shopId, requestId: file.feedId };
  const run = async (): Promise<void> => {
    try {
      await beginTry(db.knex, key);
      await endTry(db.knex, key, await triedImport(services, file, node));
    } finally {
      await blobs.remove(file.storedAs);
    }
  };
  tries.runExclusive(run).catch((error: unknown) => {
    if (!db.isClosed()) log.error({ err: error, request: file.feedId }, 'the end of a dry run could not be kept');
  });
}

async function triedImport(services: Services, file: ReceivedFile, node: ExchangeNode): Promise<TriedImport> {
  try {
    const source = { path: services.blobs.localPath(file.storedAs), name: file.name };
    const { files, differences } = await tryImport(services, node, [source], DIFFERENCES, { lockWait: TRY_WAITS });
    const ended = files.map(({ name, state, text, code }) => ({ name, state, text, code: code ?? null }));
    return { state: files.some(({ state }) => state === 'failed') ? 'failed' : 'done', files: ended, differences };
  } catch (error) {
    services.log.error({ err: error, request: file.feedId }, 'a dry run failed');
    const { code, publicMessage: text } = toUzelError(error);
    return { state: 'failed', files: [{ name: file.name, state: 'failed', text, code }], differences: null };
  }
}
