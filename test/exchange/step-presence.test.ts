import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import type { FeedRecord } from '../../src/records.js';
import { removeNode } from '../../src/store/nodes/nodes.js';
import { catalogue, offer, pack, product, StepWorld } from './step-world.js';

describe('who has what, after a step of an import', () => {
  let world: StepWorld;
  let node: ExchangeNode;
  let other: ExchangeNode;

  beforeAll(async () => {
    world = await StepWorld.open();
    node = await world.addNode('one');
    other = await world.addNode('two');
  });
  beforeEach(() => world.newExchange(node));
  afterAll(() => world.database.close());

  const write = (records: readonly FeedRecord[], by: ExchangeNode = node, kept: readonly string[] = []) =>
    world.write(records, by, kept);

  it('prices of an offer that nobody has shown yet are parked: inactive until its package comes', async () => {
    await write([pack(true, true), offer('p7', { prices: [{ priceTypeId: 't', amount: '1' }] })]);
    expect(await world.offer('p7')).toMatchObject({ active: false, prices: { t: [{ amount: '1' }] } });
    await write([pack(true), offer('p7', { name: 'seven' })]);
    expect(await world.offer('p7')).toMatchObject({ active: true, name: 'seven', prices: { t: [{ amount: '1' }] } });
  });

  it('a deletion takes away this node only; the product is active while another node has it', async () => {
    await write([catalogue(true), product('p8', { name: 'eight' })]);
    await write([catalogue(true, 'D'), product('p8', { name: 'eight', catalogueId: 'D' })], other);
    await write([catalogue(true), product('p8', { deleted: true })]);
    expect(await world.product('p8')).toMatchObject({ active: true, name: 'eight' });
    await write([catalogue(true, 'D'), product('p8', { deleted: true, catalogueId: 'D' })], other);
    expect(await world.product('p8')).toMatchObject({ active: false, name: 'eight' });
    await write([catalogue(true), product('p8', { name: 'eight' })]);
    expect(await world.product('p8')).toMatchObject({ active: true, deleted: false });
  });

  it('a bare offer is retired when characteristics of its product come later, and stays so when its price comes', async () => {
    await write([pack(true), offer('p10', { name: 'bare' })], other);
    await world.newExchange(other);
    await write([pack(true), offer('p10#a', { name: 'a' })], other);
    expect(await world.offer('p10')).toMatchObject({ active: false });
    expect(await world.offer('p10#a')).toMatchObject({ active: true });
    await write([pack(true, true), offer('p10', { prices: [{ priceTypeId: 't', amount: '1' }] })], other);
    expect(await world.offer('p10')).toMatchObject({ active: false });
    await write([pack(true), offer('p10', { name: 'bare' })], other);
    expect(await world.offer('p10')).toMatchObject({ active: true });
  });

  it('prices of characteristics that nobody has shown retire no bare offer; their package does', async () => {
    await write([pack(true), offer('p11', { name: 'bare' })], other);
    await world.newExchange(other);
    await write([pack(true, true), offer('p11#a', { prices: [{ priceTypeId: 't', amount: '1' }] })], other);
    expect(await world.offer('p11')).toMatchObject({ active: true });
    await write([pack(true), offer('p11#a', { name: 'a' })], other);
    expect(await world.offer('p11')).toMatchObject({ active: false });
    expect(await world.offer('p11#a')).toMatchObject({ active: true });
  });

  it('a bare offer that comes together with characteristics stays, also where it does not change', async () => {
    const both = [pack(true), offer('p12', { name: 'bare' }), offer('p12#a', { name: 'a' })];
    await write(both.slice(0, 2), other);
    await world.newExchange(other);
    await write(both, other);
    expect(await world.offer('p12')).toMatchObject({ active: true });
    expect(await write(both, other)).toEqual([]);
  });

  it('any row of a product makes it active again, and speaks for it when the lead has gone', async () => {
    const rows = ['p13#a', 'p13#b', 'p13#c'].map((id) => product(id, { name: `name of ${id}` }));
    await write([catalogue(true), ...rows], other);
    await write([catalogue(true), ...rows.map((row) => ({ ...row, deleted: true }))], other);
    expect(await world.product('p13')).toMatchObject({ active: false });
    await write([catalogue(true), ...rows.slice(1)], other);
    expect(await world.product('p13')).toMatchObject({
      active: true,
      deleted: false,
      name: 'name of p13#b',
      lead_characteristic: 'b',
    });
    expect(await write([catalogue(true), ...rows.slice(1)], other)).toEqual([]);
    // The former lead is one of many now.
    await write([catalogue(true), ...rows], other);
    expect(await world.product('p13')).toMatchObject({ name: 'name of p13#b', lead_characteristic: 'b' });
  });

  it('a deleted characteristic, the lead too, deletes neither the product nor its fields; the last one does', async () => {
    const rows = ['p14#a', 'p14#b'].map((id) => product(id, { name: `name of ${id}`, sku: 's' }));
    await write([catalogue(true), ...rows], other);
    await write([catalogue(true), product('p14#a', { deleted: true })], other);
    expect(await world.product('p14')).toMatchObject({ active: true, deleted: false, name: 'name of p14#a', sku: 's' });
    expect(await world.offer('p14#a')).toMatchObject({ active: false, deleted: true });
    await write([catalogue(true), product('p14#b', { deleted: true })], other);
    expect(await world.product('p14')).toMatchObject({ active: false, name: 'name of p14#a' });
    // A product with a row of its own does not hang on its characteristics.
    await write([catalogue(true), product('p15', { name: 'plain' }), product('p15#a', { name: 'a' })], other);
    await write([catalogue(true), product('p15#a', { deleted: true })], other);
    expect(await world.product('p15')).toMatchObject({ active: true, name: 'plain' });
    // Unknown and deleted at once: nothing to be shown.
    await write([catalogue(true), product('p16#a', { deleted: true })], other);
    expect(await world.product('p16')).toBeUndefined();
  });

  it('what another node still has is not deleted, though one 1C says so', async () => {
    await write([catalogue(true), product('p17', { name: 'x' }), pack(true), offer('p17', { name: 'x' })]);
    const ofOther = [catalogue(true), product('p17', { name: 'x' }), pack(true), offer('p17', { name: 'x' })];
    await write(ofOther, other);
    await write([catalogue(true), product('p17', { deleted: true }), pack(true), offer('p17', { deleted: true })]);
    expect(await world.product('p17')).toMatchObject({ active: true, deleted: false });
    expect(await world.offer('p17')).toMatchObject({ active: true, deleted: false });
    await write(
      [catalogue(true), product('p17', { deleted: true }), pack(true), offer('p17', { deleted: true })],
      other,
    );
    expect(await world.product('p17')).toMatchObject({ active: false, deleted: true });
    expect(await world.offer('p17')).toMatchObject({ active: false, deleted: true });
    // A price does not take the deletion back.
    await write([pack(true, true), offer('p17', { prices: [{ priceTypeId: 't', amount: '1' }] })], other);
    expect(await world.offer('p17')).toMatchObject({ active: false, deleted: true });
  });

  it('prices.xml and rests.xml of 3.x, which are packages of changes, bring back neither a deleted nor a retired offer', async () => {
    const prices = { prices: [{ priceTypeId: 't', amount: '1' }] };
    await write([pack(true), offer('p20', { name: 'bare' }), offer('p21#a', { name: 'a' })]);
    await world.newExchange(node);
    await write([pack(true), offer('p20#b', { name: 'b' }), offer('p21#a', { name: 'a', deleted: true })]);
    await write([pack(true), offer('p20', prices), offer('p20#b', prices), offer('p21#a', prices)]);
    await write([pack(true), offer('p20', { stock: { total: '0' } }), offer('p21#a', { stock: { total: '5' } })]);
    expect(await world.offer('p20')).toMatchObject({ active: false, prices: { t: [{ amount: '1' }] } });
    expect(await world.offer('p20#b')).toMatchObject({ active: true, prices: { t: [{ amount: '1' }] } });
    expect(await world.offer('p21#a')).toMatchObject({ active: false, deleted: true, stock_total: '5' });
    await write([pack(true), offer('p21#a', { name: 'a' })]);
    expect(await world.offer('p21#a')).toMatchObject({ active: true, deleted: false, stock_total: '5' });
    // What nobody has told of yet is shown: such prices may be all that a 1C sends.
    await write([pack(true), offer('p22', prices)]);
    expect(await world.offer('p22')).toMatchObject({ active: true });
  });

  it('a node that was removed has nothing any more', async () => {
    const gone = await world.addNode('gone');
    await write([catalogue(true), product('p18', { name: 'x' })], gone);
    await write([catalogue(true), product('p18', { name: 'x' })]);
    await world.database.db.transaction((tx) => removeNode(tx, 'main', gone.nodeId));
    await write([catalogue(true), product('p18', { deleted: true })]);
    expect(await world.product('p18')).toMatchObject({ active: false });
  });

  it('what comes of a node that was removed while it was being imported is not on sale', async () => {
    const gone = await world.addNode('gone too');
    await write([pack(true), offer('p24', { name: 'bare' })], gone);
    await world.database.db.transaction((tx) => removeNode(tx, 'main', gone.nodeId));
    await world.newExchange(node);
    await write([catalogue(true), product('p23', { name: 'x' }), product('p23#a', { name: 'a' })], gone);
    await write([pack(true), offer('p24#a', { name: 'a' })], gone);
    expect(await world.product('p23')).toMatchObject({ active: false, name: 'x' });
    expect(await world.offer('p23#a')).toMatchObject({ active: false });
    expect(await world.offer('p24#a')).toMatchObject({ active: false });
    expect(await world.offer('p24')).toMatchObject({ active: true });
  });

  it('a node that is given another id space brings its products there', async () => {
    const mover = await world.addNode('mover');
    await write([catalogue(true), product('p19', { name: 'x' })], mover);
    await write([catalogue(true), product('p19', { name: 'x' })], { ...mover, idSpace: 'elsewhere' });
    expect(await world.row('products', { external_id: 'p19', id_space: 'elsewhere' })).toMatchObject({ active: true });
  });
});
