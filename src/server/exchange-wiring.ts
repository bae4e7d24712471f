import { beginCatalogue, queryCatalogue } from '../exchange/catalogue-out/catalogue-out.js';
import { receiveFile } from '../exchange/feeds/inbox.js';
import { uploading } from '../exchange/feeds/uploads.js';
import { beginExchange, endExchange } from '../exchange/hooks/index.js';
import { endRuns } from '../exchange/import/full-runs.js';
import type { Jobs } from '../exchange/jobs/jobs.js';
import { dictionary } from '../exchange/orders-out/dictionary.js';
import { acknowledge, queryOrders } from '../exchange/orders-out/exporter.js';
import { createOrderWatch } from '../exchange/orders-out/order-watch.js';
import { tellRefusal } from '../exchange/refusals.js';
import type { ExchangeApi } from '../protocol/exchange-api.js';
import type { Services } from '../services.js';

/** When requests that wait for a job are to be answered because the server stops. */
export interface Ending {
  /** At once: `progress` is a right answer to an import, 304 to who listens. */
  readonly begun: AbortSignal;
  /** When the running jobs have ended: a file of orders may be applied by then. */
  readonly jobsEnded: AbortSignal;
}

/** What the protocol asks of the pipeline, answered by its parts. */
export function wireExchange(services: Services, jobs: Jobs, ending: Ending): ExchangeApi {
  const watch = createOrderWatch(services);
  return {
    beginExchange: async (exchange, node) => await beginExchange(services, exchange, node),
    leftovers: async (node, type) => await jobs.leftovers(node, type),
    receiveFile: async (exchange, name, body) => await receiveFile(services, exchange, name, body),
    applySaleFile: async (exchange, feed, waitMs, gone) =>
      await jobs.applySaleFile(exchange, feed, waitMs, AbortSignal.any([gone, ending.jobsEnded])),
    askImport: async (exchange, name, holdMs, gone) =>
      await jobs.ask(exchange, name, holdMs, AbortSignal.any([gone, ending.begun])),
    queryOrders: async (exchange, node) => await queryOrders(services, exchange, node),
    acknowledge: async (exchange, node) => await acknowledge(services, exchange, node),
    dictionary: async (node) => await dictionary(services, node),
    waitForOrders: async (node, waitMs, gone) => await watch.wait(node, waitMs, AbortSignal.any([gone, ending.begun])),
    beginCatalogue: async (exchange) => await beginCatalogue(services, exchange),
    queryCatalogue: async (exchange, node, asked) => await queryCatalogue(services, exchange, node, asked),
    tellRefusal: async (exchange, request, error) => await tellRefusal(services, exchange, request, error),
    endRuns: async (exchange, node, by) => {
      await endRuns(services, node, by, jobs.busy(node.nodeId) || uploading(node.nodeId));
      if (by === 'complete') await endExchange(services, exchange, node);
    },
  };
}
