import type { Command } from 'commander';
import { countsOfShops } from '../store/nodes/shop-counts.js';
import { listShops } from '../store/nodes/shops.js';
import { example } from './example.js';
import { type Column, jsonOption, type OutputOptions, print, table } from './output.js';
import { shopJson } from './shop-keys.js';
import { withTables } from './with-database.js';

const COLUMNS: readonly Column[] = [
  { heading: 'ID' },
  { heading: 'NAME' },
  { heading: 'LANGUAGE' },
  { heading: 'NODES', align: 'right' },
  { heading: 'KEYS', align: 'right' },
  { heading: 'ORDERS', align: 'right' },
];

export function registerShopList(shop: Command): void {
  shop
    .command('list')
    .description('the shops of this server')
    .addOption(jsonOption())
    .addHelpText('after', example('uzel shop list'))
    .action(list);
}

async function list(options: OutputOptions): Promise<void> {
  await withTables(async ({ db }) => {
    const [shops, counts] = [await listShops(db.knex), await countsOfShops(db.knex)];
    const items = shops.map((shop) => ({ ...shopJson(shop), ...counts(shop.shopId) }));
    print(options, { items }, () =>
      table(
        COLUMNS,
        items.map(({ id, name, language, nodes, keys, orders }) => [id, name, language, nodes, keys, orders]),
        'There is no shop. The first start makes one: uzel serve',
      ),
    );
  });
}
