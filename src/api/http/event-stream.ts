import type { Response } from 'express';

/** A client that takes nothing for so long is not there any more. */
const STALLED_MS = 60_000;

/** An answer of server-sent events that is being written. */
export interface EventStream {
  /**
   * Writes text as it stands, and waits until the client has taken what it was sent.
   * @returns false when nobody reads it any more, or the server begins to stop
   */
  send(text: string): Promise<boolean>;
  end(): void;
}

/**
 * Begins the answer. Nothing between may hold it back or change it: `no-transform`, and nginx' own header for that.
 * @param signal fires when the client is gone, or the server begins to stop
 * @param stalledMs for tests
 */
export function beginEventStream(response: Response, signal: AbortSignal, stalledMs = STALLED_MS): EventStream {
  response.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store, no-transform',
    'X-Accel-Buffering': 'no',
  });
  response.flushHeaders();
  return {
    send: async (text) => {
      if (signal.aborted) return false;
      if (response.write(text)) return true;
      const isTaken = await taken(response, signal, stalledMs);
      if (!isTaken && !signal.aborted) response.destroy(); // its end would never be taken either
      return isTaken;
    },
    end: () => {
      if (!response.destroyed) response.end();
    },
  };
}

/** One event. @param data JSON has no line ends of its own */
export const eventOf = (event: string, data: unknown, id?: number): string =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

async function taken(response: Response, signal: AbortSignal, stalledMs: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const end = (isTaken: boolean): void => {
      clearTimeout(late);
      response.off('drain', drained);
      signal.removeEventListener('abort', gone);
      resolve(isTaken);
    };
    const drained = (): void => end(true);
    const gone = (): void => end(false);
    const late = setTimeout(gone, stalledMs);
    response.once('drain', drained);
    signal.addEventListener('abort', gone);
    if (signal.aborted) gone();
  });
}
