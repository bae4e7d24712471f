import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { Router } from 'express';
import { openLocalBlobs } from '../../../src/blobs/local.js';
import { readConfig } from '../../../src/config.js';
import type { Database } from '../../../src/db/open.js';
import { receiveFile } from '../../../src/exchange/feeds/inbox.js';
import type { ExchangeNode } from '../../../src/nodes/exchange-node.js';
import { createRegistry } from '../../../src/nodes/registry.js';
import type { ExchangeApi } from '../../../src/protocol/exchange-api.js';
import { createProtocolRouter } from '../../../src/protocol/index.js';
import { createApp } from '../../../src/server/app.js';
import { closeServer, listen } from '../../../src/server/listen.js';
import { createLog } from '../../../src/server/log.js';
import { createRequestHistory } from '../../../src/server/request-history.js';
import type { Services } from '../../../src/services.js';
import { insertNode, type NewNode } from '../../../src/store/nodes/nodes.js';
import { openTestDatabase } from '../../support/database.js';

export const LOGIN = '1c';
export const PASSWORD = 'k7mp-x3fn-92qd-hv6t';

/**
 * The protocol over real HTTP on a real database and a real inbox; what stands behind (jobs, orders) each test says
 * itself.
 */
export interface ProtocolServer {
  readonly port: number;
  readonly url: string;
  readonly db: Database;
  readonly services: Services;
  readonly node: ExchangeNode;
  /** Replaced at will by a test. */
  readonly api: { -readonly [K in keyof ExchangeApi]: ExchangeApi[K] };
  /** Lines of the log, parsed. */
  readonly log: Record<string, unknown>[];
  get(query: string, headers?: Record<string, string>): Promise<Answer>;
  post(query: string, body: string | Buffer | FormData, headers?: Record<string, string>): Promise<Answer>;
  /** checkauth with the right password. */
  login(type?: string): Promise<{ cookie: string; sessid: string }>;
  addNode(node: Partial<NewNode> & { name: string; login: string }): Promise<ExchangeNode>;
  /** A server process of its own on the same database: what is only in memory is not there. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  /** Decoded as windows-1251. */
  readonly text: string;
}

export const basic = (login: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}`,
});

export const AUTH = basic(LOGIN, PASSWORD);

/** A node's exchange of its own folder and database. */
export async function startProtocol(settings: Record<string, string> = {}): Promise<ProtocolServer> {
  const test = await openTestDatabase();
  const dataDir = await mkdtemp(path.join(tmpdir(), 'uzel-protocol-'));
  const log: Record<string, unknown>[] = [];
  const sink = new Writable({
    write: (chunk, _encoding, done) => {
      for (const line of String(chunk).trim().split('\n')) log.push(JSON.parse(line) as Record<string, unknown>);
      done();
    },
  });
  const config = readConfig({
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: dataDir,
    IMPORT_HOLD_SECONDS: '0.3',
    ...settings,
  });
  const services: Services = {
    config,
    db: test.db,
    blobs: await openLocalBlobs(dataDir),
    log: createLog(config, sink),
    kinds: createRegistry(),
  };
  const addNode: ProtocolServer['addNode'] = async (node) =>
    await test.db.transaction(
      async (tx) =>
        await insertNode(tx, 'main', { profile: 'trade', password: PASSWORD, timeZone: 'Europe/Kyiv', ...node }),
    );
  const node = await addNode({ name: '1c', login: LOGIN });
  const api = {
    ...unexpected(),
    receiveFile: async (exchange, name, body) => await receiveFile(services, exchange, name, body),
  } as ProtocolServer['api'];

  let server = await open();
  async function open(): Promise<Server> {
    const app = createApp(services, {
      protocol: createProtocolRouter(services, api),
      api: Router(),
      docs: Router(),
      health: Router(),
      history: createRequestHistory(services),
    });
    return await listen(app, config);
  }
  const port = () => (server.address() as AddressInfo).port;
  const ask = async (query: string, init: RequestInit) => {
    const response = await fetch(`http://127.0.0.1:${port()}${query.startsWith('/') ? '' : '/1c_exchange?'}${query}`, {
      redirect: 'manual',
      ...init,
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    return {
      status: response.status,
      headers: response.headers,
      bytes,
      text: new TextDecoder('windows-1251').decode(bytes),
    };
  };

  const self: ProtocolServer = {
    get port() {
      return port();
    },
    get url() {
      return `http://127.0.0.1:${port()}`;
    },
    db: test.db,
    services,
    node,
    api,
    log,
    get: async (query, headers = {}) => await ask(query, { headers }),
    post: async (query, body, headers = {}) => await ask(query, { method: 'POST', body, headers }),
    login: async (type = 'catalog') => {
      const { text } = await self.get(`type=${type}&mode=checkauth`, AUTH);
      const [word, name, value, sessid] = text.split('\n');
      if (word !== 'success') throw new Error(text);
      return { cookie: `${name}=${value}`, sessid: (sessid ?? '').replace('sessid=', '') };
    },
    addNode,
    restart: async () => {
      await closeServer(server, 100);
      server = await open();
    },
    close: async () => {
      await closeServer(server, 100);
      await test.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  return self;
}

function unexpected(): ExchangeApi {
  const refuse = (what: string) => async (): Promise<never> => {
    throw new Error(`${what} was not expected`);
  };
  return {
    beginExchange: async () => undefined,
    leftovers: async () => 0,
    receiveFile: refuse('receiveFile'),
    applySaleFile: refuse('applySaleFile'),
    askImport: refuse('askImport'),
    queryOrders: refuse('queryOrders'),
    acknowledge: refuse('acknowledge'),
    dictionary: refuse('dictionary'),
    waitForOrders: refuse('waitForOrders'),
    beginCatalogue: refuse('beginCatalogue'),
    queryCatalogue: refuse('queryCatalogue'),
    endRuns: refuse('endRuns'),
    tellRefusal: async () => undefined,
  };
}
