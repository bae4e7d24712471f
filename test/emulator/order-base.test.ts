import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import {
  fatesOf,
  type OrderBase,
  openOrderBase,
  type ParsedOrder,
  readOrders,
  runEmulator,
} from '../../src/emulator/index.js';
import { openFakeSite, type Responder } from './fake-site.js';
import { orderXml } from './order-xml.js';

let folder: string;
let base: OrderBase;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'uzel-base-'));
  base = await openOrderBase(path.join(folder, 'orders'));
});
afterEach(async () => await rm(folder, { recursive: true }));

const order = (over: Partial<ParsedOrder> = {}): ParsedOrder => {
  const [read] = readOrders(orderXml(), { profile: 'trade' }).orders;
  if (!read) throw new Error('no order');
  return { ...read, ...over };
};
const numbers = async () => (await base.all()).map(({ order: { number }, loads }) => `${number} ${loads}`);

describe('the orders of an emulated 1C', () => {
  it('are found again by number, changed and never doubled, also by the next process', async () => {
    await base.store([order({ number: '17' }), order({ number: 'П/18*' })]);
    base = await openOrderBase(path.join(folder, 'orders'));
    await base.store([order({ number: 'П/18*', comment: 'інакше' })]);
    expect((await numbers()).sort()).toEqual(['17 1', 'П/18* 2']);
    expect((await base.find('П/18*'))?.order.comment).toBe('інакше');
  });

  it('are looked for by 11 characters of the number: a longer one is another order written over', async () => {
    await base.store([order({ number: '12345678901' }), order({ number: '123456789012', id: 'other' })]);
    expect((await base.all()).map((stored) => stored.order.id)).toEqual(['other']);
  });

  it('that are open there break the load off; what came before is stored', async () => {
    await base.store([order({ number: '1' }), order({ number: '2' }), order({ number: '3' })]);
    await base.lock('2', true);
    const changed = ['1', '2', '3'].map((number) => order({ number, comment: 'нове' }));
    await expect(base.store(changed)).rejects.toThrow(/order 2 is open in 1C/);
    expect(await numbers()).toEqual(['1 2', '2 1', '3 1']);
    await base.lock('2', false);
    await base.store(changed);
    expect(await numbers()).toEqual(['1 3', '2 2', '3 2']);
    await expect(base.lock('4', true)).rejects.toThrow(/no order 4/);
  });

  it('that were made there keep their id and number, in what comes back and in what is told', async () => {
    await base.make(order({ id: 'their-guid', number: '00УТ-000001' }));
    await base.store([order({ id: 'ours', number: '00УТ-000001', comment: 'з сайту' })]);
    const [stored] = await base.all();
    expect(stored).toMatchObject({ loads: 1, order: { id: 'their-guid', madeHere: true, comment: 'з сайту' } });
    const told = fatesOf([stored?.order ?? order()], 'trade', { locked: true, responsible: '0042' }).toString('utf8');
    expect(told).toContain('<Ид>their-guid</Ид>');
    expect(told.replace(/\s+/g, '')).toContain('Номерпо1С</Наименование><Значение>00УТ-000001</Значение>');
    for (const [name, value] of [
      ['Заблокирован', 'true'],
      ['Табельныйномерответственного', '0042'],
    ]) {
      expect(told.replace(/\s+/g, '')).toContain(`${name}</Наименование><Значение>${value}</Значение>`);
    }
  });

  it('half written when the process was killed are as they were', async () => {
    await base.store([order({ number: '1' })]);
    await writeFile(path.join(folder, 'orders', '1.json.part'), '{"order":{"num');
    expect(await numbers()).toEqual(['1 1']);
    await base.store([order({ number: '1' })]);
    expect(await readdir(path.join(folder, 'orders'))).toEqual(['1.json']);
  });
});

describe('a run with such orders', () => {
  const answered = iconv.encode(orderXml(), 'windows-1251');
  const withOrder: Responder = ({ mode }) =>
    mode === 'query' ? { headers: { 'Content-Type': 'text/xml; charset=windows-1251' }, body: answered } : undefined;

  it('stores them before success, and sends none when one cannot be stored', async () => {
    const site = await openFakeSite(withOrder);
    const run = () =>
      runEmulator({ url: site.url, login: 'l', password: 'p', profile: 'trade', orders: true, orderBase: base });
    expect(await run()).toMatchObject({ verdict: 'success' });
    expect(await numbers()).toEqual(['17 1']);
    await base.lock('17', true);
    expect(await run()).toMatchObject({ verdict: 'failure', message: expect.stringContaining('open in 1C') });
    expect(site.seen.map(({ mode }) => mode)).toEqual(['checkauth', 'query', 'success', 'checkauth', 'query']);
    await site.close();
  });
});
