import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runMatching } from '../../src/exchange/matching/run-matching.js';
import { foldText } from '../../src/listing/fold-text.js';
import { type MatchBody, type MatchingWorld, openMatchingWorld } from './matching-world.js';

describe('matching where one key leads to many', () => {
  let world: MatchingWorld;
  beforeAll(async () => {
    world = await openMatchingWorld();
  });
  afterAll(async () => await world.rest.close());

  const products = async (count: number, row: object): Promise<string[]> => {
    const ids: string[] = [];
    for (let made = 0; made < count; made += 1) ids.push(await world.product({ ...row }));
    return ids.sort();
  };
  const decide = async (match: MatchBody | undefined, decision: string, product?: string) =>
    await world.rest.request('post', `/v1/matching/${match?.id}`, { body: { decision, ...(product && { product }) } });
  const shown = (match: MatchBody | undefined) => match?.candidates.map((one) => one.product.id);

  it('shows ten; when they are refused the eleventh and the twelfth, and the last one is the match', async () => {
    const ids = await products(12, { barcode: 'MANY' });
    await world.put('many', [{ ref: '1', barcode: 'MANY' }]);
    const run = async () => {
      await world.run({ system: 'many', rules: ['barcode'] });
      return (await world.matches('system=many'))[1];
    };
    const first = await run();
    expect([first?.state, shown(first)]).toEqual(['doubtful', ids.slice(0, 10)]);
    for (const id of ids.slice(0, 10)) expect((await decide(first, 'refuse', id)).status).toBe(200);
    expect((await world.matches('system=many'))[1]).toMatchObject({ state: 'unmatched', refused: ids.slice(0, 10) });
    const second = await run();
    expect([second?.state, shown(second)]).toEqual(['doubtful', ids.slice(10)]);
    await decide(second, 'refuse', ids[10]);
    expect(await run()).toMatchObject({ state: 'matched', product: { id: ids[11] }, rule: 'barcode' });
    await decide(second, 'refuse', ids[11]);
    expect(await run()).toMatchObject({ state: 'unmatched', candidates: [], refused: ids });
  });

  it('takes what is left of it for no match while other things have the key too', async () => {
    const ids = await products(11, { sku: 'WIDE' });
    await world.put('wide', [
      { ref: 'a', sku: 'WIDE' },
      { ref: 'b', sku: 'WIDE' },
    ]);
    const run = async () => {
      await world.run({ system: 'wide', rules: ['sku'] });
      return await world.matches('system=wide');
    };
    const { a } = await run();
    for (const id of ids.slice(0, 10)) await decide(a, 'refuse', id);
    const left = await run();
    expect([left.a?.state, shown(left.a), left.b?.state, shown(left.b)]).toEqual([
      ...['doubtful', ids.slice(10), 'doubtful'],
      ids.slice(0, 10),
    ]);
    await decide(left.b, 'refuse');
    expect((await run()).a).toMatchObject({ state: 'matched', product: { id: ids[10] } });
  });

  it('shows ten of each of two rules, and ten in all', async () => {
    const sku = await products(10, { sku: 'BOTH' });
    const barcode = await products(10, { barcode: 'BOTH' });
    await world.put('both', [{ ref: '1', sku: 'BOTH', barcode: 'BOTH' }]);
    await world.run({ system: 'both', rules: ['barcode', 'sku'] });
    const first = (await world.matches('system=both'))[1];
    expect(shown(first)).toEqual(barcode);
    for (const id of barcode) await decide(first, 'refuse', id);
    await world.run({ system: 'both', rules: ['barcode', 'sku'] });
    expect(shown((await world.matches('system=both'))[1])).toEqual(sku);
  });

  it('compares codes of Turkish letters in any case', async () => {
    const id = await world.product({ sku: 'KİT-SINIR' });
    await world.put('turkish', [{ ref: '1', sku: 'kit-sınır' }]);
    await world.run({ system: 'turkish', rules: ['sku'] });
    expect((await world.matches('system=turkish'))[1]).toMatchObject({ state: 'matched', product: { id } });
  });

  it('compares names for so long, and says that some were left', async () => {
    const same = await world.product({ name: 'Садовый шланг 20 м' });
    await world.product({ name: 'Газонокосилка Makita ELM3320' });
    await world.put('late', [
      { ref: 'same', name: 'садовый шланг 20 м' },
      { ref: 'alike', name: 'Газонокосилка Макита ELM 3320' },
    ]);
    const ask = async () =>
      (await world.rest.request('post', '/v1/matching/run', { body: { system: 'late', rules: ['name'] } })).body.id;
    const ended = async (id: string) => (await world.rest.get(`/v1/matching/runs/${id}`)).body;
    const cut = await ask();
    await runMatching({ ...world.rest.services, foldText, namesFor: 0 });
    expect(await ended(cut)).toMatchObject({ state: 'done', skipped: ['name'], error: null });
    const { same: found, alike } = await world.matches('system=late');
    expect([found?.product?.id, alike?.state]).toEqual([same, 'unmatched']);
    const whole = await ask();
    await runMatching({ ...world.rest.services, foldText });
    expect(await ended(whole)).toMatchObject({ state: 'done', skipped: [] });
    expect((await world.matches('system=late')).alike?.state).toBe('doubtful');
  });

  describe('decisions', () => {
    const code = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code];
    const refs = async (system: string) =>
      (await world.rest.get(`/v1/refs/${system}`)).body.items.map((one: { ref: string; product: string }) => [
        one.ref,
        one.product,
      ]);
    const system = async (name: string, skus: readonly string[]) => {
      await world.put(
        name,
        skus.map((sku, at) => ({ ref: String(at + 1), sku })),
      );
      await world.run({ system: name, rules: ['sku'] });
      return await world.matches(`system=${name}`);
    };

    it('that are the same, at the same time, are one', async () => {
      const one = await world.product({ sku: 'same-time' });
      const { 1: match } = await system('same-time', ['same-time']);
      for (const [decision, product] of [['confirm'], ['confirm', one], ['pick', one], ['refuse'], ['reopen']]) {
        const answers = await Promise.all(
          Array.from({ length: 5 }, async () => await decide(match, decision ?? '', product)),
        );
        expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(200));
        expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
        expect(await refs('same-time')).toEqual(['refuse', 'reopen'].includes(decision ?? '') ? [] : [['1', one]]);
      }
    });

    it('that give one product to two things, at the same time: one has it, the other is told which', async () => {
      const one = await world.product({});
      const { 1: first, 2: second } = await system('two-things', ['none-1', 'none-2']);
      const answers = await Promise.all([decide(first, 'pick', one), decide(second, 'pick', one)]);
      const [won, lost] = answers[0]?.status === 200 ? [first, answers[1]] : [second, answers[0]];
      expect(code(lost ?? { status: 0, body: {} })).toEqual([409, 'UZ1526']);
      expect(lost?.body.detail).toContain(won?.id);
      expect(await refs('two-things')).toEqual([[won?.item?.ref, one]]);
    });

    it('that contradict each other, at the same time, leave one of them whole', async () => {
      const one = await world.product({ sku: 'contrary' });
      const { 1: match } = await system('contrary', ['contrary']);
      await Promise.all([decide(match, 'confirm', one), decide(match, 'refuse'), decide(match, 'confirm', one)]);
      const { 1: after } = await world.matches('system=contrary');
      const isRefused = after?.decision === 'refused';
      expect([after?.state, await refs('contrary')]).toEqual(isRefused ? ['unmatched', []] : ['matched', [['1', one]]]);
    });

    it('about what a run has found otherwise since are refused', async () => {
      const one = await world.product({ sku: 'moved' });
      const { 1: match } = await system('moved', ['moved']);
      await world.rest.knex('products').where({ product_id: one }).update({ sku: null });
      const other = await world.product({ sku: 'moved' });
      await world.run({ system: 'moved', rules: ['sku'] });
      const late = await decide(match, 'confirm', one);
      expect([...code(late), late.body.detail.includes(one)]).toEqual([409, 'UZ1526', true]);
      expect((await decide(match, 'confirm', other)).body).toMatchObject({ decision: 'confirmed' });
      expect(await refs('moved')).toEqual([['1', other]]);
    });

    it('about a product that 1C takes away hold; what nobody decided is over with the next run', async () => {
      const ids = [await world.product({ sku: 'away-1' }), await world.product({ sku: 'away-2' })];
      const { 1: first, 2: second } = await system('away', ['away-1', 'away-2']);
      await decide(first, 'confirm', ids[0]);
      await world.rest.knex('products').whereIn('product_id', ids).update({ active: false });
      await world.run({ system: 'away', rules: ['sku'] });
      const again = await decide(first, 'confirm', ids[0]);
      expect(again.body).toMatchObject({ decision: 'confirmed', product: { id: ids[0], active: false } });
      expect(code(await decide(second, 'confirm', ids[1]))).toEqual([409, 'UZ1526']);
      expect(await refs('away')).toEqual([['1', ids[0]]]);
    });

    it('about one of two products of several 1C that turned out to be one follow the run, or the person', async () => {
      const b = await world.product({ id_space: 'b', sku: 'one-of-two', barcode: 'one-of-two' });
      const { 1: match } = await system('one-of-two', ['one-of-two']);
      const a = await world.product({ id_space: 'a', barcode: 'one-of-two' });
      await world.run({ idSpace: 'b', among: 'a', rules: ['barcode'] });
      await world.run({ system: 'one-of-two', rules: ['sku'] });
      expect((await world.matches('system=one-of-two'))[1]?.product?.id).toBe(a);
      expect(code(await decide(match, 'confirm', b))).toEqual([409, 'UZ1526']);
      expect((await decide(match, 'pick', b)).body).toMatchObject({ product: { id: b }, decision: 'picked' });
      await world.run({ system: 'one-of-two', rules: ['sku'] });
      expect(await refs('one-of-two')).toEqual([['1', b]]);
    });

    it('about an item that is gone are told so', async () => {
      const one = await world.product({ sku: 'item-gone' });
      const { 1: match } = await system('item-gone', ['item-gone']);
      await world.rest.request('delete', '/v1/shop-items/item-gone/1');
      for (const decision of ['confirm', 'refuse', 'reopen']) {
        expect(code(await decide(match, decision))).toEqual([404, 'UZ1507']);
      }
      expect(code(await decide(match, 'pick', one))).toEqual([404, 'UZ1507']);
    });
  });
});
