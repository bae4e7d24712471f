import { once } from 'node:events';
import http, { type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { isSigned } from './verify-webhook.js';

/** A message as it came. */
export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The header `webhook-id`. */
  readonly id: string;
  readonly body: { readonly type: string; readonly timestamp: string; readonly data: Record<string, never> };
}

/** Answers a message; what it does not end stays open. */
export type AnswerBy = (response: ServerResponse, message: Received, request: IncomingMessage) => void;

export const OK: AnswerBy = (response) => response.writeHead(204).end();
export const status =
  (code: number, headers: Record<string, string> = {}): AnswerBy =>
  (response) =>
    response.writeHead(code, headers).end(`answer ${code}`);

/** A receiver of webhooks of a test: it keeps every message in the order in which they came, and checks the signature of each. */
export class Receiver {
  readonly received: Received[] = [];
  /** Ids of messages that no known secret had signed. */
  readonly unsigned: string[] = [];
  readonly secrets: string[] = [];
  answer: AnswerBy = OK;
  private constructor(
    private readonly server: http.Server,
    readonly port: number,
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}/hook`;
  }

  static async start(): Promise<Receiver> {
    const server = http.createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const receiver = new Receiver(server, (server.address() as AddressInfo).port);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      void receiver.take(request, response);
    });
    return receiver;
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    try {
      for await (const piece of request) pieces.push(piece as Buffer);
    } catch {
      return; // cut on its way here: nothing was received
    }
    const text = Buffer.concat(pieces).toString('utf8');
    const id = String(request.headers['webhook-id']);
    const message = { headers: request.headers, text, id, body: JSON.parse(text) };
    if (!this.secrets.some((secret) => isSigned(request.headers, text, secret))) this.unsigned.push(id);
    this.received.push(message);
    this.answer(response, message, request);
  }

  /** Waits until so many messages have come, repeated ones too. */
  async has(count: number, waitMs = 25_000): Promise<void> {
    await this.until(() => this.received.length >= count, waitMs);
  }

  async until(condition: () => boolean, waitMs = 25_000): Promise<void> {
    const end = Date.now() + waitMs;
    while (!condition()) {
      if (Date.now() > end) {
        throw new Error(`not in time; so far came: ${this.received.map(({ body }) => body.type).join(', ')}`);
      }
      await sleep(5);
    }
  }

  types(): string[] {
    return this.received.map(({ body }) => body.type);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
