import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  createRecorder,
  EMULATOR_PROFILES,
  EmulatorFailure,
  type EmulatorOptions,
  type EmulatorProfile,
  type OrderBase,
  type OrderFate,
  openOrderBase,
  parseFate,
  runEmulator,
} from '../emulator/index.js';
import { type ExportedFolder, exportedFolder, folderForRecord } from './emulate-folders.js';
import { EmulateOutput } from './emulate-output.js';
import { replayRecorded } from './emulate-replay.js';
import { bySchedule } from './emulate-schedule.js';

interface EmulateOptions {
  readonly url: string;
  readonly login: string;
  readonly password: string;
  readonly profile: EmulatorProfile;
  readonly dir?: string;
  readonly orders?: boolean;
  readonly answerOrders?: OrderFate;
  readonly zip: boolean;
  readonly import: boolean;
  readonly fileLimit?: number;
  readonly portion?: number;
  readonly changes?: boolean;
  readonly old?: boolean;
  readonly attempts?: number;
  readonly subordinates: boolean;
  readonly record?: string;
  readonly replay?: string;
  readonly interruptAfter?: number;
  readonly base?: string;
  readonly every?: number;
  readonly json?: boolean;
}

/** What a recorded conversation says by itself, and what only a run of its own can do. */
const OF_RUNS = [
  'profile',
  'dir',
  'orders',
  'answerOrders',
  'zip',
  'import',
  'fileLimit',
  'portion',
  'changes',
  'subordinates',
  'old',
  'attempts',
  'record',
  'interruptAfter',
  'base',
  'every',
] as const;

/** `uzel emulate`: exchanges with any 1c_exchange server as a 1C does, and shows every step. Needs no database. */
export function registerEmulate(program: Command): void {
  program
    .command('emulate')
    .description('exchange with a server as a 1C does: send a catalogue, fetch orders, send back their fate')
    .requiredOption('--url <url>', 'what one would paste into 1C; any server, not only this one')
    .requiredOption('--login <login>', 'login of the exchange node')
    .requiredOption('--password <password>', 'password of the exchange node')
    .addOption(new Option('--profile <profile>', 'which 1C').choices([...EMULATOR_PROFILES]).default('trade'))
    .option('--dir <folder>', 'folder as 1C exports it: *.xml and import_files/; orders*.xml are sent as sale files')
    .option('--orders', 'fetch the orders, confirm them, and send the sale files of the folder')
    .addOption(
      new Option('--answer-orders [fate]', 'fetch the orders and answer them: posted,paid,shipped,cancelled,deleted…')
        .argParser(fate)
        .preset('posted,paid,shipped'),
    )
    .option(
      '--base <folder>',
      'keep the fetched orders there, as a 1C does: found again by number, changed, not doubled',
    )
    .option('--no-zip', 'never send an archive, even if the server asks for it')
    .option('--no-import', 'never ask for the import, as BAS and УТ 11 can be set to do')
    .option('--file-limit <bytes>', 'cut files smaller than the server says', positive)
    .option('--portion <goods>', 'cut the catalogue into portions, as this 1C cuts and names them', positive)
    .option('--changes', 'bitrix3: an exchange of changes, without deactivate at its end')
    .option('--no-subordinates', 'unf-bitrix: without subordinate documents (no cmlVersion at init)')
    .addOption(new Option('--old', 'unf: as before 2022, no pause after progress').conflicts('new'))
    .addOption(new Option('--new', 'unf: as since 2022, 5 s of pause after progress; the default'))
    .option('--attempts <times>', 'unf: how often a session that failed is tried', positive)
    .option('--record <folder>', 'write the conversation there as a fixture: steps.json and the files; a new folder')
    .addOption(
      new Option('--replay <folder>', 'make a recorded conversation once more, with its profile').conflicts([
        ...OF_RUNS,
      ]),
    )
    .option('--interrupt-after <requests>', 'be killed in the midst of the request after so many', whole)
    .addOption(
      new Option('--every <seconds>', 'do it again and again, as by a schedule, until Ctrl+C')
        .argParser(seconds)
        .conflicts(['record', 'interruptAfter']),
    )
    .option('--json', 'print one JSON document; with --every one for each exchange')
    .addHelpText(
      'after',
      '\nSTOP in the output: this 1C breaks off there. LOST: it goes on, but something is lost or misread.\n' +
        'Exit codes: 0 the exchange went through and nothing was lost, 1 otherwise, 2 wrong use.\n' +
        '\nExample:\n  uzel emulate --url http://localhost:8080/1c_exchange --login 1c --password secret --dir fixtures/demo --orders',
    )
    .action(emulate);
}

