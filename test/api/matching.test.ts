import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import { startSweepers } from '../../src/server/sweepers.js';
import { insertOffer } from './catalogue-rows.js';
import { type MatchBody, type MatchingWorld, openMatchingWorld } from './matching-world.js';

describe('matching', () => {
  let world: MatchingWorld;
  beforeAll(async () => {
    world = await openMatchingWorld();
  });
  afterAll(async () => await world.rest.close());

  const product = async (row: Record<string, unknown>) => await world.product(row);
  const decide = async (match: MatchBody | undefined, decision: string, productId?: string, headers = {}) =>
    await world.rest.request('post', `/v1/matching/${match?.id}`, {
      body: { decision, ...(productId !== undefined && { product: productId }) },
      headers,
    });
  const refs = async (system: string) =>
    Object.fromEntries(
      (await world.rest.get(`/v1/refs/${system}`)).body.items.map((one: { ref: string; product: string }) => [
        one.ref,
        one.product,
      ]),
    );
  const brief = (match: MatchBody | undefined) => [match?.state, match?.product?.id ?? null, match?.rule];
  const candidates = (match: MatchBody | undefined) => match?.candidates.map((one) => [one.product.id, one.rule]);
  const code = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code];

  it('finds by each rule, as things are compared, in the order of the shop', async () => {
    const byId = await product({ external_id: 'BD72D8F9-55bc' });
    const own = await product({});
    const bySku = await product({ sku: ' Ab  12' });
    const byBarcode = await product({ barcode: '4820 0001' });
    const byCode = await product({ code: '00-0017' });
    const byName = await product({ name: 'Дрель «Бош» GSB-13, бур 8×40' });
    const byOffer = await product({ external_id: 'with-offer' });
    await insertOffer(world.rest.knex, { product_external_id: 'with-offer', characteristic_id: 'red', barcode: '777' });
    await product({ sku: '' });
    await world.put('rules', [
      { ref: '1', externalId: 'bd72d8f9-55BC#red' },
      { ref: own },
      { ref: '3', sku: 'aB12' },
      { ref: '4', barcode: '48200001 ' },
      { ref: '5', code: '00-0017' },
      { ref: '6', name: 'дрель, бош (gsb 13) бур 8 х 40' },
      { ref: '7', barcode: '777' },
      { ref: '8' },
      { ref: '9', code: '00-17' },
    ]);
    const done = await world.run({ system: 'rules', rules: ['id', 'sku', 'barcode', 'code', 'name'] });
    expect(done).toMatchObject({ state: 'done', skipped: [], error: null, progress: { step: null } });
    expect(done.result).toEqual({ matched: 7, unmatched: 2, doubtful: 0, changed: 7 });
    const found = await world.matches('system=rules');
    expect(Object.fromEntries(Object.entries(found).map(([ref, match]) => [ref, brief(match)]))).toEqual({
      1: ['matched', byId, 'id'],
      [own]: ['matched', own, 'id'],
      3: ['matched', bySku, 'sku'],
      4: ['matched', byBarcode, 'barcode'],
      5: ['matched', byCode, 'code'],
      6: ['matched', byName, 'name'],
      7: ['matched', byOffer, 'barcode'],
      8: ['unmatched', null, null],
      9: ['unmatched', null, null],
    });
    expect(await refs('rules')).toEqual({});
  });

  it('takes several hits for doubtful, on either side, until a later rule tells them apart', async () => {
    const [one, two] = [await product({ sku: 'D1', barcode: 'D-1' }), await product({ sku: 'D1', barcode: 'D-2' })];
    const lone = await product({ sku: 'D2' });
    await world.put('doubt', [
      { ref: 'a', sku: 'D1' },
      { ref: 'b', sku: 'd1', barcode: 'D-2' },
      { ref: 'c', sku: 'D2' },
      { ref: 'd', sku: 'D2' },
    ]);
    await world.run({ system: 'doubt', rules: ['sku'] });
    const first = await world.matches('system=doubt');
    expect(candidates(first.a)).toEqual([one, two].sort().map((id) => [id, 'sku']));
    expect(candidates(first.b)).toEqual(candidates(first.a));
    expect([candidates(first.c), candidates(first.d)]).toEqual([[[lone, 'sku']], [[lone, 'sku']]]);
    expect(new Set(Object.values(first).map((match) => match.state))).toEqual(new Set(['doubtful']));

    await world.run({ system: 'doubt', rules: ['sku', 'barcode'] });
    const second = await world.matches('system=doubt');
    expect(brief(second.b)).toEqual(['matched', two, 'barcode']);
    expect([second.a?.state, candidates(second.a)]).toEqual(['doubtful', [[one, 'sku']]]);
  });

  it('does not believe a later rule that speaks of others than the rules before', async () => {
    const [one, two] = [await product({ sku: 'E1' }), await product({ sku: 'E1' })];
    const other = await product({ barcode: 'E-9' });
    await world.put('clash', [{ ref: 'a', sku: 'E1', barcode: 'E-9' }]);
    await world.run({ system: 'clash', rules: ['sku', 'barcode'] });
    const { a } = await world.matches('system=clash');
    expect([a?.state, candidates(a)]).toEqual([
      'doubtful',
      [...[one, two].sort().map((id) => [id, 'sku']), [other, 'barcode']],
    ]);
  });

  it('nor one that speaks for another item than the rules before', async () => {
    const one = await product({ sku: 'H1', barcode: 'H-9' });
    await world.put('claims', [
      { ref: 'a', sku: 'H1' },
      { ref: 'b', sku: 'H1' },
      { ref: 'c', barcode: 'H-9' },
    ]);
    await world.run({ system: 'claims', rules: ['sku', 'barcode'] });
    const { a, b, c } = await world.matches('system=claims');
    expect([a, b, c].map((match) => [match?.state, candidates(match)])).toEqual([
      ['doubtful', [[one, 'sku']]],
      ['doubtful', [[one, 'sku']]],
      ['doubtful', [[one, 'barcode']]],
    ]);
  });

  it('names that are only alike make candidates, with how alike they are', async () => {
    const drill = await product({ name: 'Шуруповёрт аккумуляторный Makita DF333' });
    await world.put('alike', [
      { ref: 'a', name: 'Шуруповерт акумуляторний Makita DF 333' },
      { ref: 'b', name: 'Лопата' },
    ]);
    await world.run({ system: 'alike', rules: ['name'] });
    const { a, b } = await world.matches('system=alike');
    expect([a?.state, b?.state]).toEqual(['doubtful', 'unmatched']);
    expect(a?.candidates).toMatchObject([{ product: { id: drill }, rule: 'name' }]);
    const likeness = a?.candidates[0]?.likeness ?? 0;
    expect(likeness).toBeGreaterThanOrEqual(0.6);
    expect(likeness).toBeLessThan(1);
    const confirmed = await decide(a, 'confirm');
    expect(confirmed.body).toMatchObject({
      state: 'matched',
      product: { id: drill },
      rule: 'name',
      decision: 'confirmed',
    });
    expect(await refs('alike')).toEqual({ a: drill });
  });

  it('is decided by people: confirmed, picked, refused, reopened; each again changes nothing', async () => {
    const [one, two, three] = [await product({ sku: 'P1' }), await product({ sku: 'P2' }), await product({})];
    await world.put('people', [{ ref: '1', sku: 'P1' }, { ref: '2', sku: 'P2' }, { ref: '3' }]);
    const run = async () => await world.run({ system: 'people', rules: ['sku'] });
    await run();
    const first = await world.matches('system=people');
    const confirmed = await decide(first[1], 'confirm', one);
    expect(confirmed.body).toMatchObject({ state: 'matched', rule: 'sku', decision: 'confirmed' });
    expect((await decide(first[1], 'confirm')).body).toEqual(confirmed.body);
    const picked = await decide(first[3], 'pick', three);
    expect(picked.body).toMatchObject({ state: 'matched', product: { id: three }, rule: null, decision: 'picked' });
    expect((await decide(first[3], 'pick', three)).body).toEqual(picked.body);
    const refused = await decide(first[2], 'refuse');
    expect(refused.body).toMatchObject({ state: 'unmatched', product: null, decision: 'refused' });
    expect((await decide(first[2], 'refuse')).body).toEqual(refused.body);
    expect(await refs('people')).toEqual({ 1: one, 3: three });

    expect((await run()).result).toEqual({ matched: 2, unmatched: 1, doubtful: 0, changed: 0 });
    const decided = await world.matches('system=people&decided=true');
    expect(decided).toEqual(await world.matches('system=people'));
    expect(await world.matches('system=people&decided=false')).toEqual({});

    expect((await decide(first[2], 'reopen')).body).toMatchObject({ state: 'unmatched', decision: null });
    expect((await decide(first[3], 'reopen')).body).toMatchObject({ state: 'unmatched', product: null });
    await run();
    expect(brief((await world.matches('system=people'))[2])).toEqual(['matched', two, 'sku']);
    expect(await refs('people')).toEqual({ 1: one });
    expect((await decide((await world.matches('system=people'))[2], 'reopen')).body.state).toBe('matched');
  });

  it('what a person said it is not, no run proposes', async () => {
    const [one, two] = [await product({ sku: 'N1' }), await product({ sku: 'N1' })].sort() as [string, string];
    await world.put('not', [{ ref: '1', sku: 'N1' }]);
    const run = async () => await world.run({ system: 'not', rules: ['sku'] });
    await run();
    const { 1: first } = await world.matches('system=not');
    const refused = (await decide(first, 'refuse', one)).body;
    expect(refused).toMatchObject({ state: 'doubtful', decision: null, refused: [one] });
    expect((await decide(first, 'refuse', one)).body).toEqual(refused);
    await run();
    expect(brief((await world.matches('system=not'))[1])).toEqual(['matched', two, 'sku']);
    expect((await decide(first, 'refuse', two)).body).toMatchObject({ state: 'unmatched', decision: null });
    await run();
    expect((await world.matches('system=not'))[1]).toMatchObject({ state: 'unmatched', refused: [one, two] });
    expect((await decide(first, 'pick', one)).body).toMatchObject({ state: 'matched', refused: [two] });
  });

  it('a product is one thing’s: who picks it takes it from a run, not from a person', async () => {
    const one = await product({ sku: 'T1' });
    await world.put('taken', [{ ref: '1', sku: 'T1' }, { ref: '2' }, { ref: '3' }]);
    await world.run({ system: 'taken', rules: ['sku'] });
    const first = await world.matches('system=taken');
    expect((await decide(first[2], 'pick', one)).body.product.id).toBe(one);
    expect(brief((await world.matches('system=taken'))[1])).toEqual(['unmatched', null, null]);
    const refused = await decide(first[3], 'pick', one);
    expect(code(refused)).toEqual([409, 'UZ1526']);
    expect(refused.body.detail).toContain(first[2]?.id);
    await world.run({ system: 'taken', rules: ['sku'] });
    expect((await world.matches('system=taken'))[1]).toMatchObject({ state: 'unmatched', candidates: [] });

    // Called otherwise by the storefront itself, of what is no item.
    const called = await product({});
    await world.rest.request('put', `/v1/products/${called}/refs/taken`, { body: { ref: 'own' } });
    expect(code(await decide(first[3], 'pick', called))).toEqual([409, 'UZ1526']);
  });

  it('follows the references that the storefront writes itself', async () => {
    const [one, two] = [await product({ sku: 'F1' }), await product({ sku: 'F2' })];
    await world.put('follow', [
      { ref: '1', sku: 'F1' },
      { ref: '2', sku: 'F2' },
    ]);
    await world.run({ system: 'follow', rules: ['sku'] });
    const put = async (id: string, ref: string) =>
      (await world.rest.request('put', `/v1/products/${id}/refs/follow`, { body: { ref } })).status;
    expect(await put(one, '2')).toBe(200);
    const crossed = await world.matches('system=follow');
    expect(crossed[2]).toMatchObject({ state: 'matched', product: { id: one }, decision: 'ref' });
    expect(crossed[1]).toMatchObject({ state: 'unmatched', decision: null });
    await world.run({ system: 'follow', rules: ['sku'] });
    expect((await world.matches('system=follow'))[2]?.product?.id).toBe(one);
    expect(await put(one, '1')).toBe(200);
    expect((await world.matches('system=follow'))[2]).toMatchObject({ state: 'unmatched', decision: null });
    await world.run({ system: 'follow', rules: ['sku'] });
    expect(brief((await world.matches('system=follow'))[2])).toEqual(['matched', two, 'sku']);
    await world.rest.request('delete', `/v1/products/${one}/refs/follow`);
    expect((await world.matches('system=follow'))[1]).toMatchObject({ state: 'unmatched', decision: null });
  });

  it('is confirmed as a whole, or by rules', async () => {
    const [one, two] = [await product({ sku: 'W1' }), await product({ barcode: 'W2' })];
    await world.put('whole', [{ ref: '1', sku: 'W1' }, { ref: '2', barcode: 'W2' }, { ref: '3' }]);
    await world.run({ system: 'whole', rules: ['sku', 'barcode'] });
    const confirm = async (body: object) =>
      (await world.rest.request('post', '/v1/matching/confirm', { body: { system: 'whole', ...body } })).body;
    expect(await confirm({ rules: ['barcode'] })).toEqual({ confirmed: 1 });
    expect(await refs('whole')).toEqual({ 2: two });
    expect([await confirm({}), await confirm({})]).toEqual([{ confirmed: 1 }, { confirmed: 0 }]);
    expect(await refs('whole')).toEqual({ 1: one, 2: two });
  });

  it('pages and filters, with the counts of all', async () => {
    await product({ sku: 'G1' });
    await world.put(
      'pages',
      Array.from({ length: 5 }, (_, at) => ({ ref: String(at), ...(at === 0 && { sku: 'G1' }) })),
    );
    await world.run({ system: 'pages', rules: ['sku'] });
    const counts = { matched: 1, unmatched: 4, doubtful: 0 };
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = (await world.rest.get(`/v1/matching?system=pages&state=unmatched&limit=3${cursor}`)).body;
      expect(page.counts).toEqual(counts);
      seen.push(...page.items.map((match: MatchBody) => match.item?.ref));
      cursor = page.next === null ? '' : `&cursor=${page.next}`;
    } while (cursor);
    expect(seen.sort()).toEqual(['1', '2', '3', '4']);
    const { next } = (await world.rest.get('/v1/matching?system=pages&limit=1')).body;
    expect((await world.rest.get(`/v1/matching?system=pages&state=matched&cursor=${next}`)).status).toBe(422);
  });

  it('is one run however often it is asked for', async () => {
    await world.put('once', [{ ref: '1' }]);
    const ask = async (rules: string[]) =>
      await world.rest.request('post', '/v1/matching/run', { body: { system: 'once', rules } });
    const [first, again, other] = [await ask(['sku', 'id']), await ask(['sku', 'id']), await ask(['id', 'sku'])];
    expect([first.status, first.body.state, again.body.id]).toEqual([202, 'queued', first.body.id]);
    expect(first.headers.location).toBe(`/v1/matching/runs/${first.body.id}`);
    expect(code(other)).toEqual([409, 'UZ1524']);
    await world.run({ system: 'once', rules: ['sku', 'id'] });
    const { items } = (await world.rest.get('/v1/matching/runs')).body;
    expect(items[0]).toMatchObject({ id: first.body.id, state: 'done', system: 'once', idSpace: null });
  });

  it.each<[string, object, string]>([
    ['nothing', { rules: ['id'] }, 'system'],
    ['both kinds', { system: 'a', idSpace: 'main', among: 'b', rules: ['id'] }, 'system'],
    ['one id space', { idSpace: 'main', rules: ['id'] }, 'system'],
    ['an id space with itself', { idSpace: 'main', among: 'main', rules: ['id'] }, 'among'],
    ['an id space that is none', { idSpace: 'main', among: "' or 1=1 --", rules: ['id'] }, 'among'],
    ['no rule', { system: 'a', rules: [] }, 'rules'],
    ['a rule twice', { system: 'a', rules: ['id', 'id'] }, 'rules'],
    ['a rule that there is not', { system: 'a', rules: ['price'] }, 'rules.0'],
  ])('refuses a run of %s', async (_what, body, path) => {
    const answer = await world.rest.request('post', '/v1/matching/run', { body });
    expect([answer.status, answer.body.errors[0].path]).toEqual([422, path]);
  });

  it('refuses decisions that cannot be', async () => {
    const main = await product({});
    await world.put('cannot', [{ ref: '1' }]);
    const { 1: match } = await world.matches('system=cannot');
    expect(code(await decide(match, 'confirm'))).toEqual([409, 'UZ1526']);
    expect(code(await decide(match, 'confirm', main))).toEqual([409, 'UZ1526']);
    expect(code(await decide(match, 'pick'))).toEqual([422, 'UZ1501']);
    expect(code(await decide(match, 'pick', uuid()))).toEqual([422, 'UZ1501']);
    expect(code(await decide(match, 'reopen', main))).toEqual([422, 'UZ1501']);
    expect(code(await world.rest.request('post', `/v1/matching/${uuid()}`, { body: { decision: 'refuse' } }))).toEqual([
      404,
      'UZ1507',
    ]);
    expect(code(await world.rest.get(`/v1/matching/${uuid()}`))).toEqual([404, 'UZ1507']);
    expect(code(await world.rest.get(`/v1/matching/runs/${uuid()}`))).toEqual([404, 'UZ1507']);
    expect((await world.rest.get(`/v1/matching/${match?.id}`)).body).toEqual(match);
  });

  it('is decided once for one Idempotency-Key', async () => {
    const [one, two] = [await product({}), await product({})];
    await world.put('keyed', [{ ref: '1' }]);
    const { 1: match } = await world.matches('system=keyed');
    const headers = { 'Idempotency-Key': uuid() };
    const first = await decide(match, 'pick', one, headers);
    await decide(match, 'pick', two);
    const again = await decide(match, 'pick', one, headers);
    expect([again.body, again.headers['idempotency-replayed']]).toEqual([first.body, 'true']);
    expect(await refs('keyed')).toEqual({ 1: two });
  });

  describe('between several 1C', () => {
    it('products of one id space are matched with those of another, and shown as the same', async () => {
      const a = await product({ id_space: 'a', external_id: 'a1', barcode: 'S1', name: 'Alpha' });
      const b = await product({ id_space: 'b', external_id: 'b1', barcode: 'S1', sku: 'B-SKU' });
      const c = await product({ id_space: 'c', external_id: 'c1', sku: 'B-SKU' });
      const gone = await product({ id_space: 'b', external_id: 'b2', barcode: 'S1', active: false });
      const done = await world.run({ idSpace: 'b', among: 'a', rules: ['barcode'] });
      expect(done.result).toEqual({ matched: 1, unmatched: 0, doubtful: 0, changed: 1 });
      await world.run({ idSpace: 'c', among: 'b', rules: ['sku'] });
      const { b1 } = await world.matches('idSpace=b&among=a');
      expect([b1?.of, b1?.product]).toMatchObject([{ id: b }, { id: a, name: 'Alpha', idSpace: 'a' }]);

      const same = async (id: string) =>
        (await world.rest.get(`/v1/products/${id}/matches`)).body.sameAs.map(
          (one: { id: string; confirmed: boolean }) => [one.id, one.confirmed],
        );
      expect(await same(c)).toEqual([a, b].sort().map((id) => [id, false]));
      await decide(b1, 'confirm');
      expect(await same(a)).toEqual([b, c].sort().map((id) => [id, id === b]));
      expect(await same(gone)).toEqual([]);

      // An item of the shop is sought by what any of them is known by, and found once.
      await world.put('several', [
        { ref: '1', sku: 'b-sku' },
        { ref: '2', barcode: 'S1' },
      ]);
      await world.run({ system: 'several', rules: ['sku'] });
      expect(brief((await world.matches('system=several'))[1])).toEqual(['matched', a, 'sku']);
    });

    it('picks of the id space that is sought in alone, and forgets what 1C took away', async () => {
      const subject = await product({ id_space: 'd', external_id: 'd1' });
      const target = await product({ id_space: 'e' });
      const wrong = await product({});
      await world.run({ idSpace: 'd', among: 'e', rules: ['id'] });
      const { d1 } = await world.matches('idSpace=d&among=e');
      expect(code(await decide(d1, 'pick', wrong))).toEqual([422, 'UZ1501']);
      await world.rest.knex('products').where({ product_id: subject }).update({ active: false });
      await world.run({ idSpace: 'd', among: 'e', rules: ['id'] });
      expect(await world.matches('idSpace=d&among=e')).toEqual({});

      await world.rest.knex('products').where({ product_id: subject }).update({ active: true });
      await world.run({ idSpace: 'd', among: 'e', rules: ['id'] });
      const again = (await world.matches('idSpace=d&among=e')).d1;
      await decide(again, 'pick', target);
      await world.rest.knex('products').whereIn('product_id', [subject, target]).update({ active: false });
      await world.run({ idSpace: 'd', among: 'e', rules: ['id'] });
      expect((await world.matches('idSpace=d&among=e')).d1).toMatchObject({
        product: { id: target, active: false },
        decision: 'picked',
      });
    });
  });

  it('is begun by the server itself, which tells how far it is', async () => {
    await world.put('sweeper', [{ ref: '1' }]);
    const sweepers = startSweepers(world.rest.services, { busy: () => false });
    try {
      const asked = await world.rest.request('post', '/v1/matching/run', {
        body: { system: 'sweeper', rules: ['id'] },
      });
      let run = asked.body;
      for (const end = Date.now() + 20_000; run.state !== 'done' && Date.now() < end; ) {
        await sleep(100);
        run = (await world.rest.get(asked.headers.location ?? '')).body;
      }
      expect(run).toMatchObject({ state: 'done', progress: { step: null, done: 1, total: 1 }, error: null });
    } finally {
      await sweepers.stop();
    }
  });

  it('skips the likeness of names where the database has no pg_trgm, and says so', async () => {
    const same = await product({ name: 'Унікальна назва 1' });
    await world.put('bare', [
      { ref: 'a', name: 'УНІКАЛЬНА НАЗВА 1' },
      { ref: 'b', name: 'Унікальна назва 12' },
    ]);
    await world.rest.knex.raw('drop extension pg_trgm cascade'); // for good: this test is the last
    const done = await world.run({ system: 'bare', rules: ['name'] });
    expect([done.state, done.skipped]).toEqual(['done', ['name']]);
    const { a, b } = await world.matches('system=bare');
    expect([brief(a), b?.state]).toEqual([['matched', same, 'name'], 'unmatched']);
  });
});
