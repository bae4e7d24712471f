import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import http, { type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import express from 'express';
import { type Logger, pino } from 'pino';
import supertest from 'supertest';
import { type ApiParts, createApiRouter } from '../../src/api/index.js';
import { openLocalBlobs } from '../../src/blobs/local.js';
import { readConfig } from '../../src/config.js';
import { createImporter } from '../../src/exchange/import/importer.js';
import { createJobs } from '../../src/exchange/jobs/jobs.js';
import { createRegistry } from '../../src/nodes/registry.js';
import type { Services } from '../../src/services.js';
import { createChangeWatch } from '../../src/store/changes/change-watch.js';
import { insertApiKey } from '../../src/store/nodes/api-keys.js';
import { openTestDatabase } from '../support/database.js';
import { checkAgainstDocument } from './document-check.js';

type Method = 'get' | 'head' | 'post' | 'patch' | 'put' | 'delete';

/** The REST API alone, on a database of its own, spoken to over HTTP. Every answer is checked against the OpenAPI document. */
export interface Rest {
  readonly services: Services;
  readonly parts: ApiParts;
  /** `http://127.0.0.1:<port>`, for requests that `request` cannot make. */
  readonly url: string;
  /** A key of the shop `main`. */
  readonly key: string;
  readonly knex: Services['db']['knex'];
  /** What the server logged as an error. */
  readonly errors: readonly string[];
  request(method: Method, url: string, options?: RequestOptions): Promise<supertest.Response>;
  get(url: string, headers?: Record<string, string>): Promise<supertest.Response>;
  /** Begins to read an answer and hangs up after its first bytes; resolves when the server has seen that. */
  leave(url: string): Promise<void>;
  close(): Promise<void>;
}

export interface RequestOptions {
  /** By default nothing is taken packed, so that tags are strong. */
  readonly headers?: Record<string, string>;
  /** An object is sent as JSON, a string as it is. */
  readonly body?: object | string;
  /** Null = none. */
  readonly key?: string | null;
}

export async function openRest(environment: Record<string, string> = {}): Promise<Rest> {
  const { db, close } = await openTestDatabase();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'uzel-rest-'));
  // Tests ask faster than people may; the limit itself is tried in key-limits.test.ts.
  const config = readConfig({ DATA_DIR: folder, RATE_PER_MINUTE: '10000000', ...environment });
  const errors: string[] = [];
  const log: Logger = pino({ level: 'error' }, { write: (line) => errors.push(line) });
  const services: Services = { config, db, blobs: await openLocalBlobs(folder), log, kinds: createRegistry() };
  const { key } = await insertApiKey(db.knex, 'main', 'test');
  const closing = new AbortController();
  const parts: ApiParts = {
    changes: createChangeWatch(services),
    jobs: createJobs(services, { import: createImporter(services) }),
    closing: closing.signal,
  };
  const app = express().use('/v1', createApiRouter(services, parts));
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  const request: Rest['request'] = async (method, url, options = {}) => {
    const call = supertest(server)[method](url).set('Accept-Encoding', 'identity');
    if (options.key !== null) call.set('Authorization', `Bearer ${options.key ?? key}`);
    for (const [name, value] of Object.entries(options.headers ?? {})) call.set(name, value);
    const response = await (options.body === undefined ? call : call.send(options.body));
    checkAgainstDocument(method, url, response);
    return response;
  };

  return {
    services,
    parts,
    url: `http://127.0.0.1:${port}`,
    key,
    knex: db.knex,
    errors,
    request,
    get: async (url, headers = {}) => await request('get', url, { headers }),
    leave: async (url) => {
      const headers = { Authorization: `Bearer ${key}` };
      const [answer] = (await once(http.get({ port, host: '127.0.0.1', path: url, headers }), 'response')) as [
        IncomingMessage,
      ];
      await once(answer, 'data');
      answer.destroy();
      const connections = promisify(server.getConnections.bind(server));
      while ((await connections()) > 0) await sleep(5);
    },
    close: async () => {
      closing.abort();
      await parts.jobs.stop();
      await new Promise((resolve) => server.close(resolve));
      await close();
      await rm(folder, { recursive: true });
    },
  };
}
