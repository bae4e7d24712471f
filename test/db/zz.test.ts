import { mkdtemp } from 'node:fs/promises';
import { it } from '@jest/globals';
import pg from 'pg';
import { compileSources } from '../support/compiled-sources.js';
import { startEmbeddedProcess } from '../support/embedded-process.js';

it('stress', async () => {
  const s = await compileSources(['db', 'errors.ts', 'config.ts']);
  const dataDir = await mkdtemp('/tmp/uzz-');
  let n = 0;
  const fails: string[] = [];
  const one = async (k: number) => {
    for (let i = 0; i < 40; i++) {
      let at = 'start';
      try {
        const p = await startEmbeddedProcess(s.folder, { dataDir });
        at = 'query ' + p.logged;
        const c = new pg.Client({ connectionString: p.url });
        c.on('error', () => {});
        await c.connect();
        await c.query('select 1');
        await c.end();
        n++;
        at = 'close';
        if (Math.random() < 0.3) await p.kill();
        else await p.close();
      } catch (e) {
        fails.push(`${k}.${i} ${at}: ${(e as Error).stack}`);
      }
    }
  };
  await Promise.all([one(1), one(2), one(3), one(4)]);
  console.log('rounds', n, dataDir, fails.join('\n'));
}, 300000);
