import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ExchangeNode } from '../../src/nodes/node-kind.js';
import { insertNode } from '../../src/store/nodes.js';
import { readReal, realFiles } from '../commerceml/support/real-files.js';
import { catalogueOf, importFeed, rowVersions } from './import-world.js';
import { type InboxWorld, openInboxWorld, SHOP } from './inbox-world.js';

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
  const importAll = async (node: ExchangeNode, names: readonly string[]) => {
    const exchange = await world.exchange(node, names.some((name) => name.includes('orders')) ? 'sale' : 'catalog');
    for (const name of names) await importFeed(world, exchange, name, readReal(name));
  };

  it.each(NAMES)(
    '%s again writes no row and no change number',
    async (name) => {
      const node = await newNode(name.replace(/\W/g, '-'));
      await importAll(node, [name]);
      const before = await rowVersions(world);
      await importAll(node, [name]);
      expect(await rowVersions(world)).toEqual(before);
    },
    60_000,
  );

  it.each(Object.entries(EXCHANGES))(
    'the exchange of %s again writes no row, nor in another order',
    async (title, names) => {
      const files = FILES.filter((name) => names.test(name));
      expect(files.length).toBeGreaterThanOrEqual(2);
      const node = await newNode(title.replace(/[^\p{L}\d]/gu, '-'));
      await importAll(node, files);
      const before = await rowVersions(world);
      const content = await catalogueOf(world, node.idSpace);
      expect((content.products?.length ?? 0) + (content.offers?.length ?? 0)).toBeGreaterThan(0);
      await importAll(node, files);
      expect(await rowVersions(world)).toEqual(before);
      await importAll(node, [...files].reverse());
      expect(await rowVersions(world)).toEqual(before);
    },
    120_000,
  );
});
