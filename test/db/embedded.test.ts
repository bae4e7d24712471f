import { mkdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { query, useEmbeddedFolder } from '../support/embedded-folder.js';

const folder = useEmbeddedFolder();

describe('the embedded PostgreSQL', () => {
  it('is made at the first start and found again at the second', async () => {
    const first = await folder.start();
    const [facts] = await query(
      first.url,
      `select current_setting('server_version_num')::int / 10000 as major, current_setting('fsync') as fsync,
         current_setting('listen_addresses') as addresses, current_setting('server_encoding') as encoding,
         (select datlocale from pg_database where datname = current_database()) as locale`,
    );
    expect(facts).toEqual({ major: 18, fsync: 'on', addresses: '', encoding: 'UTF8', locale: 'C.UTF-8' });
    await query(first.url, 'create table kept as select 7 as n');
    await first.close();
    expect(await folder.postmaster()).toBeUndefined();

    const second = await folder.start();
    expect(await query(second.url, 'select n from kept')).toEqual([{ n: 7 }]);
    await second.close();
    if (process.env.UZEL_TEST_PRINT) console.log(`first start ${first.ms} ms, second start ${second.ms} ms`);
  });

  it('keeps its socket and its data in folders that are its user’s alone', async () => {
    await folder.fill();
    await folder.start();
    for (const name of ['run', 'data']) {
      expect((await stat(path.join(folder.dataDir, 'postgres', name))).mode & 0o777).toBe(0o700);
    }
  });

  it('is made once when several come first together, and stopped by the last', async () => {
    const [first, second, third] = await Promise.all([folder.start(), folder.start(), folder.start()]);
    const pid = await folder.postmaster();
    await Promise.all([first.close(), second.close()]);
    expect(await folder.postmaster()).toBe(pid);
    expect(await query(third.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    await third.close();
    expect(await folder.postmaster()).toBeUndefined();
  });

  it('serves one that comes while the last is leaving', async () => {
    await folder.fill();
    for (let round = 0; round < 3; round += 1) {
      const one = await folder.start();
      const [next] = await Promise.all([folder.start(), one.close()]);
      expect(await query(next.url, 'select 1 as n')).toEqual([{ n: 1 }]);
      await next.close();
    }
  });

  it('refuses data of another major version with a sentence', async () => {
    await mkdir(folder.data(), { recursive: true });
    await writeFile(path.join(folder.data(), 'PG_VERSION'), '17\n');
    const message = expect.stringContaining('PostgreSQL 17');
    await expect(folder.start()).rejects.toMatchObject({ code: 'UZ1604', message });
  });

  it('tells what PostgreSQL said when it does not start', async () => {
    await folder.fill();
    await writeFile(path.join(folder.data(), 'pg_hba.conf'), 'nonsense\n');
    const message = expect.stringContaining('pg_hba.conf');
    await expect(folder.start()).rejects.toMatchObject({ code: 'UZ1604', message });
  });

  it('listens on 127.0.0.1 with a password where there are no Unix sockets', async () => {
    const one = await folder.start({ tcp: true });
    expect(one.url).toMatch(/^postgresql:\/\/uzel:[\w-]{30,}@127\.0\.0\.1:\d+\/uzel$/);
    expect(await query(one.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    await expect(query(one.url.replace(/:[\w-]+@/, ':wrong@'), 'select 1')).rejects.toMatchObject({ code: '28P01' });
  });
});
