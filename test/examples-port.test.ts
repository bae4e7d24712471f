import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';

let other: Server;
let port: string;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'uzel-port-'));
  other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  port = String((other.address() as AddressInfo).port);
});
afterAll(async () => {
  other.close();
  await rm(folder, { recursive: true, force: true });
});

const run = (example: string, env: Record<string, string>): Promise<{ code: unknown; stderr: string }> =>
  new Promise((resolve) => {
    const options = { env: { PATH: process.env.PATH, UZEL_KEY: 'uzel_x', UZEL_URL: 'http://127.0.0.1:9', ...env } };
    execFile(process.execPath, [path.resolve('examples', example, 'server.js')], options, (error, _out, stderr) =>
      resolve({ code: error?.code, stderr }),
    );
  });

it.each([
  ['storefront', () => ({ PORT: port }), 'PORT'],
  ['crm-receiver', () => ({ PORT: port, PAGE_PORT: '0', STATE_FILE: path.join(folder, 'a.json') }), 'PORT'],
  ['crm-receiver', () => ({ PORT: '0', PAGE_PORT: port, STATE_FILE: path.join(folder, 'b.json') }), 'PAGE_PORT'],
])('%s says in a sentence that its port is taken', async (example, env, name) => {
  const { code, stderr } = await run(example, env());
  expect(code).toBe(1);
  expect(stderr).toContain(`Stop what has this port, or choose another ${name}.`);
  expect(stderr).not.toContain('    at '); // no stack
});
