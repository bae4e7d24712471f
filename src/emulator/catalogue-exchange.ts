import { clientOf } from './clients/index.js';
import { EmulatorFailure, Killed } from './failure.js';
import type { EmulatorOptions } from './options.js';
import { planCatalogue } from './plan.js';
import type { PlannedExchange } from './planned-exchange.js';
import type { SessionObserver } from './requester.js';
import { openSession, type Session } from './session.js';
import { sendExchange } from './upload.js';

/**
 * Sends the catalogue of a folder as this 1C does (one-c-client.md §1, §4): BAS and УТ 11 go on after an exchange that
 * failed, and send it once more at the end of the run; УНФ repeats a session as often as it was told to; БУС ends a
 * full export with deactivate and complete. Throws EmulatorFailure.
 */
export async function sendCatalogue(
  directory: string,
  options: EmulatorOptions,
  observer: SessionObserver,
): Promise<void> {
  const client = clientOf(options.profile);
  const planned = await planCatalogue(directory, options);
  if (options.portion !== undefined && client.catalogue === 'one-exchange') {
    observer.onWarning?.(`${client.title} cuts no portions: the files were sent whole.`);
  }
  const send = async (exchange: PlannedExchange): Promise<Session> => {
    const session = openSession(options, exchange.type ?? 'catalog', observer);
    await sendExchange(session, exchange, options, options.import !== false);
    return session;
  };
  if (client.catalogue === 'exchange-per-stage') await sendStages(planned, send, options, observer);
  else if (options.profile === 'trade') await sendAndSendAgain(planned, send, options, observer);
  else for (const exchange of planned) await repeated(() => send(exchange), options, observer);
}

type Send = (exchange: PlannedExchange) => Promise<Session>;

async function sendAndSendAgain(
  planned: readonly PlannedExchange[],
  send: Send,
  options: EmulatorOptions,
  observer: SessionObserver,
): Promise<void> {
  const failed: PlannedExchange[] = [];
  for (const exchange of planned) {
    try {
      await send(exchange);
    } catch (error) {
      if (!mayBeTriedAgain(error, options) || planned.length === 1) throw error;
      observer.onWarning?.(`To be sent again: ${error.message}`);
      failed.push(exchange);
    }
  }
  for (const exchange of failed) await send(exchange);
}

async function sendStages(
  planned: readonly PlannedExchange[],
  send: Send,
  options: EmulatorOptions,
  observer: SessionObserver,
): Promise<void> {
  let timestamp: string | undefined;
  let last: Session | undefined;
  for (const exchange of planned) {
    last = await send(exchange);
    if (exchange.type === 'catalog') timestamp ??= last.credentials?.timestamp;
  }
  if (last === undefined || last.type !== 'catalog') {
    last = openSession(options, 'catalog', observer);
    await last.checkauth();
  }
  if (options.changesOnly !== true) {
    if (timestamp) await last.deactivate(timestamp);
    else {
      observer.onWarning?.(
        'checkauth: there is no fifth line (timestamp=…): deactivate cannot be sent, what is gone stays on the site.',
      );
    }
  }
  await last.complete();
}

/** Does the work again as often as this 1C was told to (УНФ); others once. */
export async function repeated<T>(
  work: () => Promise<T>,
  options: EmulatorOptions,
  observer: SessionObserver,
): Promise<T> {
  const attempts = options.profile.startsWith('unf') ? (options.attempts ?? 1) : 1;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!mayBeTriedAgain(error, options) || attempt >= attempts) throw error;
      observer.onWarning?.(`Attempt ${attempt} of ${attempts} failed: ${error.message}`);
    }
  }
}

function mayBeTriedAgain(error: unknown, options: EmulatorOptions): error is EmulatorFailure {
  return error instanceof EmulatorFailure && !(error instanceof Killed) && options.signal?.aborted !== true;
}
