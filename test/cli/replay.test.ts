import { createHash } from 'node:crypto';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CliWorld, openCliWorld } from './support/cli-world.js';

interface Report {
  readonly dryRun: boolean;
  readonly exchange: string | null;
  readonly files: readonly { readonly name: string; readonly state: string; readonly text: string }[];
  readonly failed: number;
  readonly undone: readonly { readonly exchangeId: string }[];
  readonly differences: {
    readonly counts: readonly object[];
    readonly first: readonly object[];
    readonly more: boolean;
  };
}

const OFFERS = path.join(process.cwd(), 'fixtures', 'trade-207', 'offers0_1.xml');
let world: CliWorld;
let good: string;
let bad: string;
beforeAll(async () => {
  world = await openCliWorld();
  await world.run('node', 'add', 'shop', '--login', 'shop', '--password', 'secret');
  good = (await world.json<Report>('import', OFFERS, '--node', 'shop')).exchange ?? '';
  const file = path.join(await mkdtemp(path.join(tmpdir(), 'uzel-bad-')), 'offers0_1.xml');
  const text = await readFile(OFFERS, 'utf8');
  await writeFile(file, text.replaceAll(/<ЦенаЗаЕдиницу>[^<]*/g, '<ЦенаЗаЕдиницу>0.01'));
  const dry = await world.json<Report>('import', file, '--node', 'shop', '--dry-run', '--show', '3');
  expect(dry).toMatchObject({ dryRun: true, exchange: null, failed: 0, differences: { more: true } });
  expect(dry.differences.first).toHaveLength(3);
  bad = (await world.json<Report>('import', file, '--node', 'shop')).exchange ?? '';
});
afterAll(() => world.close());

const prices = async (): Promise<string> =>
  JSON.stringify(await world.knex('offer_numbers').select('prices').orderBy('offer_id'));

describe('uzel replay, restore and exchange feed', () => {
  it('restore tells what it would do, wants --yes where nobody can be asked, does it, and is undone', async () => {
    const spoiled = await prices();
    const dry = await world.json<Report>('restore', '--before', bad, '--dry-run');
    expect(dry).toMatchObject({ dryRun: true, exchange: null, undone: [{ exchangeId: bad, node: 'shop' }] });
    const fromGood = await world.json<Report>('restore', '--before', good, '--dry-run');
    expect(fromGood.undone.map(({ exchangeId }) => exchangeId)).toEqual([good, bad]);
    expect(await world.run('restore', '--before', bad)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/--yes.*UZ1607/s),
    });
    expect(await prices()).toBe(spoiled);
    const done = await world.json<Report>('restore', '--before', bad, '--yes');
    expect(done.differences).toEqual(dry.differences);
    const right = await prices();
    expect(right).not.toBe(spoiled);
    const undone = await world.run('restore', '--before', done.exchange ?? '', '--yes', '--show', '1');
    expect(undone).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(
        /taken back: 1\n.* shop {2}restore\n.*offers: \d+ changed.*prices\..*amount .* → 0\.01/s,
      ),
    });
    expect(await prices()).toBe(spoiled);
    const { stdout } = await world.run('exchange', 'show', done.exchange ?? '');
    expect(stdout).toMatch(/what was before .*Каталог возвращён/s);
    expect((await world.run('exchange', 'show', bad)).stdout).toMatch(/отменены/);
  });

  it('replay applies the kept file again: what the dry run told', async () => {
    const dry = await world.json<Report>('replay', good, '--dry-run');
    const done = await world.json<Report>('replay', good);
    expect(done.differences).toEqual(dry.differences);
    expect(done.files).toEqual(dry.files);
    const shown = await world.run('exchange', 'show', done.exchange ?? '');
    expect(shown.stdout).toMatch(new RegExp(`Repeats +${good}`));
    const again = await world.run('replay', good);
    expect(again).toMatchObject({ code: 0, stdout: expect.stringMatching(/✓ .*без изменений.*stays as it is/s) });
    await world.run('node', 'add', 'second', '--login', 'second', '--password', 'secret');
    expect((await world.json<Report & { node: string }>('replay', good, '--to', 'second', '--dry-run')).node).toBe(
      'second',
    );
    const unknown = await world.run('replay', good.replace(/^..../, 'ffff'));
    expect(unknown).toMatchObject({ code: 1, stderr: expect.stringMatching(/UZ1507/) });
  });

  it('exchange feed gives the file back byte for byte', async () => {
    const { feeds } = await world.json<{ feeds: { id: string }[] }>('exchange', 'show', good);
    const id = feeds[0]?.id ?? '';
    const bytes = await readFile(OFFERS);
    const out = path.join(await mkdtemp(path.join(tmpdir(), 'uzel-feed-')), 'offers.xml');
    const written = await world.json('exchange', 'feed', id, '--out', out);
    expect(written).toMatchObject({ size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
    expect((await readFile(out)).equals(bytes)).toBe(true);
    expect((await world.run('exchange', 'feed', id)).stdout).toBe(bytes.toString('utf8'));
    expect(await world.run('exchange', 'feed', id, '--out', out)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/UZ1607/),
    });
    await world.knex('feeds').where({ feed_id: id }).update({ state: 'expired' });
    expect(await world.run('exchange', 'feed', id)).toMatchObject({ code: 1, stderr: expect.stringMatching(/UZ1612/) });
    expect(await world.run('replay', good)).toMatchObject({ code: 1, stderr: expect.stringMatching(/UZ1612/) });
    await world.knex('exchanges').where({ exchange_id: good }).update({ images_gone: true });
    const restored = await world.run('restore', '--before', good, '--yes');
    expect(restored).toMatchObject({ code: 1, stderr: expect.stringMatching(/UZ1612/) });
  });
});
