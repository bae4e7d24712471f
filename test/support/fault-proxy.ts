import { once } from 'node:events';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * What may happen to a request on its way: `cut` = the connection ends before anything was passed on; `lost` = it was passed on, and its
 * answer is lost; `half` = the answer breaks off in its middle; `stall` = nothing ever comes back.
 */
export const FAULTS = ['cut', 'lost', 'half', 'stall', '500', '429', '302'] as const;
export type Fault = (typeof FAULTS)[number];

/** A proxy between a sender and a receiver that does to requests what networks and servers do. */
export class FaultProxy {
  /** How often each fault was met; `pass` = none. */
  readonly met: Partial<Record<Fault | 'pass', number>> = {};
  private constructor(
    private readonly server: http.Server,
    private readonly target: number,
    readonly port: number,
    private readonly choose: () => Fault | null,
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}/hook`;
  }

  /**
   * @param target port of the receiver on 127.0.0.1
   * @param choose which fault the next request meets; null = none
   */
  static async start(target: number, choose: () => Fault | null): Promise<FaultProxy> {
    const server = http.createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const proxy = new FaultProxy(server, target, (server.address() as AddressInfo).port, choose);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      // A sender that is killed, a receiver that is gone: the connection ends, as it does in life.
      proxy.handle(request, response).catch(() => response.destroy());
    });
    return proxy;
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const fault = this.choose();
    this.met[fault ?? 'pass'] = (this.met[fault ?? 'pass'] ?? 0) + 1;
    switch (fault) {
      case 'cut':
        request.socket.destroy();
        return;
      case 'stall':
        request.resume();
        return;
      case '500':
        response.writeHead(500).end('broken');
        return;
      case '429':
        response.writeHead(429, { 'Retry-After': '0' }).end();
        return;
      case '302':
        response.writeHead(302, { Location: `http://127.0.0.1:${this.target}/elsewhere` }).end();
        return;
    }
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const answer = await this.pass(request, Buffer.concat(pieces));
    if (fault === 'lost') request.socket.destroy();
    else if (fault === 'half') {
      response.writeHead(200, { 'Content-Length': '1000' });
      response.write('x'.repeat(400), () => request.socket.destroy());
    } else response.writeHead(answer.status).end();
  }

  private async pass({ headers, url }: IncomingMessage, body: Buffer): Promise<{ status: number }> {
    const onward = http.request({ host: '127.0.0.1', port: this.target, path: url, method: 'POST', headers });
    const [answer] = (await Promise.all([once(onward, 'response'), onward.end(body)]))[0] as [IncomingMessage];
    answer.resume();
    return { status: answer.statusCode ?? 502 };
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
