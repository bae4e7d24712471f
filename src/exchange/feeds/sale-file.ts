import { UzelError } from '../../errors.js';
import type { Exchange } from '../../store/exchanges/exchanges.js';
import type { Feed } from '../../store/exchanges/feeds.js';
import { importFeed, notAFeed } from '../jobs/import-feed.js';
import type { Hold, ImportAnswer, JobDesk } from '../jobs/job-desk.js';
import { enlist } from './enlist.js';
import { HEAD_BYTES } from './feed-content.js';

/**
 * mode=file of type=sale: a whole feed is applied before the answer, because УТП never calls import for orders
 * (one-c-client.md §4); one that is not whole waits for its next pieces.
 * @throws UzelError why it cannot be applied; UZ1204 when it is not done when `hold` is over (it goes on)
 */
export async function applySaleFile(
  desk: JobDesk,
  exchange: Exchange,
  feed: Feed,
  hold: Hold,
): Promise<'done' | 'waiting'> {
  if (feed.content === 'file') return 'done';
  if (feed.content === 'unknown') {
    if (feed.size < HEAD_BYTES) return 'waiting';
    throw asError(notAFeed(feed));
  }
  const job = await enlist(desk.services, feed, { asked: true, close: false, waitMs: hold.deadline - Date.now() });
  if (job === 'partial' || job === 'busy') return 'waiting';
  const answer = await importFeed(desk, exchange, feed, hold);
  if (answer.state === 'done') return 'done';
  if (answer.state === 'failed') throw asError(answer);
  throw new UzelError(
    'UZ1204',
    `Файл ${feed.name} принят, но ещё загружается (${answer.text}). Повторите обмен позже.`,
  );
}

const asError = ({ code, text, told }: Pick<ImportAnswer, 'code' | 'text' | 'told'>): UzelError =>
  new UzelError(code ?? 'UZ1205', text, { told });
