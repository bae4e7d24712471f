import { afterEach, describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { type EmulatorOptions, openSession, runEmulator } from '../../src/emulator/index.js';
import { type FakeSite, openFakeSite, type Responder } from './fake-site.js';
import { orderXml } from './order-xml.js';

let site: FakeSite;
afterEach(() => site.close());

const XML = { 'Content-Type': 'application/xml; charset=windows-1251' };
const withOrder: Responder = ({ mode }) =>
  mode === 'query' ? { headers: XML, body: iconv.encode(orderXml(), 'windows-1251') } : undefined;

async function run(options: Partial<EmulatorOptions>, responder: Responder = withOrder) {
  site = await openFakeSite(responder);
  return await runEmulator({
    url: site.url,
    login: 'l',
    password: 'p',
    profile: 'unf-bitrix',
    orders: true,
    ...options,
  });
}
const lines = (): string[] => site.lines().map((line) => line.replace(/.*\?/, '?'));

describe('УНФ', () => {
  it('«Другая» fetches as BAS, sends orders without import, with names of its own', async () => {
    const report = await run({ profile: 'unf', answerOrders: { paid: true } });
    expect(report).toMatchObject({ verdict: 'success', findings: [] });
    expect(lines().map((line) => line.replace(/-[0-9a-f-]{36}/, ''))).toEqual([
      '?type=sale&mode=checkauth',
      '?type=sale&mode=query',
      '?type=sale&mode=success',
      '?type=sale&mode=checkauth',
      '?type=sale&mode=init',
      '?type=sale&mode=file&filename=orders_.xml',
    ]);
  });

  it('«1С-Битрикс» gives the token back, asks for info, tells cmlVersion and imports its orders', async () => {
    const report = await run({ answerOrders: { paid: true } });
    expect(report).toMatchObject({ verdict: 'success', info: { statuses: [{ id: 'N', name: 'Принят' }] } });
    expect(report.info?.payments).toEqual([{ id: '2', name: 'Картой', paymentKind: 'card' }]);
    expect(lines().map((line) => line.replace(/-[0-9a-f-]{36}/, ''))).toEqual([
      '?type=sale&mode=checkauth',
      '?type=sale&mode=info&sessid=feed',
      '?type=sale&mode=checkauth',
      '?type=sale&mode=init&sessid=feed&cmlVersion=2.10',
      '?type=sale&mode=query&sessid=feed',
      '?type=sale&mode=success&sessid=feed',
      '?type=sale&mode=checkauth',
      '?type=sale&mode=init&sessid=feed&cmlVersion=2.10',
      '?type=sale&mode=file&sessid=feed&filename=orders_.xml',
      '?type=sale&mode=import&sessid=feed&filename=orders_.xml',
    ]);
    expect(JSON.stringify(report.steps)).not.toContain('feed');
  });

  it('without subordinate documents it tells no version and imports no orders', async () => {
    await run({ subordinateDocuments: false, answerOrders: { paid: true } });
    expect(lines().join('\n')).not.toMatch(/cmlVersion|mode=import/);
    const sent = site.seen.find(({ mode }) => mode === 'file')?.body.toString('utf8');
    expect(sent).toContain('<Наименование>Оплачен</Наименование>');
    expect(sent).not.toContain('ПодчиненныеДокументы');
  });

  it('goes on without info, and says so', async () => {
    const report = await run({}, (request, count) =>
      request.mode === 'info' ? 'failure\nwhat?' : withOrder(request, count),
    );
    expect(report.verdict).toBe('success');
    expect(report.warnings).toEqual([expect.stringMatching(/sale\/info was not read/)]);
  });

  it('stops at a login that is refused, before info too', async () => {
    const report = await run({}, () => 'failure\nno');
    expect(report.findings).toEqual([{ severity: 'stop', text: expect.stringMatching(/checkauth/) }]);
  });

  it('goes without a token when there is no fourth line, and says so', async () => {
    const report = await run({}, (request, count) =>
      request.mode === 'checkauth' ? 'success\nN\nv' : withOrder(request, count),
    );
    expect(report.warnings).toEqual([expect.stringMatching(/no fourth line/)]);
    expect(lines()[1]).toBe('?type=sale&mode=info');
  });

  it('takes more than two lines of init, reads an undeclared code page, and minds a success that says failure', async () => {
    const report = await run({ profile: 'unf' }, ({ mode }) => {
      if (mode === 'query') return { headers: {}, body: iconv.encode(orderXml(), 'windows-1251') };
      if (mode === 'success') return 'failure\nтеперь нет';
      return undefined;
    });
    expect(report.orders[0]?.customer.name).toBe('Иванов Пётр');
    expect(report).toMatchObject({ verdict: 'failure' });
    expect(report.message).toMatch(/not confirmed.*теперь нет/s);
    const session = openSession({ url: site.url, login: 'l', password: 'p', profile: 'unf' }, 'catalog');
    await site.close();
    site = await openFakeSite(({ mode }) =>
      mode === 'init' ? 'zip=no\nfile_limit=7\nsessid=1\nversion=3.1\n' : undefined,
    );
    const again = openSession({ url: site.url, login: 'l', password: 'p', profile: 'unf' }, 'catalog');
    await expect(again.init()).resolves.toEqual({ zip: false, fileLimit: 7, version: '3.1' });
    expect(session.type).toBe('catalog');
  });

  it('pauses between progress and the next import, unless it is an old one', async () => {
    const progress: Responder = ({ mode }, count) => (mode === 'import' && count < 3 ? 'progress' : undefined);
    for (const [importPauseMs, least, most] of [
      [40, 80, 5000],
      [0, 0, 4000], // a pause of the profile itself would be 5 s
    ] as const) {
      site = await openFakeSite(progress);
      const session = openSession(
        { url: site.url, login: 'l', password: 'p', profile: 'unf', importPauseMs },
        'catalog',
      );
      await session.importOnce('warm.xml');
      const began = performance.now();
      site.seen.length = 0;
      await session.importFile('import.xml');
      const took = performance.now() - began;
      expect(site.seen).toHaveLength(3);
      expect(took).toBeGreaterThanOrEqual(least);
      expect(took).toBeLessThan(most);
      if (importPauseMs > 0) await site.close();
    }
  });

  it('a success that begins with failure is one, with its reason on the same line too', async () => {
    const report = await run({ profile: 'unf' }, (request, count) =>
      request.mode === 'success' ? 'Failure: no such session' : withOrder(request, count),
    );
    expect(report.findings).toEqual([{ severity: 'stop', text: expect.stringMatching(/not confirmed/) }]);
  });

  it('repeats a whole session as often as it was told', async () => {
    let refused = 0;
    const report = await run({ profile: 'unf', attempts: 3 }, (request, count) =>
      request.mode === 'query' && refused++ < 2 ? 'failure\nbusy' : withOrder(request, count),
    );
    expect(report.verdict).toBe('success');
    expect(lines().filter((line) => line.includes('checkauth'))).toHaveLength(3);
    expect(report.warnings).toEqual([expect.stringMatching(/Attempt 1 of 3/), expect.stringMatching(/Attempt 2 of 3/)]);
  });
});
