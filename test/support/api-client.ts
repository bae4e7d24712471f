import http, { type IncomingHttpHeaders } from 'node:http';

/** A request as it goes over the wire. */
export interface Sent {
  readonly method: string;
  /** Path and query exactly as they stand in the request line. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer | undefined;
}

export interface Got {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The media type, without its parameters. */
  readonly type: string;
  /** JSON, or `{}` of anything else. */
  // biome-ignore lint/suspicious/noExplicitAny: what a client would see
  readonly body: any;
}

/** What has not been answered by then never will. */
const LONGEST_MS = 15_000;

/** Sends requests byte for byte over a few kept connections. */
export class ApiClient {
  private readonly agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
  constructor(private readonly url: string) {}

  /** Of a stream of events only its beginning. @throws the error of the connection when no whole answer came */
  async send({ method, target, headers, body }: Sent): Promise<Got> {
    const { hostname, port } = new URL(this.url);
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    return await new Promise((resolve, reject) => {
      const options = { hostname, port, path: target, method, agent: this.agent, headers: { ...length, ...headers } };
      const request = http.request(options, (response) => {
        if (response.headers['content-type']?.startsWith('text/event-stream')) {
          response.on('error', () => undefined); // it has no end: we hang up
          resolve(gotOf(response, ''));
          request.destroy();
          return;
        }
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.on('error', reject);
        response.on('end', () => resolve(gotOf(response, Buffer.concat(pieces).toString('utf8'))));
      });
      request.on('error', reject);
      request.setTimeout(LONGEST_MS, () => request.destroy(new Error(`${method} ${target.slice(0, 200)}: no answer`)));
      // Before a string Node writes the headers in the string's encoding, before bytes as they are: in latin1.
      request.end(body === undefined ? undefined : Buffer.from(body));
    });
  }

  /** Begins to read an answer and leaves it open. @returns its status, and what hangs up */
  async open({ method, target, headers }: Sent): Promise<{ status: number; close: () => void }> {
    const { hostname, port } = new URL(this.url);
    return await new Promise((resolve, reject) => {
      const request = http.request({ hostname, port, path: target, method, headers, agent: false }, (response) => {
        response.on('error', () => undefined); // it is we who hang up
        response.resume();
        resolve({ status: response.statusCode ?? 0, close: () => request.destroy() });
      });
      request.on('error', reject);
      request.end();
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

function gotOf(response: http.IncomingMessage, text: string): Got {
  const type = (response.headers['content-type'] ?? '').split(';')[0]?.trim() ?? '';
  const isJson = /^application\/(problem\+)?json$/.test(type) && text !== '';
  const body = isJson ? JSON.parse(text) : {};
  return { status: response.statusCode ?? 0, headers: response.headers, text, type, body };
}
