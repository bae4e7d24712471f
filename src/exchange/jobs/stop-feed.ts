import { UzelError } from '../../errors.js';
import type { Services } from '../../services.js';
import { voidRunsOf } from '../../store/catalogue/void-runs.js';
import { isStopped, stopQueued, wantStop } from '../../store/exchanges/feed-jobs.js';
import type { Feed } from '../../store/exchanges/feeds.js';
import { addJournal } from '../../store/exchanges/journal.js';
import { stoppedText } from './import-texts.js';

/**
 * Stops what is done with a feed and its entries: what waits never begins, what runs is told to end behind its current step.
 * What was stopped stays so.
 * @returns the ids of the jobs that run
 * @throws UzelError UZ1525 it has ended by itself
 */
export async function stopFeed({ db }: Pick<Services, 'db'>, feed: Feed): Promise<readonly string[]> {
  return await db.transaction(async (tx) => {
    const running = await wantStop(tx, feed);
    const queued = await stopQueued(tx, feed, stoppedText(null));
    if (running.length + queued === 0) {
      if (await isStopped(tx, feed)) return [];
      throw new UzelError('UZ1525', 'The import of this file has ended: there is nothing to stop. See its report.');
    }
    if (queued > 0) {
      const { shopId, exchangeId, nodeId, feedId } = feed;
      await voidRunsOf(tx, feed);
      await addJournal(tx, {
        ...{ shopId, exchangeId, nodeId, feedId },
        severity: 'warning',
        code: 'import-stopped',
        message: `${feed.name}: ${stoppedText(null)}`,
        detail: { files: queued },
      });
    }
    return running;
  });
}
