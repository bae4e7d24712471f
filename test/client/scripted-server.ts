import { once } from 'node:events';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came. */
export interface Came {
  readonly method: string;
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

type Step = (response: ServerResponse, came: Came) => void;

/** A server in the way between client and Uzel, that does what networks and proxies do; what no step is for is passed on, or answered 200. */
export interface ScriptedServer {
  readonly url: string;
  readonly came: readonly Came[];
  /** What the next requests meet, one after the other. */
  next(...steps: readonly (Step | 'pass')[]): void;
  close(): Promise<void>;
}

export const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Step =>
  (response) =>
    void response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
export const plain =
  (status: number, headers: Record<string, string> = {}): Step =>
  (response) =>
    void response.writeHead(status, { 'Content-Type': 'text/html', ...headers }).end('<h1>Bad Gateway</h1>');
export const cut: Step = (response) => void response.destroy();
export const stall: Step = () => undefined;

/** @param target where requests are passed on to; `lost` steps are passed on too, without their answer */
export async function startScripted(target?: string): Promise<ScriptedServer> {
  const came: Came[] = [];
  const steps: (Step | 'pass')[] = [];
  const server = http.createServer();
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url = '', headers } = request;
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const body = Buffer.concat(pieces);
    const seen = { method, url, headers, body: body.toString('utf8') };
    came.push(seen);
    const step = steps.shift() ?? 'pass';
    if (step !== 'pass') step(response, seen);
    else if (target === undefined) json(200, { items: [], next: null })(response, seen);
    else await pass(`${target}${url}`, { method, headers }, body, response);
  };
  server.on('request', (request, response) => {
    take(request, response).catch(() => response.destroy()); // who asked is gone, or the server behind
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    came,
    next: (...more) => void steps.push(...more),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function pass(url: string, options: http.RequestOptions, body: Buffer, response: ServerResponse): Promise<void> {
  const onward = http.request(url, options);
  response.on('close', () => onward.destroy());
  const [answer] = (await Promise.all([once(onward, 'response'), onward.end(body)]))[0] as [IncomingMessage];
  response.writeHead(answer.statusCode ?? 502, answer.headers);
  answer.pipe(response);
}

/** Passes a request on, and loses its answer. */
export const lost =
  (target: string): Step =>
  (response, { method, url, headers, body }) => {
    const onward = http.request(`${target}${url}`, { method, headers }, (answer) => {
      answer.resume();
      answer.on('end', () => response.destroy());
    });
    onward.end(body);
  };
