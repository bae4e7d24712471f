import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { validate } from 'uuid';
import { UzelError } from '../errors.js';
import type { Services } from '../services.js';
import { type Feed, findFeed } from '../store/exchanges/feeds.js';
import { example } from './example.js';
import { jsonOption, type OutputOptions, print } from './output.js';
import { currentShop } from './shop-option.js';
import { withDatabase } from './with-database.js';

interface FeedOptions extends OutputOptions {
  readonly out?: string;
}

const ID = '0199a3c4-7d1e-7c52-9f1a-2b6f0d8e4a11';

export function registerExchangeFeed(exchange: Command): void {
  exchange
    .command('feed')
    .description('a file as 1C sent it, byte for byte: to standard output, or with --out to a new file')
    .argument('<id>', 'of a file, as in `uzel exchange show --json`')
    .option('--out <file>', 'where to; a file that is there already is left alone')
    .addOption(jsonOption())
    .addHelpText('after', example(`uzel exchange feed ${ID} --out import.xml`, `uzel exchange feed ${ID} | less`))
    .action((given: string, options: FeedOptions) => withDatabase((services) => give(services, given, options)));
}

async function give(services: Services, given: string, options: FeedOptions): Promise<void> {
  const feed = validate(given) ? await findFeed(services.db.knex, currentShop(), given.toLowerCase()) : null;
  if (feed === null) throw new UzelError('UZ1507', `There is no file "${given}". See \`uzel exchange show --json\`.`);
  requireBytes(feed);
  const { feedId, name, size, sha256 } = feed;
  const bytes = size === 0 ? [] : services.blobs.read(feed.storedAs, { start: 0, end: size - 1 });
  if (options.out === undefined) {
    if (options.json) {
      print(options, { id: feedId, name, size, sha256 }, () => '');
      return;
    }
    for await (const chunk of bytes) if (!process.stdout.write(chunk as Buffer)) await once(process.stdout, 'drain');
    return;
  }
  await pipeline(bytes, createWriteStream(options.out, { flags: 'wx' })).catch((error: unknown) => {
    throw new UzelError('UZ1607', `${options.out} cannot be written: name a file that is not there yet.`, {
      cause: error,
    });
  });
  print(options, { id: feedId, name, size, sha256, out: options.out }, () => `${name}: ${size} bytes → ${options.out}`);
}

function requireBytes(feed: Feed): void {
  if (feed.state !== 'expired') return;
  throw new UzelError(
    'UZ1612',
    `The bytes of ${feed.name} are kept no more: RETENTION_DAYS or RETENTION_BYTES has passed.`,
  );
}
