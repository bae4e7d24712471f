import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { type EmulatorOptions, type EmulatorReport, runEmulator } from '../../src/emulator/index.js';
import { type FakeSite, openFakeSite, type Responder } from './fake-site.js';
import { orderXml } from './order-xml.js';

let site: FakeSite;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'uzel-emulator-'));
});
afterEach(async () => {
  await site.close();
  await rm(folder, { recursive: true });
});

const xml = iconv.encode(orderXml('<Комментарий>Быстро</Комментарий>'), 'windows-1251');
const withOrder: Responder = ({ mode }) =>
  mode === 'query' ? { headers: { 'Content-Type': 'application/xml; charset=windows-1251' }, body: xml } : undefined;

async function run(options: Partial<EmulatorOptions>, responder: Responder = withOrder): Promise<EmulatorReport> {
  site = await openFakeSite(responder);
  return await runEmulator({ url: site.url, login: 'l', password: 'p', profile: 'trade', orders: true, ...options });
}
const shape = (): string => site.seen.map(({ mode }) => mode).join(' ');

async function orderFiles(count: number): Promise<string[]> {
  const files = Array.from({ length: count }, (_, index) => path.join(folder, `${index}.xml`));
  for (const [index, file] of files.entries()) await writeFile(file, `<orders n="${index}"/>`);
  return files;
}

describe.each(['trade', 'utp'] as const)('%s fetches orders', (profile) => {
  it('without init, and confirms them after they are read', async () => {
    const report = await run({ profile });
    expect(shape()).toBe('checkauth query success');
    expect(site.lines()[1]).toBe('GET /1c_exchange?type=sale&mode=query');
    expect(report).toMatchObject({ verdict: 'success', orders: [{ number: '17', comment: 'Быстро' }] });
    expect(report.receivedXml).toEqual(xml);
  });

  it('sends no success when 1C could not store them', async () => {
    const stored: Buffer[] = [];
    const report = await run({ profile, onOrders: (received) => stored.push(received) < 0 });
    expect(shape()).toBe('checkauth query');
    expect(report).toMatchObject({ verdict: 'failure', orders: [{ number: '17' }] });
    expect(stored).toEqual([xml]);
  });

  it('sends none when it is told to break off', async () => {
    const report = await run({ profile, sendSuccess: false });
    expect(shape()).toBe('checkauth query');
    expect(report).toMatchObject({ verdict: 'success', orders: [{ number: '17' }] });
  });

  it('sends none when its reader fails, and keeps what came', async () => {
    const body = orderXml('').replace('Заказ товара', 'Счет на оплату');
    const headers = { 'Content-Type': 'application/xml; charset=windows-1251' };
    const report = await run({ profile }, ({ mode }) =>
      mode === 'query' ? { headers, body: iconv.encode(body, 'windows-1251') } : undefined,
    );
    expect(shape()).toBe('checkauth query');
    expect(report.message).toMatch(/ХозОперация/);
    expect(report.receivedXml).toBeDefined();
  });

  it('sends success after an empty document', async () => {
    const report = await run({ profile }, () => undefined);
    expect(shape()).toBe('checkauth query success');
    expect(report).toMatchObject({ verdict: 'success', orders: [] });
  });
});

describe('sending orders', () => {
  it('BAS: an exchange with import for each portion', async () => {
    await run({ ordersToSend: await orderFiles(2) });
    expect(shape()).toBe('checkauth query success checkauth init file import checkauth init file import');
    const [first, second] = site.lines().filter((line) => line.startsWith('POST'));
    expect(first).toMatch(/\?type=sale&mode=file&filename=orders-[0-9a-f-]{36}_1\.xml$/);
    expect(second).toBe(first?.replace('_1.xml', '_2.xml'));
    expect(site.seen.at(-2)?.body.toString()).toBe('<orders n="1"/>');
  });

  it('УТП: one exchange, no import, even when the download failed', async () => {
    const report = await run({ profile: 'utp', ordersToSend: await orderFiles(1) }, ({ mode }) =>
      mode === 'query' ? 'failure\nlater' : undefined,
    );
    expect(shape()).toBe('checkauth query checkauth init file');
    expect(site.lines().at(-1)).toMatch(/filename=1cbitrix-[0-9a-f-]{36}\.xml$/);
    expect(report.verdict).toBe('failure');
  });

  it('BAS sends nothing after a download that failed', async () => {
    await run({ ordersToSend: await orderFiles(1) }, ({ mode }) => (mode === 'query' ? 'failure\nlater' : undefined));
    expect(shape()).toBe('checkauth query');
  });

  it('zips them when the server asks for it', async () => {
    await run({ profile: 'utp', ordersToSend: await orderFiles(1) }, ({ mode }) =>
      mode === 'init' ? 'zip=yes\nfile_limit=0' : undefined,
    );
    expect(site.lines().at(-1)).toMatch(/filename=v8_.*\.zip$/);
  });
});
