import type { Readable } from 'node:stream';
import { v7 as uuid } from 'uuid';
import { isDryRun } from '../../db/dry-run.js';
import { UzelError } from '../../errors.js';
import type { Services } from '../../services.js';
import type { Exchange } from '../../store/exchanges/exchanges.js';
import { newestFeed } from '../../store/exchanges/feed-search.js';
import { deleteFeed, type Feed, growFeed, insertFeeds, type NewFeed } from '../../store/exchanges/feeds.js';
import { expectFeed } from '../import/feed-thread.js';
import { hashArriving } from './arriving-hashes.js';
import { readBytes } from './blob-bytes.js';
import { contentOf, HEAD_BYTES } from './feed-content.js';
import { feedKey, feedLocks } from './feed-locks.js';
import { normaliseFeedName } from './feed-name.js';
import { settleFiles } from './settle-files.js';
import { withBody } from './upload-body.js';
import { countUpload } from './uploads.js';

/** A connection that gave no byte for so long is dead. */
const UPLOAD_IDLE_MS = 5 * 60_000;

/**
 * mode=file: appends a body to the exchange's feed of that name, or begins a new feed of that name when the former takes no
 * more pieces (its import was asked) or belongs to the time before a second init. When this resolves the bytes are durable;
 * when it fails what was there before is whole. What came before under other names is settled first.
 * @param name as the client says it
 * @param options.pieceLimit bytes of this one body, default FILE_LIMIT
 * @throws UzelError UZ1101 name, UZ1102 empty body, UZ1103 and UZ1104 too large, UZ1105 disk full, UZ1106 broken off
 */
export async function receiveFile(
  services: Services,
  exchange: Exchange,
  name: string,
  body: Readable,
  options: { pieceLimit?: number; idleMs?: number } = {},
): Promise<Feed> {
  const feed = await withBody(body, options.idleMs ?? UPLOAD_IDLE_MS, async () => {
    const path = normaliseFeedName(name);
    return await countUpload(exchange, async () => {
      await settleFiles(services, exchange, (file) => file.name === path);
      return await feedLocks.run(feedKey(exchange, path), async () => {
        const piece = await appendable(services, exchange, path);
        return await appendPiece(services, piece, body, options.pieceLimit ?? services.config.FILE_LIMIT);
      });
    });
  });
  prepareFor(services, feed);
  return feed;
}

/** What is received is received, whatever becomes of this. */
function prepareFor({ db, log }: Services, feed: Feed): void {
  if (isDryRun(db.knex)) return;
  try {
    expectFeed(feed);
  } catch (error) {
    log.warn({ err: error, feed: feed.feedId }, 'no thread could be started ahead of the import of a feed');
  }
}

type Piece = { readonly feed: Feed; readonly isNew: false } | { readonly feed: NewFeed; readonly isNew: true };

async function appendable(services: Services, exchange: Exchange, name: string): Promise<Piece> {
  const newest = await newestFeed(services.db.knex, exchange, name);
  if (newest?.state === 'receiving' && newest.generation === exchange.generation) return { feed: newest, isNew: false };
  const feedId = uuid();
  const feed: NewFeed = {
    shopId: exchange.shopId,
    feedId,
    exchangeId: exchange.exchangeId,
    nodeId: exchange.nodeId,
    type: exchange.type,
    name,
    generation: exchange.generation,
    content: 'unknown',
    state: 'receiving',
    storedAs: `feeds/${exchange.exchangeId}/${feedId}`,
    size: 0,
    sha256: null,
    parentFeedId: null,
  };
  // The row first: bytes that a crash leaves behind have an owner then.
  await insertFeeds(services.db.knex, [feed]);
  return { feed, isNew: true };
}

async function appendPiece(services: Services, piece: Piece, body: Readable, pieceLimit: number): Promise<Feed> {
  const { feed } = piece;
  const { blobs, config, db } = services;
  const room = config.FEED_LIMIT - feed.size;
  try {
    const hash = hashArriving(feed);
    const limit = Math.min(pieceLimit, room);
    const size = await blobs.append(feed.storedAs, feed.size, body, limit, hash?.update);
    if (size === feed.size) {
      throw new UzelError('UZ1102', `Файл «${feed.name}» пришёл пустым. Повторите обмен.`);
    }
    const content =
      feed.content === 'unknown'
        ? contentOf(feed.name, await readBytes(blobs, feed.storedAs, 0, Math.min(size, HEAD_BYTES)))
        : feed.content;
    const grown = await growFeed(db.knex, feed, size, content);
    if (!grown) throw new Error(`feed ${feed.feedId} was closed while a piece of it was received`);
    hash?.durable(size);
    return grown;
  } catch (error) {
    if (piece.isNew) await forget(services, feed);
    throw room < pieceLimit && error instanceof UzelError && error.code === 'UZ1103' ? tooLarge(services, feed) : error;
  }
}

async function forget(services: Services, feed: NewFeed): Promise<void> {
  try {
    // The row first: bytes that were committed though the answer to that was lost stay with their row.
    if (await deleteFeed(services.db.knex, feed)) await services.blobs.remove(feed.storedAs);
  } catch (error) {
    services.log.warn(
      { err: error, feed: feed.feedId },
      'what an upload that failed left behind will be deleted with old feeds',
    );
  }
}

function tooLarge(services: Services, feed: Pick<Feed, 'name'>): UzelError {
  const limit = services.config.FEED_LIMIT;
  return new UzelError(
    'UZ1104',
    `Файл «${feed.name}» больше предела сервера (${limit} байт). Выгружайте каталог порциями или увеличьте FEED_LIMIT.`,
  );
}
