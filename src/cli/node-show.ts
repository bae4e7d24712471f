import type { Command } from 'commander';
import type { ExchangeNode } from '../nodes/exchange-node.js';
import { shapeFor } from '../nodes/one-c/profiles.js';
import { countOrdersOfNode } from '../store/nodes/node-activity.js';
import { getNode } from '../store/nodes/nodes.js';
import { example } from './example.js';
import { nodeJson, nodeRecord, settingLines } from './node-view.js';
import { jsonOption, type OutputOptions, print, record } from './output.js';
import { currentShop } from './shop-option.js';
import { withTables } from './with-database.js';

export function registerNodeShow(node: Command): void {
  node
    .command('show')
    .description('a node with its settings, and how its orders are written, defaults of the profile included')
    .argument('<name>', 'as in `uzel node list`')
    .addOption(jsonOption())
    .addHelpText('after', example('uzel node show shop1c'))
    .action(show);
}

async function show(name: string, options: OutputOptions): Promise<void> {
  await withTables(async ({ db }) => {
    const node = await getNode(db.knex, currentShop(), name);
    const orders = ordersOf(node);
    const counts = await countOrdersOfNode(db.knex, node.shopId, node.nodeId);
    print(options, { ...nodeJson(node), counts, orders }, () =>
      [
        nodeRecord(node),
        '',
        'Its orders:',
        record(Object.entries(counts)),
        '',
        'Its orders are written with:',
        record(Object.entries(orders).flatMap(([key, value]) => settingLines(key, value))),
      ].join('\n'),
    );
  });
}

/** How orders are written for a node, in the names of the settings that change it. */
function ordersOf(node: ExchangeNode) {
  const shape = shapeFor(node, new Date());
  return {
    schemaVersion: shape.schemaVersion,
    ordersEncoding: shape.encoding,
    numberPrefix: shape.numberPrefix,
    ordersFrom: node.settings.ordersFrom ?? 'always',
    taxName: shape.taxName,
    deliveryTaxRate: shape.deliveryTaxRate ?? 'as the goods',
    phoneTypes: shape.contactTypes.phone,
    emailTypes: shape.contactTypes.email,
    companyCodeElement: shape.companyCodeElement,
    deliveryAddressOfCounterparty: shape.deliveryAddressOfCounterparty,
    requisites: [...new Set([...shape.requisites.map((rule) => rule.name), ...Object.keys(shape.fixedRequisites)])],
  };
}
