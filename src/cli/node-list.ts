import type { Command } from 'commander';
import type { ExchangeNode } from '../nodes/exchange-node.js';
import { lastExchanges } from '../store/nodes/node-activity.js';
import { listNodes } from '../store/nodes/nodes.js';
import { example } from './example.js';
import { localTime } from './local-time.js';
import { nodeJson } from './node-view.js';
import { type Column, jsonOption, type OutputOptions, print, table } from './output.js';
import { currentShop, uzelHere } from './shop-option.js';
import { withTables } from './with-database.js';

const COLUMNS: readonly Column[] = [
  { heading: 'NAME' },
  { heading: 'PROFILE' },
  { heading: 'LOGIN' },
  { heading: 'STATE' },
  { heading: 'ORDERS' },
  { heading: 'PRIORITY', align: 'right' },
  { heading: 'ID SPACE' },
  { heading: 'TIME ZONE' },
  { heading: 'LAST EXCHANGE' },
];

export function registerNodeList(node: Command): void {
  node
    .command('list')
    .description('the nodes, and when each was heard last (time of this computer)')
    .addOption(jsonOption())
    .addHelpText('after', example('uzel node list'))
    .action(list);
}

async function list(options: OutputOptions): Promise<void> {
  await withTables(async ({ db }) => {
    const nodes = await listNodes(db.knex, currentShop());
    const last = await lastExchanges(db.knex, currentShop());
    const items = nodes.map((node) => ({
      ...nodeJson(node),
      lastExchangeAt: last.get(node.nodeId)?.toISOString() ?? null,
    }));
    print(options, { items }, () =>
      table(
        COLUMNS,
        nodes.map((node) => {
          const heard = last.get(node.nodeId);
          return [
            node.name,
            node.profile,
            node.login ?? '–',
            node.state,
            ordersOf(node),
            node.priority,
            node.idSpace,
            node.timeZone,
            heard ? localTime(heard) : 'never',
          ];
        }),
        `There is no node. Make one: ${uzelHere()} node add <name> --login <login>`,
      ),
    );
  });
}

/** Which way orders go: to this 1C, from it. */
function ordersOf({ receivesOrders, receivesOnlyOwn, sendsOrders }: ExchangeNode): string {
  const gets = receivesOrders ? (receivesOnlyOwn ? 'gets own' : 'gets') : '';
  return [gets, sendsOrders ? 'sends' : ''].filter(Boolean).join(', ') || 'none';
}
