import type { Command } from 'commander';
import { example } from './example.js';
import { registerNodeAdd } from './node-add.js';
import { registerNodeJournal } from './node-journal.js';
import { registerNodeList } from './node-list.js';
import { registerNodePassword } from './node-password.js';
import { registerNodePause } from './node-pause.js';
import { registerNodeRemove } from './node-remove.js';
import { registerNodeResume } from './node-resume.js';
import { registerNodeSet } from './node-set.js';
import { registerNodeShow } from './node-show.js';
import { registerNodeTest } from './node-test.js';

/** `uzel node …`: the 1C databases that exchange with this server. */
export function registerNode(program: Command): void {
  const node = program
    .command('node')
    .description('exchange nodes: a node is one 1C database, with a login and settings of its own')
    .addHelpText(
      'after',
      example(
        'uzel node add shop1c --login shop1c --profile trade',
        'uzel node set shop1c timeZone=Europe/Kyiv',
        'uzel node test shop1c',
      ),
    );
  for (const register of [
    registerNodeAdd,
    registerNodeList,
    registerNodeShow,
    registerNodeSet,
    registerNodeTest,
    registerNodeJournal,
    registerNodePause,
    registerNodeResume,
    registerNodePassword,
    registerNodeRemove,
  ]) {
    register(node);
  }
}
