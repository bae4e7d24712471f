import type { Command } from 'commander';
import { getShop, lockShop, updateShop } from '../store/nodes/shops.js';
import { example } from './example.js';
import { jsonOption, type OutputOptions, print } from './output.js';
import { shopChanges, shopJson, shopKeysHelp, shopRecord } from './shop-keys.js';
import { withTables } from './with-database.js';

export function registerShopSet(shop: Command): void {
  shop
    .command('set')
    .description('change a shop; without key=value: show what is set')
    .argument('<id>', 'as in `uzel shop list`')
    .argument('[key=value...]', 'what to change; `key=` alone goes back to the default')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `\nKeys:\n${shopKeysHelp()}\n${example('uzel shop set main language=uk duplicates=ask', 'uzel shop set main country=')}`,
    )
    .action(set);
}

async function set(id: string, assignments: readonly string[], options: OutputOptions): Promise<void> {
  await withTables(async ({ db }) => {
    const shop = await db.transaction(async (tx) => {
      await lockShop(tx, id); // of two changes at once none is lost
      const { settings } = await getShop(tx, id);
      return await updateShop(tx, id, shopChanges(settings, assignments));
    });
    print(options, shopJson(shop), () => shopRecord(shop));
  });
}
