import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type EmulatorProfile, type ParsedOrder, runEmulator, type Step } from '../emulator/index.js';

interface EmulateOptions {
  readonly url: string;
  readonly login: string;
  readonly password: string;
  readonly profile: EmulatorProfile;
  readonly dir?: string;
  readonly orders?: boolean;
  readonly zip: boolean;
  readonly import: boolean;
  readonly fileLimit?: number;
  readonly portion?: number;
  readonly json?: boolean;
}

/** Files of a folder that a 1C sends as sale files, not as catalogue. */
const SALE_FILE = /^(orders|1cbitrix-).*\.xml$/i;

/** `uzel emulate`: exchanges with any 1c_exchange server as a 1C does, and shows every step. Needs no database. */
export function registerEmulate(program: Command): void {
  program
    .command('emulate')
    .description('exchange with a server as a 1C does: send a catalogue, fetch orders, send back their fate')
    .requiredOption('--url <url>', 'what one would paste into 1C')
    .requiredOption('--login <login>', 'login of the exchange node')
    .requiredOption('--password <password>', 'password of the exchange node')
    .addOption(new Option('--profile <profile>', 'which 1C').choices(['trade', 'utp']).default('trade'))
    .option('--dir <folder>', 'folder as 1C exports it: *.xml and import_files/; orders*.xml are sent as sale files')
    .option('--orders', 'fetch the orders, confirm them, and send the sale files of the folder')
    .option('--no-zip', 'never send an archive, even if the server asks for it')
    .option('--no-import', 'never ask for the import, as BAS and УТ 11 can be set to do')
    .option('--file-limit <bytes>', 'cut files smaller than the server says', positive)
    .option('--portion <goods>', 'cut the catalogue into portions, each in an exchange of its own', positive)
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExample:\n  uzel emulate --url http://localhost:8080/1c_exchange --login 1c --password secret --dir fixtures/demo --orders',
    )
    .action(emulate);
}

async function emulate(options: EmulateOptions): Promise<void> {
  const started = Date.now();
  const print = options.json ? () => undefined : (line: string) => void process.stdout.write(`${line}\n`);
  const saleFiles = options.orders && options.dir ? await filesToSend(options.dir) : [];
  const report = await runEmulator(
    {
      url: options.url,
      login: options.login,
      password: options.password,
      profile: options.profile,
      ...(options.dir === undefined ? {} : { directory: options.dir }),
      orders: options.orders ?? false,
      ordersToSend: saleFiles,
      ...(options.zip ? {} : { zip: false }),
      import: options.import,
      ...(options.fileLimit === undefined ? {} : { fileLimit: options.fileLimit }),
      ...(options.portion === undefined ? {} : { portion: options.portion }),
    },
    (step) => print(stepLine(step)),
  );
  for (const order of report.orders) print(orderLine(order));
  for (const warning of report.warnings) print(`  ! ${warning}`);
  print(
    `\n${report.verdict === 'success' ? 'OK' : 'FAILED'} in ${((Date.now() - started) / 1000).toFixed(1)} s: ${report.message}`,
  );
  if (options.json) {
    const { receivedXml: _bytes, ...document } = report;
    process.stdout.write(`${JSON.stringify(document)}\n`);
  }
  if (report.verdict === 'failure') process.exitCode = 1;
}

async function filesToSend(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  return names
    .filter((name) => SALE_FILE.test(name))
    .sort()
    .map((name) => path.join(folder, name));
}

const stepLine = (step: Step): string => {
  const file = /[?&]filename=([^&]*)/.exec(step.url)?.[1] ?? '';
  const columns = [
    step.type.padEnd(8),
    step.mode.padEnd(10),
    shortened(file).padEnd(LONGEST_NAME),
    (step.bytes > 0 ? `${step.bytes} B` : '').padStart(11),
    `${Math.round(step.ms)} ms`.padStart(9),
  ];
  return `${columns.join(' ')}  ${step.status === 200 ? '' : `${step.status} `}${step.firstLine}`;
};

const LONGEST_NAME = 40;

/** The end of a long name tells more than its beginning. */
const shortened = (name: string): string => (name.length > LONGEST_NAME ? `…${name.slice(1 - LONGEST_NAME)}` : name);

const orderLine = (order: ParsedOrder): string =>
  `  order ${order.number}  ${order.customer.name}  ${order.amount ?? '?'} ${order.currency}, ${order.lines.length} line(s)`;

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value <= 0) throw new InvalidArgumentError('A whole number above 0 is expected.');
  return value;
}
