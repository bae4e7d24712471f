import path from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import AdmZip from 'adm-zip';
import iconv from 'iconv-lite';
import { type EmulatorOptions, planCatalogue, runEmulator } from '../../src/emulator/index.js';
import { containerXml } from './container-xml.js';
import { type FakeSite, openFakeSite, type Responder } from './fake-site.js';

let site: FakeSite;
afterEach(() => site.close());

const INIT = 'zip=no\nfile_limit=1000000\nsessid=feed\nversion=3.1';
const UTF8 = { 'Content-Type': 'application/xml; charset=utf-8' };
const good: Responder = ({ mode }) => {
  if (mode === 'init') return INIT;
  return mode === 'query' ? { headers: UTF8, body: containerXml() } : undefined;
};
const FIXTURE = path.join(process.cwd(), 'fixtures/bitrix3-31');

async function run(options: Partial<EmulatorOptions>, responder: Responder = good) {
  site = await openFakeSite(responder);
  return await runEmulator({ url: site.url, login: 'l', password: 'p', profile: 'bitrix3', ...options });
}
const lines = (): string[] =>
  site.lines().map((line) => line.replace('/1c_exchange', '').replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'GUID'));

describe('БУС: a catalogue', () => {
  it('a session for each kind of data, POST for every mode, deactivate and complete at the end', async () => {
    const report = await run({ directory: FIXTURE });
    expect(report).toMatchObject({ verdict: 'success', findings: [] });
    const all = lines();
    expect(all.every((line) => line.startsWith('POST '))).toBe(true);
    expect(all.slice(0, 4)).toEqual([
      'POST ?type=catalog&mode=checkauth',
      'POST ?type=catalog&mode=init&sessid=feed&version=3.1',
      'POST ?type=catalog&mode=file&filename=webdata/000000003/goods/1/groups_1_1_GUID.xml&sessid=feed',
      'POST ?type=catalog&mode=import&filename=webdata/000000003/goods/1/groups_1_1_GUID.xml&sessid=feed',
    ]);
    const kinds = all.flatMap((line) => /mode=import&filename=.*\/([a-zA-Z]+)_/.exec(line)?.[1] ?? []);
    expect(kinds).toEqual([
      'groups',
      'propertiesGoods',
      'propertiesOffers',
      'units',
      'priceLists',
      'storages',
      'goods',
      'offers',
      'prices',
      'rests',
      'references',
      'contragents',
    ]);
    expect(all.filter((line) => line.includes('type=reference')).map((line) => /mode=\w+/.exec(line)?.[0])).toEqual([
      'mode=checkauth',
      'mode=init',
      'mode=file',
      'mode=import',
    ]);
    expect(all.slice(-2)).toEqual([
      'POST ?type=catalog&mode=deactivate&timestamp=1700000000&sessid=feed',
      'POST ?type=catalog&mode=complete&sessid=feed',
    ]);
    expect(all.some((line) => line.includes('filename=webdata/000000003/goods/1/import_files/'))).toBe(true);
  });

  it('packages go in one session, each imported as it comes, every head as it is', async () => {
    await run({ directory: FIXTURE, portion: 2 });
    const goods = lines().filter((line) => /\/goods_1_\d/.test(line));
    expect(goods.map((line) => /mode=(\w+).*(goods_1_\d)/.exec(line)?.slice(1).join(' '))).toEqual([
      'file goods_1_1',
      'import goods_1_1',
      'file goods_1_2',
      'import goods_1_2',
    ]);
    const [first, second] = site.seen.filter((one) => one.mode === 'file' && one.url.includes('/goods_1_'));
    for (const part of [first, second]) {
      expect(part?.body.toString().match(/<Товар>/g)).toHaveLength(2);
      expect(part?.body.toString()).toContain('СодержитТолькоИзменения="true"');
    }
  });

  it('offers may be told to come before goods', async () => {
    site = await openFakeSite();
    const login = { url: site.url, login: 'l', password: 'p', profile: 'bitrix3' } as const;
    const planned = await planCatalogue(FIXTURE, { ...login, order: 'offers-first' });
    expect(planned.at(-1)?.imports[0]).toMatch(/goods_1_1/);
  });

  it('an exchange of changes has no deactivate', async () => {
    await run({ directory: FIXTURE, changesOnly: true });
    expect(lines().at(-1)).toMatch(/mode=complete/);
    expect(lines().join()).not.toContain('deactivate');
  });

  it('says what it misses: version= in init, the fifth line of checkauth', async () => {
    const report = await run({ directory: FIXTURE }, ({ mode }) =>
      mode === 'checkauth' ? 'success\nN\nv\nsessid=feed' : undefined,
    );
    expect(report.verdict).toBe('success');
    expect(new Set(report.warnings)).toEqual(
      new Set([expect.stringMatching(/said no version=/), expect.stringMatching(/no fifth line/)]),
    );
  });

  it('stops at the first stage that fails', async () => {
    const report = await run({ directory: FIXTURE }, (request, count) =>
      request.url.includes('units') && request.mode === 'import' ? 'failure\nno units' : good(request, count),
    );
    expect(report.message).toMatch(/units_1_1.* was not imported.*no units/s);
    expect(lines().at(-1)).toMatch(/import.*units/);
  });
});

