import type { Command } from 'commander';
import { UzelError } from '../errors.js';
import { getNode, setPassword } from '../store/nodes/nodes.js';
import { newPassword } from '../store/nodes/secrets.js';
import { example } from './example.js';
import { jsonOption, type OutputOptions, print } from './output.js';
import { currentShop } from './shop-option.js';
import { withTables } from './with-database.js';

interface PasswordOptions extends OutputOptions {
  readonly password?: string;
}

export function registerNodePassword(node: Command): void {
  node
    .command('password')
    .description('give a node another password; the former one is void at once')
    .argument('<name>', 'as in `uzel node list`')
    .option('--password <password>', 'left out: one is made and printed, once')
    .addOption(jsonOption())
    .addHelpText('after', example('uzel node password shop1c'))
    .action(password);
}

async function password(name: string, options: PasswordOptions): Promise<void> {
  await withTables(async ({ db }) => {
    const node = await getNode(db.knex, currentShop(), name);
    if (node.login === null) {
      throw new UzelError(
        'UZ1607',
        `Nobody logs in to the node "${node.name}": the server calls it. It needs no password.`,
      );
    }
    const made = options.password === undefined ? newPassword() : undefined;
    await setPassword(db.knex, currentShop(), node.nodeId, made ?? options.password ?? '');
    const shown = made === undefined ? {} : { password: made };
    print(options, { name: node.name, login: node.login, ...shown }, () =>
      [
        `The node "${node.name}" (login ${node.login}) has another password. Put it into 1C's exchange form too.`,
        ...(made === undefined ? [] : ['', `Password: ${made}`, 'It is shown only now.']),
      ].join('\n'),
    );
  });
}
