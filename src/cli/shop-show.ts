import type { Command } from 'commander';
import { countsOfShops } from '../store/nodes/shop-counts.js';
import { getShop } from '../store/nodes/shops.js';
import { example } from './example.js';
import { jsonOption, type OutputOptions, print, record } from './output.js';
import { shopJson, shopRecord } from './shop-keys.js';
import { withTables } from './with-database.js';

export function registerShopShow(shop: Command): void {
  shop
    .command('show')
    .description('a shop with its settings, and how much it has')
    .argument('<id>', 'as in `uzel shop list`')
    .addOption(jsonOption())
    .addHelpText('after', example('uzel shop show main'))
    .action(show);
}

async function show(id: string, options: OutputOptions): Promise<void> {
  await withTables(async ({ db }) => {
    const shop = await getShop(db.knex, id);
    const counts = (await countsOfShops(db.knex))(id);
    print(options, { ...shopJson(shop), ...counts }, () =>
      [shopRecord(shop), '', record(Object.entries(counts))].join('\n'),
    );
  });
}
