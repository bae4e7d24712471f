import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import { idSpaceOf, registerFiles } from '../../src/store/catalogue/files.js';
import { type InboxWorld, openInboxWorld, SHOP, sha256 } from '../exchange/inbox-world.js';
import { insertOffers } from '../support/offers-in-database.js';

let world: InboxWorld;
let exchangeId: string;
beforeAll(async () => {
  world = await openInboxWorld();
});
afterAll(async () => await world.close());
beforeEach(async () => {
  for (const table of ['files', 'products', 'offers', 'offer_numbers']) await world.knex(table).delete();
  exchangeId = (await world.exchange(await world.node())).exchangeId;
});

const file = (path: string, body: string, contentType = 'image/jpeg') => ({
  path,
  sha256: sha256(body),
  size: body.length,
  contentType,
});
const register = async (files: readonly ReturnType<typeof file>[], idSpace = 'main') =>
  await world.services.db.transaction(
    async (tx) => await registerFiles(tx, { shopId: SHOP, idSpace, exchangeId }, files),
  );
const long_ago = new Date('2020-01-01T00:00:00Z');

async function product(file_paths: string[], id_space = 'main'): Promise<string> {
  const product_id = uuid();
  await world
    .knex('products')
    .insert({ shop_id: SHOP, product_id, id_space, external_id: product_id, file_paths, updated_at: long_ago });
  return product_id;
}

async function offer(file_paths: string[]): Promise<string> {
  const offer_id = uuid();
  const row = {
    shop_id: SHOP,
    offer_id,
    id_space: 'main',
    product_external_id: offer_id,
    file_paths,
    updated_at: long_ago,
  };
  await insertOffers(world.knex, row);
  return offer_id;
}

const changed = (changes: readonly { entity: string; entityId: string; action: string }[], entity: string) =>
  changes.filter((change) => change.entity === entity && change.action === 'written').map((change) => change.entityId);

describe('registering files', () => {
  it('writes new and changed ones only, and touches what shows those', async () => {
    const a = await product(['import_files/a.jpg', 'import_files/z.jpg']);
    const b = await product(['import_files/b.jpg']);
    const elsewhere = await product(['import_files/a.jpg'], 'other');
    const shown = await offer(['import_files/b.jpg']);
    const both = [file('import_files/a.jpg', 'a'), file('import_files/b.jpg', 'b')];
    const first = await register(both);
    expect(changed(first, 'file')).toHaveLength(2);
    expect(changed(first, 'product').sort()).toEqual([a, b].sort());
    expect(changed(first, 'offer')).toEqual([shown]);

    const before = await world.knex('files').orderBy('path');
    await world.knex('products').update({ updated_at: long_ago });
    expect(await register(both)).toEqual([]);
    expect(await world.knex('files').orderBy('path')).toEqual(before);

    const again = await register([file('import_files/a.jpg', 'a'), file('import_files/b.jpg', 'B!')]);
    expect(changed(again, 'file')).toEqual([before[1].file_id]);
    expect(changed(again, 'product')).toEqual([b]);
    const untouched = await world.knex('products').whereIn('product_id', [a, elsewhere]).select('updated_at');
    expect(untouched).toEqual([{ updated_at: long_ago }, { updated_at: long_ago }]);
    expect(await world.knex('files').where({ path: 'import_files/b.jpg' }).first()).toMatchObject({
      sha256: sha256('B!'),
      size: '2',
    });
  });

  it('keeps the same path apart in two id spaces', async () => {
    await register([file('import_files/a.jpg', 'ours')]);
    await register([file('import_files/a.jpg', 'theirs')], 'other');
    const rows = await world.knex('files').orderBy('id_space').select('id_space', 'sha256');
    expect(rows).toEqual([
      { id_space: 'main', sha256: sha256('ours') },
      { id_space: 'other', sha256: sha256('theirs') },
    ]);
  });

  it('takes none', async () => {
    expect(await register([])).toEqual([]);
  });
});

describe('the id space of a node', () => {
  it('is read from its row; without one the files have no place', async () => {
    const node = await world.node();
    await world.knex('nodes').where({ node_id: node.nodeId }).update({ id_space: 'shared' });
    await world.services.db.transaction(async (tx) => {
      expect(await idSpaceOf(tx, SHOP, node.nodeId)).toBe('shared');
      await expect(idSpaceOf(tx, SHOP, uuid())).rejects.toThrow('gone');
    });
  });
});
