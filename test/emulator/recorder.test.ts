import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import {
  createRecorder,
  type EmulatorOptions,
  type EmulatorProfile,
  readScript,
  replayScript,
  runEmulator,
} from '../../src/emulator/index.js';
import { containerXml } from './container-xml.js';
import { type FakeSite, openFakeSite, type Responder } from './fake-site.js';
import { orderXml } from './order-xml.js';

let site: FakeSite;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'uzel-record-'));
});
afterEach(async () => {
  await site.close();
  await rm(folder, { recursive: true });
});

const FOLDERS: readonly (readonly [EmulatorProfile, string])[] = [
  ['utp', 'utp-204'],
  ['trade', 'trade-207'],
  ['unf', 'unf-208'],
  ['unf-bitrix', 'unf-bitrix-210'],
  ['bitrix3', 'bitrix3-31'],
];

const responderFor = (profile: EmulatorProfile, token: string): Responder => {
  return ({ mode }, count) => {
    if (mode === 'checkauth') return `success\nSESSION\nsecret-cookie\nsessid=${token}\ntimestamp=1700000${count}`;
    if (mode === 'init')
      return 'zip=no\nfile_limit=5000'.concat(profile === 'bitrix3' ? '\nsessid=x\nversion=3.1' : '');
    if (mode === 'import' && count % 3 === 1) return 'progress\nstill at it';
    if (mode !== 'query') return undefined;
    if (profile === 'bitrix3') {
      return { headers: { 'Content-Type': 'application/xml; charset=utf-8' }, body: containerXml() };
    }
    const headers = { 'Content-Type': 'application/xml; charset=windows-1251' };
    return { headers, body: iconv.encode(orderXml(), 'windows-1251') };
  };
};

describe('a recorded conversation', () => {
  it.each(FOLDERS)(
    '%s: replayed, it is the same requests, with the tokens of the new server',
    async (profile, name) => {
      site = await openFakeSite(responderFor(profile, 'secret-token'));
      const recorder = createRecorder(folder, profile, 'a test');
      const options: EmulatorOptions = {
        url: site.url,
        login: 'clerk',
        password: 'secret-word',
        profile,
        importPauseMs: 0,
        directory: path.join(process.cwd(), 'fixtures', name),
        answerOrders: { paid: true },
      };
      const report = await runEmulator(options, { onRequest: recorder.onRequest });
      await recorder.finish();
      expect(report.verdict).toBe('success');
      const first = site.seen.map(({ method, url, body }) => ({ method, url, body }));
      await site.close();

      const steps = await readFile(path.join(folder, 'steps.json'), 'utf8');
      expect(steps).not.toMatch(/secret|clerk|1700000|127\.0\.0\.1|Иванов|Лесной/);
      expect((await readScript(folder)).profile).toBe(profile);

      site = await openFakeSite(responderFor(profile, 'other'));
      await replayScript(folder, { url: site.url, login: 'l', password: 'p', importPauseMs: 0 });
      const again = site.seen.map(({ method, url, body }) => ({ method, url, body }));
      const fresh = first.map(({ url, ...rest }) => ({ ...rest, url: url.replace('secret-token', 'other') }));
      expect(again.map(({ method, url, body }) => `${method} ${url} ${body.length}`)).toEqual(
        fresh.map(({ method, url, body }) => `${method} ${url} ${body.length}`),
      );
      expect(again.every(({ body }, index) => body.equals(fresh[index]?.body ?? Buffer.alloc(0)))).toBe(true);
    },
  );

  it('stays in its folder whatever the files are called', async () => {
    site = await openFakeSite();
    const recorder = createRecorder(folder, 'trade', 'a test');
    const answer = { status: 200, contentType: undefined, body: Buffer.from('success'), text: 'success' };
    const { Readable } = await import('node:stream');
    for (const name of ['../../up.xml', '/tmp/v8/webdata/a.xml', 'c:\\x\\b.xml', 'steps.json', '..']) {
      await recorder.onRequest({
        step: { type: 'catalog', mode: 'file', parameters: [['filename', name]] },
        method: 'POST',
        body: { size: 1, open: () => Readable.from([Buffer.from('x')]) },
        answer,
      });
    }
    await recorder.finish();
    const written = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = written
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
    expect(files.sort()).toEqual([
      'c_/x/b.xml',
      'sent-file',
      'sent-steps.json',
      'steps.json',
      'tmp/v8/webdata/a.xml',
      'up.xml',
    ]);
  });
});
