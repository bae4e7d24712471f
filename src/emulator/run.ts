import { repeated, sendCatalogue } from './catalogue-exchange.js';
import { clientOf } from './clients/index.js';
import { EmulatorFailure, Killed } from './failure.js';
import type { Finding } from './findings.js';
import type { EmulatorOptions, EmulatorReport, Step } from './options.js';
import { answerTo, type FetchedOrders, fetchOrders, sendOrders } from './orders-exchange.js';
import type { SessionObserver } from './requester.js';
import type { SaleDictionary } from './sale-info.js';
import { openSession } from './session.js';

/** Who watches a run; all are called as it happens. */
export interface RunObserver extends Pick<SessionObserver, 'onRequest'> {
  onStep?(step: Step): void;
  onFinding?(finding: Finding): void;
}

/** What a run gathers for its report. */
interface Gathered {
  readonly steps: Step[];
  readonly findings: Finding[];
  readonly done: string[];
  readonly fetched: FetchedOrders & { info?: SaleDictionary };
  killed: boolean;
}

/**
 * Makes one exchange as the 1C of the profile does it from its schedule: the catalogue, then the orders
 * (one-c-client.md §4). A part that fails does not keep the next from being tried, except that all but УТП send no
 * orders after they could not fetch any. Never throws for what the server does: the report tells it.
 * The observer, or a function for its steps alone, is called after each request.
 */
export async function runEmulator(
  options: EmulatorOptions,
  watching: RunObserver | ((step: Step) => void) = {},
): Promise<EmulatorReport> {
  const watcher: RunObserver = typeof watching === 'function' ? { onStep: watching } : watching;
  const gathered: Gathered = { steps: [], findings: [], done: [], fetched: { orders: [] }, killed: false };
  const find = (finding: Finding): void => {
    // The same word about every session would hide the others.
    if (gathered.findings.some(({ text }) => text === finding.text)) return;
    gathered.findings.push(finding);
    watcher.onFinding?.(finding);
  };
  const observer: SessionObserver = {
    onStep(step) {
      gathered.steps.push(step);
      watcher.onStep?.(step);
    },
    onWarning: (text, severity = 'notice') => find({ severity, text }),
    ...(watcher.onRequest === undefined ? {} : { onRequest: watcher.onRequest.bind(watcher) }),
  };
  const run = { ...options, ...deathAfter(options.interruptAfter) };
  const { directory } = options;
  const part: Part = (name, work) => attempted(gathered, find, name, work);
  if (directory !== undefined && options.catalogue !== false) {
    await part('the catalogue was sent', () => sendCatalogue(directory, run, observer));
  }
  const wantsOrders = options.answerOrders !== undefined || (options.ordersToSend ?? []).length > 0;
  if (options.orders ?? wantsOrders) await exchangeOrders(run, observer, gathered, part);
  return reportOf(gathered);
}

const SENT = 'the orders were sent';

type Part = (name: string, work: () => Promise<void>) => Promise<boolean>;

async function exchangeOrders(
  options: EmulatorOptions,
  observer: SessionObserver,
  gathered: Gathered,
  part: Part,
): Promise<void> {
  const client = clientOf(options.profile);
  const { fetched } = gathered;
  const files = options.ordersToSend ?? [];
  const inFetch = options.profile === 'bitrix3' ? files : [];
  const succeeded = await part('the orders were fetched', async () => {
    if (client.asksInfo) await askInfo(options, observer, fetched);
    await repeated(() => fetchOrders(options, observer, fetched, inFetch), options, observer);
  });
  if (options.profile === 'bitrix3') {
    const answered = options.answerOrders !== undefined && fetched.orders.length > 0;
    if (succeeded && (answered || inFetch.length > 0)) gathered.done.push(SENT);
    return;
  }
  if (!succeeded && !client.sendsAfterFailedFetch) return;
  const all = [...files, ...(succeeded ? answerTo(fetched.orders, options) : [])];
  if (all.length === 0) return;
  await part(SENT, () => repeated(() => sendOrders(all, options, observer), options, observer));
}

/** УНФ «1С-Битрикс» shows the lists for mapping; without them it exchanges all the same. */
async function askInfo(
  options: EmulatorOptions,
  observer: SessionObserver,
  fetched: Gathered['fetched'],
): Promise<void> {
  const session = openSession(options, 'sale', observer);
  await session.checkauth();
  try {
    fetched.info = await session.info();
  } catch (error) {
    if (!(error instanceof EmulatorFailure) || error instanceof Killed) throw error;
    observer.onWarning?.(`sale/info was not read, statuses and payments cannot be mapped in 1C: ${error.message}`);
  }
}

async function attempted(
  gathered: Gathered,
  find: (finding: Finding) => void,
  name: string,
  work: () => Promise<void>,
): Promise<boolean> {
  if (gathered.killed) return false;
  try {
    await work();
    gathered.done.push(name);
    return true;
  } catch (error) {
    if (!(error instanceof EmulatorFailure)) throw error;
    gathered.killed = error instanceof Killed;
    find({ severity: 'stop', text: error.message });
    return false;
  }
}

function deathAfter(requests: number | undefined): Pick<EmulatorOptions, 'dies'> {
  if (requests === undefined) return {};
  let made = 0;
  return { dies: () => made++ >= requests };
}

function reportOf({ steps, findings, done, fetched, killed }: Gathered): EmulatorReport {
  const stops = findings.filter(({ severity }) => severity === 'stop').map(({ text }) => text);
  return {
    ...fetched,
    steps,
    findings,
    warnings: findings.filter(({ severity }) => severity !== 'stop').map(({ text }) => text),
    killed,
    verdict: stops.length === 0 ? 'success' : 'failure',
    message: [...stops, ...done].join(' · ') || 'There was nothing to exchange.',
  };
}
