import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { SingleBar } from 'cli-progress';
import type { Command } from 'commander';
import { UzelError } from '../errors.js';
import { LITTER } from '../exchange/feeds/archive.js';
import { receiveFile } from '../exchange/feeds/inbox.js';
import { type Effect, tryImport } from '../exchange/history/effect.js';
import { createImporter } from '../exchange/import/importer.js';
import { createJobs, type ImportEvent } from '../exchange/jobs/jobs.js';
import type { Services } from '../services.js';
import { type Exchange, openExchange } from '../store/exchanges/exchanges.js';
import { getNode } from '../store/nodes/nodes.js';
import { differencesText, filesText } from './effect-text.js';
import { example } from './example.js';
import { print } from './output.js';
import { currentShop, uzelHere } from './shop-option.js';
import { showOption } from './show-option.js';
import { withDatabase } from './with-database.js';

interface ImportOptions {
  readonly node: string;
  readonly json?: boolean;
  readonly dryRun?: boolean;
  readonly show: number;
}

/** A file to be imported: where it lies, and the name that a 1C would give it. */
interface Source {
  readonly path: string;
  readonly name: string;
  readonly size: number;
}

/** `uzel import`: the same pipeline as the exchange, without HTTP. */
export function registerImport(program: Command): void {
  program
    .command('import <path>')
    .description('import a CommerceML file, a folder as 1C exports it, or a ZIP, without HTTP')
    .requiredOption('--node <name>', 'exchange node on whose behalf it is imported')
    .option('--dry-run', 'say what would change, and change nothing')
    .addOption(showOption())
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nA dry run does everything in one transaction and takes it back: until it ends, imports of the same catalogue wait.\n' +
        example('uzel import ./webdata --node 1c --dry-run', 'uzel import ./webdata --node 1c'),
    )
    .action((from: string, options: ImportOptions) => withDatabase((services) => importPath(services, from, options)));
}

async function importPath(services: Services, from: string, options: ImportOptions): Promise<void> {
  const node = await getNode(services.db.knex, currentShop(), options.node);
  const sources = await sourcesOf(from);
  if (options.dryRun) return showEffect(options, await tryImport(services, node, sources, options.show));
  const { exchange } = await openExchange(services.db.knex, {
    shopId: node.shopId,
    nodeId: node.nodeId,
    type: 'import',
    userAgent: 'uzel import',
  });
  const show = options.json || !process.stderr.isTTY ? lines(options.json === true) : bar();
  const jobs = createJobs(services, { import: createImporter(services) });
  const ended: ImportEvent[] = [];
  try {
    await receiveAll(services, exchange, sources, show.received);
    for await (const event of jobs.importNow(exchange)) {
      show.event(event);
      if (event.state !== 'progress') ended.push(event);
    }
  } finally {
    show.stop();
    await jobs.stop();
  }
  const failed = ended.filter((event) => event.state === 'failed');
  if (options.json) {
    const files = ended.map(({ name, state, text, code }) => ({ name, state, text, ...(code ? { code } : {}) }));
    process.stdout.write(`${JSON.stringify({ exchange: exchange.exchangeId, files, failed: failed.length })}\n`);
  } else {
    for (const event of ended)
      process.stdout.write(`${event.state === 'failed' ? '✗' : '✓'} ${event.name}: ${event.text}\n`);
    if (ended.length === 0) process.stdout.write('There was no CommerceML file to import.\n');
    process.stdout.write(`The journal: ${uzelHere()} exchange show ${exchange.exchangeId}\n`);
  }
  if (failed.length > 0) process.exitCode = 1;
}

function showEffect(options: ImportOptions, { files, differences }: Effect): void {
  const failed = files.filter((file) => file.state === 'failed').length;
  const ended = files.map(({ name, state, text, code }) => ({ name, state, text, ...(code ? { code } : {}) }));
  print(options, { dryRun: true, exchange: null, files: ended, failed, differences }, () =>
    [
      ...filesText(files),
      '',
      ...differencesText(differences),
      '',
      'This was a dry run: nothing has changed. Without --dry-run it is done.',
    ].join('\n'),
  );
  if (failed > 0) process.exitCode = 1;
}

/** A folder's XML files come last: by then the pictures that they name are there. */
async function sourcesOf(from: string): Promise<Source[]> {
  const found = await stat(from).catch((error: unknown) => {
    throw new UzelError('UZ1607', `${from} cannot be read: is the path right?`, { cause: error });
  });
  if (!found.isDirectory()) return [{ path: from, name: path.basename(from), size: found.size }];
  const entries = await readdir(from, { recursive: true, withFileTypes: true });
  const sources: Source[] = [];
  for (const entry of entries.filter((one) => one.isFile() && !LITTER.test(one.name))) {
    const file = path.join(entry.parentPath, entry.name);
    const name = path.relative(from, file).split(path.sep).join('/');
    sources.push({ path: file, name, size: (await stat(file)).size });
  }
  const rank = (source: Source): number => (/\.(xml|zip)$/i.test(source.name) ? 1 : 0);
  return sources.filter((source) => source.size > 0).sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}

async function receiveAll(
  services: Services,
  exchange: Exchange,
  sources: readonly Source[],
  received: (done: number, all: number) => void,
): Promise<void> {
  for (const [index, source] of sources.entries()) {
    await receiveFile(services, exchange, source.name, createReadStream(source.path), {
      pieceLimit: Number.POSITIVE_INFINITY,
    });
    received(index + 1, sources.length);
  }
}

/** What a person sees while it goes on. */
interface Show {
  received(done: number, all: number): void;
  event(event: ImportEvent): void;
  stop(): void;
}

function bar(): Show {
  const progress = new SingleBar({ format: '[{bar}] {percentage} % {text}', clearOnComplete: true, hideCursor: true });
  progress.start(100, 0, { text: 'files' });
  return {
    received: (done, all) =>
      progress.update(Math.floor((done * 100) / all), { text: `files received: ${done} of ${all}` }),
    event: (event) => {
      const percent = event.state === 'progress' ? Number(/(\d+) ?%/.exec(event.text)?.[1] ?? 0) : 100;
      progress.update(percent, { text: `${event.name}: ${event.text}` });
    },
    stop: () => progress.stop(),
  };
}

function lines(silent: boolean): Show {
  const say = (text: string): void => {
    if (!silent) process.stderr.write(`${text}\n`);
  };
  return {
    received: (done, all) => {
      if (done === all) say(`files received: ${all}`);
    },
    event: (event) => {
      if (event.state === 'progress') say(`${event.name}: ${event.text}`);
    },
    stop: () => undefined,
  };
}
