import type { Command } from 'commander';
import { example } from './example.js';
import { registerShopAdd } from './shop-add.js';
import { registerShopList } from './shop-list.js';
import { registerShopSet } from './shop-set.js';
import { registerShopShow } from './shop-show.js';

/** `uzel shop …`: the storefronts and CRMs that this server serves, each with a catalogue, orders, nodes and keys of its own. */
export function registerShop(program: Command): void {
  const shop = program
    .command('shop')
    .description('shops: each has a catalogue, orders, exchange nodes and API keys of its own')
    .addHelpText(
      'after',
      example('uzel shop add south --name "Юг"', 'uzel --shop south node add store --login south-store'),
    );
  for (const register of [registerShopAdd, registerShopList, registerShopShow, registerShopSet]) register(shop);
}
