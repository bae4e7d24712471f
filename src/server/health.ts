import { Router } from 'express';
import { pendingMigrations } from '../db/migrate.js';
import { ping } from '../db/ping.js';
import type { Services } from '../services.js';

/** How long a check may take before it counts as failed. */
const PATIENCE_MS = 5000;

/**
 * `/live`: the process answers. `/ready`: it can do its work: the database answers, its migrations are done, the disk
 * takes writes, and it is not stopping; else 503 with what is wrong. The reasons are in the log.
 */
export function createHealthRouter(services: Services, stopping: AbortSignal): Router {
  const { db, blobs, log } = services;
  const checks: Readonly<Record<string, () => Promise<boolean>>> = {
    running: async () => !stopping.aborted,
    database: async () => {
      await ping(db);
      return true;
    },
    migrations: async () => (await pendingMigrations(db)).length === 0,
    disk: async () => {
      await blobs.check();
      return true;
    },
  };

  async function passes(name: string, check: () => Promise<boolean>): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE_MS} ms`)), PATIENCE_MS);
    });
    try {
      return await Promise.race([check(), late]);
    } catch (error) {
      log.warn({ check: name, err: error }, 'not ready');
      return false;
    } finally {
      clearTimeout(timer);
    }
  }

  const router = Router();
  router.get('/live', (_request, response) => {
    response.set('Cache-Control', 'no-store').type('text/plain').end('ok\n');
  });
  router.get('/ready', async (_request, response) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await passes(name, check)] as const),
    );
    const ready = results.every(([, passed]) => passed);
    const body = JSON.stringify({ ready, checks: Object.fromEntries(results) });
    response
      .status(ready ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .type('application/json')
      .end(body);
  });
  return router;
}
