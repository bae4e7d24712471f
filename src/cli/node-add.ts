import { type Command, Option } from 'commander';
import type { Profile } from '../nodes/exchange-node.js';
import { PROFILE_NAMES } from '../nodes/one-c/profiles.js';
import { MAIN_SHOP } from '../services.js';
import { insertNode } from '../store/nodes.js';
import { newPassword } from '../store/secrets.js';
import { ensureShop } from '../store/shops.js';
import { example } from './example.js';
import { settingsFrom } from './node-assignments.js';
import { settingsHelp } from './node-keys.js';
import { nodeJson, nodeRecord } from './node-view.js';
import { jsonOption, type OutputOptions, print } from './output.js';
import { withTables } from './with-database.js';

interface AddOptions extends OutputOptions {
  readonly login: string;
  readonly password?: string;
  readonly profile: Profile;
  readonly timeZone?: string;
  readonly idSpace?: string;
  readonly orders: boolean;
}

export function registerNodeAdd(node: Command): void {
  node
    .command('add')
    .description('connect a 1C database: make its login')
    .argument('<name>', 'how it is called here, e.g. as the 1C database is')
    .argument('[key=value...]', 'settings that differ from those of the profile')
    .requiredOption('--login <login>', 'what 1C logs in with; unique on this server')
    .option('--password <password>', 'left out: one is made and printed, once')
    .addOption(
      new Option(
        '--profile <profile>',
        'utp: УТП, УТ 10.3; trade: BAS, УТ 11, Розница, КА; unf: УНФ; bitrix3: 1C-Bitrix module',
      )
        .choices(PROFILE_NAMES)
        .default('trade'),
    )
    .option('--time-zone <zone>', 'IANA name of the zone that 1C writes its times in (default: DEFAULT_TIME_ZONE)')
    .option('--id-space <name>', 'nodes whose databases share the ids of goods share it (default: main)')
    .option('--no-orders', 'this 1C gets no orders')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `\nKeys:\n${settingsHelp()}\n${example(
        'uzel node add shop1c --login shop1c --password secret --profile utp --time-zone Europe/Kyiv',
        'uzel node add site --login site --profile bitrix3 ordersFrom=2026-01-01 taxName=ПДВ',
      )}`,
    )
    .action(add);
}

async function add(name: string, assignments: readonly string[], options: AddOptions): Promise<void> {
  const settings = settingsFrom(options.profile, assignments);
  await withTables(async ({ config, db }) => {
    const made = options.password === undefined ? newPassword() : undefined;
    const node = await db.transaction(async (tx) => {
      await ensureShop(tx, MAIN_SHOP, config.FIRST_ORDER_NUMBER);
      return await insertNode(tx, MAIN_SHOP, {
        name,
        profile: options.profile,
        login: options.login,
        password: made ?? options.password ?? '',
        timeZone: options.timeZone ?? config.DEFAULT_TIME_ZONE,
        idSpace: options.idSpace,
        receivesOrders: options.orders,
        settings,
      });
    });
    const shown = made === undefined ? {} : { password: made };
    print(options, { ...nodeJson(node), ...shown }, () =>
      [
        `The node "${node.name}" is made.`,
        '',
        nodeRecord(node),
        ...(made === undefined ? [] : ['', `Password: ${made}`, 'It is shown only now.']),
        ...(node.receivesOrders && !node.settings.numberPrefix ? ['', prefixHint(name)] : []),
      ].join('\n'),
    );
  });
}

/** A 1C that numbers its own orders 1, 2, 3 … may send one back that looks like the shop's of the same number. */
const prefixHint = (name: string): string =>
  `Its orders have no prefix yet. If this 1C numbers orders of its own, give them one before the first: uzel node set ${/^[\w-]+$/.test(name) ? name : `"${name}"`} numberPrefix=W-`;
