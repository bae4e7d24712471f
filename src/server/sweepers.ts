import { sweepRuleTimes } from '../exchange/channels/rule-times.js';
import { createPacker } from '../exchange/feeds/pack-feeds.js';
import { tellEndedRequests } from '../exchange/feeds/report-mail.js';
import { sweepUploads } from '../exchange/feeds/sweep-uploads.js';
import { uploading } from '../exchange/feeds/uploads.js';
import { sweepRetention } from '../exchange/history/retention.js';
import { tellEndedExchanges } from '../exchange/hooks/ended-exchanges.js';
import { sweepQuietRuns } from '../exchange/import/full-runs.js';
import type { Jobs } from '../exchange/jobs/jobs.js';
import { runMatching } from '../exchange/matching/run-matching.js';
import { applyWaiting } from '../exchange/orders-in/apply-waiting.js';
import { createUnownedSweep } from '../exchange/owners/routing-again.js';
import { foldText } from '../listing/fold-text.js';
import type { Services } from '../services.js';
import { endIdleExchanges } from '../store/exchanges/exchanges.js';
import { type Sweeper, startSweeper } from './sweeper.js';

const SECOND = 1000;
const HOUR = 3600 * SECOND;

/** Starts what is done by time and asked for by nobody. The jobs watch over silent exchanges themselves. */
export function startSweepers(services: Services, jobs: Pick<Jobs, 'busy'>): Sweeper {
  const { config, db, log } = services;
  const upSince = new Date();
  const busy = (nodeId: string) => jobs.busy(nodeId) || uploading(nodeId);
  const ending = new AbortController();
  const sweepers = [
    startSweeper('full runs', 2 * SECOND, async () => await sweepQuietRuns(services, busy, upSince), log),
    startSweeper(
      'idle exchanges',
      60 * SECOND,
      async () => {
        await endIdleExchanges(db.knex, config.EXCHANGE_IDLE_MINUTES);
      },
      log,
    ),
    startSweeper('unowned orders', 3 * SECOND, createUnownedSweep(services), log),
    startSweeper('uploads', 5 * SECOND, async () => await tellEndedRequests(services, ending.signal), log),
    startSweeper('ended exchanges', 5 * SECOND, async () => await tellEndedExchanges(services), log),
    startSweeper(
      'waiting documents',
      2 * SECOND,
      async () => {
        await applyWaiting(services);
      },
      log,
    ),
    startSweeper('rule times', SECOND, async () => await sweepRuleTimes(db), log),
    startSweeper('matching', SECOND, async () => await runMatching({ ...services, foldText }, ending.signal), log),
    startSweeper('packing', 10 * SECOND, createPacker(services, ending.signal), log),
    startSweeper(
      'retention',
      HOUR,
      async () => {
        await sweepRetention(services);
        await sweepUploads(services);
      },
      log,
    ),
  ];
  return {
    stop: async () => {
      ending.abort();
      await Promise.all(sweepers.map((one) => one.stop()));
    },
  };
}
