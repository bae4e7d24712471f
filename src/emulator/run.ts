import { EmulatorFailure } from './failure.js';
import type { EmulatorOptions, EmulatorReport, Step } from './options.js';
import { type FetchedOrders, fetchOrders, sendOrders } from './orders-exchange.js';
import { type PlannedExchange, planCatalogue } from './plan.js';
import type { SessionObserver } from './requester.js';
import { openSession } from './session.js';
import { sendExchange } from './upload.js';

/** What a run gathers for its report. */
interface Gathered {
  readonly steps: Step[];
  readonly warnings: string[];
  readonly failures: string[];
  readonly done: string[];
  readonly fetched: FetchedOrders;
}

/**
 * Makes one exchange as the 1C of the profile does it from its schedule: the catalogue, then the orders
 * (one-c-client.md §4). A part that fails does not keep the next from being tried, except that BAS and УТ 11 send no
 * orders after they could not fetch any; УТП does. Never throws for what the server does: the report tells it.
 * `onStep` is called after each request.
 */
export async function runEmulator(options: EmulatorOptions, onStep?: (step: Step) => void): Promise<EmulatorReport> {
  const gathered: Gathered = { steps: [], warnings: [], failures: [], done: [], fetched: { orders: [] } };
  const observer: SessionObserver = {
    onStep(step) {
      gathered.steps.push(step);
      onStep?.(step);
    },
    onWarning: (text) => gathered.warnings.push(text),
  };
  const { directory } = options;
  if (directory !== undefined && options.catalogue !== false) {
    await part(gathered, 'the catalogue was sent', () => sendCatalogue(directory, options, observer));
  }
  if (options.orders ?? (options.ordersToSend ?? []).length > 0) {
    await exchangeOrders(options, observer, gathered);
  }
  const { steps, warnings, failures, done, fetched } = gathered;
  return {
    ...fetched,
    steps,
    warnings,
    verdict: failures.length === 0 ? 'success' : 'failure',
    message: [...failures, ...done].join(' · ') || 'There was nothing to exchange.',
  };
}

/** BAS and УТ 11 go on after an exchange that failed, and send it once more at the end of the run (§1). */
async function sendCatalogue(directory: string, options: EmulatorOptions, observer: SessionObserver): Promise<void> {
  const send = (exchange: PlannedExchange): Promise<void> =>
    sendExchange(openSession(options, 'catalog', observer), exchange, options, options.import !== false);
  const failed: PlannedExchange[] = [];
  const planned = await planCatalogue(directory, options);
  for (const exchange of planned) {
    try {
      await send(exchange);
    } catch (error) {
      if (!(error instanceof EmulatorFailure) || planned.length === 1 || options.signal?.aborted) throw error;
      observer.onWarning?.(`To be sent again: ${error.message}`);
      failed.push(exchange);
    }
  }
  for (const exchange of failed) await send(exchange);
}

async function exchangeOrders(options: EmulatorOptions, observer: SessionObserver, gathered: Gathered): Promise<void> {
  const succeeded = await part(gathered, 'the orders were fetched', () =>
    fetchOrders(options, observer, gathered.fetched),
  );
  const files = options.ordersToSend ?? [];
  if (files.length === 0 || (!succeeded && options.profile !== 'utp')) return;
  await part(gathered, 'the orders were sent', () => sendOrders(files, options, observer));
}

async function part(gathered: Gathered, name: string, work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    gathered.done.push(name);
    return true;
  } catch (error) {
    if (!(error instanceof EmulatorFailure)) throw error;
    gathered.failures.push(error.message);
    return false;
  }
}
