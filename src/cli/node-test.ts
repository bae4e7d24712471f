import type { Command } from 'commander';
import type { NodeFinding } from '../exchange/node-check/index.js';
import { example } from './example.js';
import { jsonOption, type OutputOptions, print } from './output.js';
import { currentShop } from './shop-option.js';
import { withDatabase } from './with-database.js';
import { wrap } from './wrap.js';

const WIDTH = 110;

export function registerNodeTest(node: Command): void {
  node
    .command('test')
    .description('walk the settings of a node and say what its 1C would meet; changes nothing')
    .argument('<name>', 'as in `uzel node list`')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `\nExit codes: 0 no error found (there may be warnings), 1 an error.\n${example('uzel node test shop1c')}`,
    )
    .action(test);
}

async function test(name: string, options: OutputOptions): Promise<void> {
  // Loaded here only: the other commands of nodes start a fifth sooner without it.
  const { checkNode } = await import('../exchange/node-check/index.js');
  await withDatabase(async (services) => {
    const { node, findings } = await checkNode(services, currentShop(), name);
    const count = (severity: NodeFinding['severity']): number =>
      findings.filter((finding) => finding.severity === severity).length;
    const [errors, warnings] = [count('error'), count('warning')];
    print(options, { id: node.nodeId, name: node.name, errors, warnings, findings }, () =>
      [...findings.flatMap(lines), '', verdict(errors, warnings)].join('\n'),
    );
    if (errors > 0) process.exitCode = 1;
  });
}

/** Seen at a glance, without colours, which logs and mails lose. */
const MARKS = { ok: 'ok       ', warning: 'warning  ', error: 'ERROR    ' } as const;

const lines = ({ severity, text }: NodeFinding): string[] => wrap(text, WIDTH, MARKS[severity], '         ');

function verdict(errors: number, warnings: number): string {
  if (errors > 0) return `${errors} error(s), ${warnings} warning(s): mend the errors before this 1C exchanges.`;
  return warnings > 0 ? `No error, ${warnings} warning(s).` : 'All is well.';
}
