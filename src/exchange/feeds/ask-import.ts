import { UzelError } from '../../errors.js';
import type { Exchange } from '../../store/exchanges/exchanges.js';
import { feedsOfExchange, feedsOfFormerExchanges } from '../../store/exchanges/feed-search.js';
import type { Feed } from '../../store/exchanges/feeds.js';
import { openUnpackJobs } from '../../store/exchanges/jobs.js';
import { addJournal } from '../../store/exchanges/journal.js';
import { importFeed, workOn } from '../jobs/import-feed.js';
import type { Hold, ImportAnswer, JobDesk } from '../jobs/job-desk.js';
import { feedByName, newestOfEachName } from './asked-feed.js';
import { normaliseFeedName } from './feed-name.js';
import { settleFiles } from './settle-files.js';
import { isWhole } from './whole-feed.js';

/**
 * mode=import: finds what the name means and does it. In this order: a file of this exchange, or inside its newer ZIPs (unpacked
 * first); else what the node sent in former exchanges and was never imported on request, ZIPs that are being unpacked included.
 */
export async function askImport(desk: JobDesk, exchange: Exchange, rawName: string, hold: Hold): Promise<ImportAnswer> {
  try {
    await settleFiles(desk.services, exchange);
    const answer = await find(desk, exchange, normaliseFeedName(rawName), hold);
    return answer;
  } catch (error) {
    if (error instanceof UzelError) return { state: 'failed', text: error.publicMessage, code: error.code };
    throw error;
  }
}

async function find(desk: JobDesk, exchange: Exchange, name: string, hold: Hold): Promise<ImportAnswer> {
  const { knex } = desk.services.db;
  for (;;) {
    const feeds = await feedsOfExchange(knex, exchange);
    const feed = feedByName(feeds, name);
    const packed = feeds.filter((other) => isPacked(other) && other !== feed && (!feed || other.feedId > feed.feedId));
    // What was sent before a second init may have broken off: it is looked into when nothing newer is left.
    const archive = packed.find((other) => other.generation === exchange.generation) ?? packed[0];
    const former = feed || archive ? null : await feedOfFormerExchange(desk, exchange, name);
    if (feed && !archive) return await importFeed(desk, exchange, feed, hold);
    if (former) return await importFeed(desk, exchange, former, hold);
    const unpacked = archive ? await workOn(desk, exchange, archive, hold) : await awaitUnpacking(desk, exchange, hold);
    if (unpacked === 'nothing') return await refuse(desk, exchange, name, feeds);
    if (unpacked.state !== 'done') return unpacked;
  }
}

const isPacked = (feed: Feed): boolean => feed.content === 'zip' && feed.state !== 'unpacked';

async function feedOfFormerExchange(desk: JobDesk, exchange: Exchange, name: string): Promise<Feed | null> {
  const { knex } = desk.services.db;
  const [exactly] = await feedsOfFormerExchanges(knex, exchange, name);
  const former = exactly ?? feedByName(newestOfEachName(await feedsOfFormerExchanges(knex, exchange)), name);
  // What broke off then was refused then; of a file that this exchange did not send its size would tell a person nothing.
  return former && (former.content === 'unknown' || (await isWhole(desk.services, former))) ? former : null;
}

/** The file may lie in a ZIP of a former exchange that fell due at this checkauth. */
async function awaitUnpacking(desk: JobDesk, exchange: Exchange, hold: Hold): Promise<ImportAnswer | 'nothing'> {
  const [job] = await openUnpackJobs(desk.services.db.knex, exchange);
  return job ? await desk.attend(exchange, job, hold) : 'nothing';
}

async function refuse(desk: JobDesk, exchange: Exchange, name: string, feeds: readonly Feed[]): Promise<ImportAnswer> {
  const names = feeds.map((feed) => feed.name);
  const shown = names.slice(0, 10).join(', ') + (names.length > 10 ? ` и ещё ${names.length - 10}` : '');
  const got = names.length === 0 ? 'В этом обмене файлы XML и ZIP не приходили.' : `Получены: ${shown}.`;
  const text = `Файл ${name} не найден. ${got} Отправьте его и повторите загрузку.`;
  const { shopId, exchangeId, nodeId } = exchange;
  await addJournal(desk.services.db.knex, {
    ...{ shopId, exchangeId, nodeId },
    severity: 'error',
    code: 'import-unknown-file',
    message: text,
    detail: { name },
  });
  return { state: 'failed', text, code: 'UZ1201', told: true };
}
