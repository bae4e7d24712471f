import http from 'node:http';
import https from 'node:https';
import type { SiteAddress } from './address.js';
import { EmulatorFailure, Killed, PartialTransfer } from './failure.js';
import { noAnswerInWords } from './no-answer.js';
import type { PieceBody } from './pieces.js';

/** One request as the platform makes it. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly address: SiteAddress;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: PieceBody;
  /** Milliseconds without a byte; 0 = none. */
  readonly timeoutMs: number;
  /** The client dies when the request is on its way: half a body at most, no answer is read. */
  readonly dies?: boolean;
  readonly signal?: AbortSignal;
}

/** The raw answer. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

/**
 * Makes one request on a connection of its own, closed afterwards; redirects are not followed and a body carries its
 * length but no Content-Type (one-c-client.md §1).
 * Throws EmulatorFailure when no whole answer came: no connection, time-out; PartialTransfer when it broke off; Killed.
 */
export async function makeRequest(request: HttpRequest): Promise<HttpAnswer> {
  try {
    return await exchangeOnce(request);
  } catch (error) {
    if (request.signal?.aborted) throw new EmulatorFailure('The exchange was stopped.', { cause: error });
    if (error instanceof EmulatorFailure) throw error;
    throw new EmulatorFailure(`The server's answer was not received: ${noAnswerInWords(error)}`, { cause: error });
  }
}

function exchangeOnce(request: HttpRequest): Promise<HttpAnswer> {
  const { address, body, signal, timeoutMs } = request;
  return new Promise((resolve, reject) => {
    const outgoing = (address.secure ? https : http).request({
      agent: false,
      host: address.host,
      port: address.port,
      method: request.method,
      path: request.target,
      headers: {
        ...request.headers,
        Connection: 'close',
        ...(request.method === 'POST' ? { 'Content-Length': String(body?.size ?? 0) } : {}),
      },
      ...(signal === undefined ? {} : { signal }),
    });
    if (timeoutMs > 0) {
      outgoing.setTimeout(timeoutMs, () => {
        outgoing.destroy(new EmulatorFailure(`No answer for ${timeoutMs / 1000} s: time-out.`));
      });
    }
    outgoing.on('error', reject);
    outgoing.on('response', (incoming) => {
      collect(incoming).then(
        (received) => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: received }),
        reject,
      );
    });
    if (request.dies) dieSending(body, outgoing);
    else if (body === undefined) outgoing.end();
    else sendBody(body, outgoing);
  });
}

/** A file that cannot be read ends the request; a request that ends closes the file. */
function sendBody(body: PieceBody, outgoing: http.ClientRequest): void {
  const source = body.open();
  source.on('error', (error) => outgoing.destroy(error));
  outgoing.on('close', () => source.destroy());
  source.pipe(outgoing);
}

/** The head goes out, half of the body's first chunk with it, and the connection is torn. */
function dieSending(body: PieceBody | undefined, outgoing: http.ClientRequest): void {
  const die = (): void => void outgoing.destroy(new Killed('1C was killed.'));
  if (body === undefined || body.size === 0) {
    outgoing.end(die);
    return;
  }
  const source = body.open();
  source.on('error', (error) => outgoing.destroy(error));
  source.once('data', (chunk: Buffer) => {
    source.destroy();
    outgoing.write(chunk.subarray(0, Math.max(1, chunk.length >> 1)), die);
  });
}

async function collect(incoming: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
  } catch (error) {
    if (error instanceof EmulatorFailure) throw error;
    throw new PartialTransfer(`The server's answer broke off: ${noAnswerInWords(error)}`, { cause: error });
  }
  return Buffer.concat(chunks);
}
