import type { Command } from 'commander';
import { example } from './example.js';
import { registerNodeAdd } from './node-add.js';
import { registerNodeList } from './node-list.js';
import { registerNodePassword } from './node-password.js';
import { registerNodeRemove } from './node-remove.js';
import { registerNodeSet } from './node-set.js';
import { registerNodeShow } from './node-show.js';

/** `uzel node …`: the 1C databases that exchange with this server. */
export function registerNode(program: Command): void {
  const node = program
    .command('node')
    .description('exchange nodes: a node is one 1C database, with a login and settings of its own')
    .addHelpText(
      'after',
      example('uzel node add shop1c --login shop1c --profile trade', 'uzel node set shop1c timeZone=Europe/Kyiv'),
    );
  for (const register of [
    registerNodeAdd,
    registerNodeList,
    registerNodeShow,
    registerNodeSet,
    registerNodePassword,
    registerNodeRemove,
  ]) {
    register(node);
  }
}
