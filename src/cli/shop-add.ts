import type { Command } from 'commander';
import { insertShop } from '../store/nodes/shops.js';
import { example } from './example.js';
import { jsonOption, type OutputOptions, print } from './output.js';
import { shopChanges, shopJson, shopKeysHelp, shopRecord } from './shop-keys.js';
import { withTables } from './with-database.js';

interface AddOptions extends OutputOptions {
  readonly name?: string;
}

export function registerShopAdd(shop: Command): void {
  shop
    .command('add')
    .description('make a shop beside the others: it shares nothing with them but the server')
    .argument('<id>', 'for --shop, e.g. south: lower-case Latin letters, digits, dashes')
    .argument('[key=value...]', 'settings that differ from the defaults')
    .option('--name <name>', 'how it is called (default: its id)')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `\nKeys:\n${shopKeysHelp()}\n${example('uzel shop add south --name "Юг" language=uk country=UA')}`,
    )
    .action(add);
}

async function add(id: string, assignments: readonly string[], options: AddOptions): Promise<void> {
  const { name = options.name, settings } = shopChanges({}, assignments);
  await withTables(async ({ config, db }) => {
    const shop = await db.transaction(
      async (tx) => await insertShop(tx, id, { name: name ?? id, settings }, config.FIRST_ORDER_NUMBER),
    );
    print(options, shopJson(shop), () =>
      [
        `The shop "${shop.shopId}" is made.`,
        '',
        shopRecord(shop),
        '',
        `Let a 1C and a storefront in: uzel --shop ${id} node add <name> --login <login>, uzel --shop ${id} key add <name>`,
      ].join('\n'),
    );
  });
}
