import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import { insertNode } from '../../src/store/nodes/nodes.js';
import { readReal, realFiles } from '../commerceml/support/real-files.js';
import { APPROVED } from './approved-warnings.js';
import { catalogueOf, forgetOrders, importFeed, rowVersions } from './import-world.js';
import { type InboxWorld, openInboxWorld, SHOP } from './inbox-world.js';
import { contentOfFile } from './real-oracle.js';
import { contentOfStore } from './real-store.js';

const FILES = realFiles();
const NAMES = FILES.length > 0 ? FILES : ['(no real files)'];

/** Files of one exchange of one 1C, in the order in which it sends them. */
const EXCHANGES: Readonly<Record<string, RegExp>> = {
  'Bitrix module 2.09': /^bitrix209_/,
  'official documentation': /^officialdoc_(import|offers)/,
  'УНФ 2.05': /^unf205_.*_b\.xml/,
  'УНФ 2.08': /^unf208_(import|offers)/,
  'УТ11 of 2026, two catalogues': /^ut11_207_2026_/,
  'УТ11 of 2020, two portions': /^ut11_207_(import0_1|portion2_import|offers0_1)\.xml/,
  'early УТ11': /^ut11early204_/,
  'УТП, changes': /^utp204_changes_ua_/,
  'UMI 2.04': /^v204_umi_/,
  'БУС 3.1': /^v31_freesport_/,
  '3.1, mixed': /^v31_(import|offers|prices|rests)/,
};

/** Real files of all versions: what is there already is not written again. */
// Public exports whose licences are mostly not stated: they are never copied in, so a checkout may be without them. CI fails on a skip.
(FILES.length === 0 ? describe.skip : describe)('the import of real files (../shared/data/real)', () => {
  let world: InboxWorld;
  beforeAll(async () => {
    world = await openInboxWorld({ IMPORT_BATCH: '500' });
  });
  afterAll(async () => await world.close());

  const newNode = async (idSpace: string): Promise<ExchangeNode> => {
    const input = { name: idSpace, login: idSpace, password: 'p', profile: 'trade', timeZone: 'Europe/Kyiv' } as const;
    return await world.services.db.transaction((tx) => insertNode(tx, SHOP, { ...input, idSpace }));
  };
  /** What the journal says of a node's imports that a person should look at, counted by code and place. */
  const warningsOf = async (node: ExchangeNode) => {
    const found = await world.knex.raw<{ rows: object[] }>(
      `select code, detail->>'code' as kind, detail->>'path' as path, count(*)::int as count from journal
       where node_id = ? and (severity <> 'info' or code = 'document-unmatched') group by 1, 2, 3 order by 1, 2, 3`,
      [node.nodeId],
    );
    return found.rows;
  };
  /** As `rowVersions`, with the orders. */
  const versions = async () => {
    const found = await world.knex.raw<{ rows: object[] }>(
      ['orders', 'order_history', 'order_documents']
        .map(
          (table) =>
            `select '${table}' as t, md5(string_agg(ctid::text || xmin::text, ',' order by ctid)) from ${table}`,
        )
        .join(' union all '),
    );
    return { ...(await rowVersions(world)), orders: found.rows };
  };
  const importAll = async (node: ExchangeNode, names: readonly string[]) => {
    const exchange = await world.exchange(node, names.some((name) => name.includes('orders')) ? 'sale' : 'catalog');
    for (const name of names) await importFeed(world, exchange, name, readReal(name));
  };

  it.each(NAMES)(
    '%s: the store has what is in it, the journal warns of what is wrong; again it writes no row and no change number',
    async (name) => {
      await forgetOrders(world);
      const node = await newNode(name.replace(/\W/g, '-'));
      await importAll(node, [name]);
      const expected = contentOfFile(readReal(name));
      const { productParts, ...content } = await contentOfStore(world, node);
      const toldOnce = new Set(expected.productParts.map((parts) => parts.split(' ')[0]));
      expect({
        ...content,
        productParts: productParts.filter((parts) => toldOnce.has(parts.split(' ')[0])),
      }).toEqual(expected);
      expect(await warningsOf(node)).toEqual(APPROVED[name]?.map(({ why, ...warning }) => warning) ?? []);
      const before = await versions();
      await importAll(node, [name]);
      expect(await versions()).toEqual(before);
    },
  );

  it.each(Object.entries(EXCHANGES))(
    'the exchange of %s again writes no row, nor in another order',
    async (title, names) => {
      const files = FILES.filter((name) => names.test(name));
      expect(files.length).toBeGreaterThanOrEqual(2);
      const node = await newNode(title.replace(/[^\p{L}\d]/gu, '-'));
      await importAll(node, files);
      const before = await versions();
      const content = await catalogueOf(world, node.idSpace);
      expect((content.products?.length ?? 0) + (content.offers?.length ?? 0)).toBeGreaterThan(0);
      await importAll(node, files);
      expect(await versions()).toEqual(before);
      await importAll(node, [...files].reverse());
      expect(await versions()).toEqual(before);
    },
    120_000,
  );
});
