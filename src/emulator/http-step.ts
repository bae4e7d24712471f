import http from 'node:http';
import https from 'node:https';
import type { SiteAddress } from './address.js';
import { EmulatorFailure } from './failure.js';
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
 * Throws EmulatorFailure when no whole answer came: no connection, time-out, a broken answer.
 */
export async function makeRequest(request: HttpRequest): Promise<HttpAnswer> {
  try {
    return await exchangeOnce(request);
  } catch (error) {
    if (request.signal?.aborted) throw new EmulatorFailure('The exchange was stopped.', { cause: error });
    if (error instanceof EmulatorFailure) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new EmulatorFailure(`The server's answer was not received: ${reason}`, { cause: error });
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
        ...(body === undefined ? {} : { 'Content-Length': String(body.size) }),
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
    if (body === undefined) outgoing.end();
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

async function collect(incoming: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
