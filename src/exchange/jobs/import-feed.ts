import type { Exchange } from '../../store/exchanges/exchanges.js';
import { entriesOf } from '../../store/exchanges/feed-search.js';
import type { Feed } from '../../store/exchanges/feeds.js';
import { undoneFilesJobs } from '../../store/exchanges/jobs.js';
import { inImportOrder } from '../feeds/asked-feed.js';
import { enlist } from '../feeds/enlist.js';
import { type Hold, type ImportAnswer, type JobDesk, notWhole } from './job-desk.js';

/**
 * Does all that a feed needs, or joins it: XML is imported; a ZIP is unpacked and all its XML imported. It is done when the pictures
 * of the exchange's archives, which are kept meanwhile, are there as well.
 * @returns how it stands when it is done, when `hold` is over, or at the first failure
 */
export async function importFeed(desk: JobDesk, exchange: Exchange, feed: Feed, hold: Hold): Promise<ImportAnswer> {
  const answer = await importXml(desk, exchange, feed, hold);
  if (answer.state !== 'done') return answer;
  // What is imported may have come in a former exchange.
  for (const exchangeId of new Set([feed.exchangeId, exchange.exchangeId])) {
    for (const job of await undoneFilesJobs(desk.services.db.knex, { shopId: feed.shopId, exchangeId })) {
      const kept = await desk.attend(exchange, job, hold);
      if (kept.state !== 'done') return kept;
    }
  }
  return answer;
}

async function importXml(desk: JobDesk, exchange: Exchange, feed: Feed, hold: Hold): Promise<ImportAnswer> {
  if (feed.content !== 'zip') return await workOn(desk, exchange, feed, hold);
  const unpacked = await workOn(desk, exchange, feed, hold);
  if (unpacked.state !== 'done') return unpacked;
  const entries = inImportOrder(await entriesOf(desk.services.db.knex, feed));
  // All are queued before the first is waited for: who comes back later finds them done.
  for (const entry of entries) await enlist(desk.services, entry, { asked: true, waitMs: 0 });
  let answer: ImportAnswer = unpacked;
  for (const entry of entries) {
    answer = await workOn(desk, exchange, entry, hold);
    if (answer.state !== 'done') return answer;
  }
  return answer;
}

/** The one job of a feed: a ZIP is unpacked, XML imported. */
export async function workOn(desk: JobDesk, exchange: Exchange, feed: Feed, hold: Hold): Promise<ImportAnswer> {
  if (feed.content === 'unknown') return notAFeed(feed);
  const job = await enlist(desk.services, feed, { asked: true, waitMs: Math.max(0, hold.deadline - Date.now()) });
  if (job === 'partial') return notWhole(feed);
  if (job === 'busy') return { state: 'progress', text: `Файл ${feed.name} ещё принимается` };
  return await desk.attend(exchange, job, hold);
}

/** What is said of a feed that is neither XML nor ZIP (UZ1305). */
export function notAFeed(feed: Feed): ImportAnswer {
  return {
    state: 'failed',
    code: 'UZ1305',
    text: `Файл ${feed.name} не похож ни на XML, ни на ZIP (${feed.size} байт). Проверьте, что выгружает 1С, и повторите обмен.`,
  };
}
