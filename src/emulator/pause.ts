import { setTimeout as wait } from 'node:timers/promises';
import { clientOf } from './clients/index.js';
import { EmulatorFailure } from './failure.js';
import type { ConnectionOptions } from './options.js';

/** The pause of this 1C between `progress` and the next import: none in most, 5 s in УНФ since 2022 (one-c-client.md §2). */
export async function waitBetweenImports(options: ConnectionOptions): Promise<void> {
  const pause = options.importPauseMs ?? clientOf(options.profile).importPauseMs;
  if (pause === 0) return;
  try {
    await wait(pause, undefined, options.signal === undefined ? {} : { signal: options.signal });
  } catch (error) {
    throw new EmulatorFailure('The exchange was stopped.', { cause: error });
  }
}