async function emulate(options: EmulateOptions, command: Command): Promise<void> {
  if (options.replay !== undefined) {
    return await replayRecorded(options.replay, options, new EmulateOutput(options.json === true));
  }
  const orders = options.orders === true || options.answerOrders !== undefined;
  if (!orders && options.dir === undefined) {
    command.error('error: there is nothing to exchange: give --dir, --orders, --answer-orders or --replay');
  }
  const folder = options.dir === undefined ? undefined : await exportedFolder(options.dir);
  if (options.record !== undefined) await folderForRecord(options.record);
  const base = options.base === undefined ? undefined : await openOrderBase(options.base);
  if (options.every === undefined) return await exchange(options, emulatorOptions(options, orders, folder, base));
  await bySchedule(options.every, (signal) =>
    exchange(options, { ...emulatorOptions(options, orders, folder, base), signal }),
  );
}

async function exchange(options: EmulateOptions, exchanged: EmulatorOptions): Promise<void> {
  const output = new EmulateOutput(options.json === true);
  const recorder =
    options.record === undefined
      ? undefined
      : createRecorder(options.record, options.profile, `${options.profile}, recorded by uzel emulate`);
  const report = await runEmulator(exchanged, {
    onStep: (step) => output.step(step),
    onFinding: (finding) => output.finding(finding),
    ...(recorder === undefined ? {} : { onRequest: recorder.onRequest }),
  });
  await recorder?.finish();
  output.report(report, options.profile);
  if (exchanged.signal?.aborted === true) return; // it broke off because it was told to
  if (report.findings.some(({ severity }) => severity !== 'notice')) process.exitCode = 1;
}

function emulatorOptions(
  options: EmulateOptions,
  orders: boolean,
  folder: ExportedFolder | undefined,
  orderBase: OrderBase | undefined,
): EmulatorOptions {
  const ordersToSend = options.orders === true ? (folder?.saleFiles ?? []) : [];
  return {
    url: options.url,
    login: options.login,
    password: options.password,
    profile: options.profile,
    orders,
    ordersToSend,
    import: options.import,
    subordinateDocuments: options.subordinates,
    ...(options.dir === undefined ? {} : { directory: options.dir }),
    ...(folder?.catalogue === false && ordersToSend.length > 0 ? { catalogue: false } : {}),
    ...(options.zip ? {} : { zip: false }),
    ...(options.changes ? { changesOnly: true } : {}),
    ...(options.old ? { importPauseMs: 0 } : {}),
    ...given('orderBase', orderBase),
    ...given('answerOrders', options.answerOrders),
    ...given('fileLimit', options.fileLimit),
    ...given('portion', options.portion),
    ...given('attempts', options.attempts),
    ...given('interruptAfter', options.interruptAfter),
  };
}

function given<K extends string, T>(name: K, value: T | undefined): Partial<Record<K, T>> {
  return value === undefined ? {} : ({ [name]: value } as Record<K, T>);
}

function fate(typed: string): OrderFate {
  try {
    return parseFate(typed);
  } catch (error) {
    if (error instanceof EmulatorFailure) throw new InvalidArgumentError(error.message);
    throw error;
  }
}

function positive(text: string): number {
  const value = whole(text);
  if (value === 0) throw new InvalidArgumentError('A whole number above 0 is expected.');
  return value;
}

function seconds(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 86_400)) throw new InvalidArgumentError('Seconds are expected: above 0, at most 86400.');
  return value;
}

function whole(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError('A whole number is expected, 0 or more.');
  return value;
}
