import type { Logger } from 'pino';

/** Work that is done again and again while the server runs. */
export interface Sweeper {
  /** No further round begins; resolves when the running one has ended. */
  stop(): Promise<void>;
}

/**
 * Does `work` every `everyMs`, counted from the end of the former round, so that two never overlap. A round that
 * fails is logged, and the next one comes all the same.
 */
export function startSweeper(name: string, everyMs: number, work: () => Promise<void>, log: Logger): Sweeper {
  let stopped = false;
  let timer: NodeJS.Timeout;
  let running = Promise.resolve();

  const plan = () => {
    timer = setTimeout(() => {
      running = round();
    }, everyMs);
  };
  const round = async () => {
    try {
      await work();
    } catch (error) {
      log.error({ err: error, sweeper: name }, 'a sweep failed; it is tried again');
    }
    if (!stopped) plan();
  };

  plan();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