describe('БУС: orders', () => {
  it('init, query, the receipts of the orders, then success', async () => {
    const report = await run({ answerOrders: { paid: true, shipped: true } });
    expect(report).toMatchObject({ verdict: 'success', findings: [], orders: [{ number: '77' }] });
    expect(lines()).toEqual([
      'POST ?type=sale&mode=checkauth',
      'POST ?type=sale&mode=init&sessid=feed&version=3.1',
      'POST ?type=sale&mode=query&sessid=feed',
      'POST ?type=sale&mode=file&filename=webdata/000000003/documents___GUID.xml&sessid=feed',
      'POST ?type=sale&mode=import&filename=webdata/000000003/documents___GUID.xml&sessid=feed',
      'POST ?type=sale&mode=success&sessid=feed',
    ]);
    const sent = site.seen.find((one) => one.mode === 'file')?.body.toString() ?? '';
    expect(sent).toMatch(/<Контейнер>[\s\S]*<Ид>site-77<\/Ид>[\s\S]*<Основание>site-77<\/Основание>/);
  });

  const packed: Responder = (request, count) => {
    if (request.mode !== 'query') return good(request, count);
    const zip = new AdmZip();
    zip.addFile('orders.xml', Buffer.from(containerXml()));
    return { headers: { 'Content-Type': 'application/zip' }, body: zip.toBuffer() };
  };

  it('orders in an archive are unpacked', async () => {
    const report = await run({ orders: true }, packed);
    expect(report).toMatchObject({ verdict: 'success', findings: [], orders: [{ number: '77' }] });
    expect(report.receivedXml?.toString()).toBe(containerXml());
  });

  it('an archive that is none stops it, and any archive stops the others', async () => {
    const broken: Responder = (request, count) =>
      request.mode === 'query' ? { headers: UTF8, body: 'PK\u0003\u0004 no' } : good(request, count);
    expect((await run({ orders: true }, broken)).message).toMatch(/cannot be unpacked/);
    await site.close();
    expect((await run({ orders: true, profile: 'unf' }, packed)).message).toMatch(/a ZIP archive came/i);
  });

  it('a receipt that is refused: no success', async () => {
    const report = await run({ answerOrders: {} }, (request, count) =>
      request.mode === 'import' ? 'failure\nno' : good(request, count),
    );
    expect(report.verdict).toBe('failure');
    expect(lines().at(-1)).toMatch(/mode=import/);
  });

  it('orders that are not UTF-8 are not read', async () => {
    const headers = { 'Content-Type': 'application/xml; charset=windows-1251' };
    for (const body of [
      iconv.encode(containerXml(), 'windows-1251'),
      containerXml().replace('UTF-8', 'windows-1251'),
    ]) {
      const report = await run({ orders: true }, ({ mode }) =>
        mode === 'init' ? INIT : mode === 'query' ? { headers, body } : undefined,
      );
      expect(report.message).toMatch(/not UTF-8/);
      expect(lines().at(-1)).toMatch(/mode=query/);
      if (typeof body !== 'string') await site.close();
    }
  });
});
