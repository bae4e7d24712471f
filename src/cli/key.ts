import type { Command } from 'commander';
import { type ApiKey, insertApiKey, listApiKeys, revokeApiKey } from '../store/nodes/api-keys.js';
import { ensureShop } from '../store/nodes/shops.js';
import { example } from './example.js';
import { rateOption, scopesOption } from './key-options.js';
import { localTime } from './local-time.js';
import { jsonOption, type OutputOptions, print, table } from './output.js';
import { currentShop, uzelHere } from './shop-option.js';
import { withTables } from './with-database.js';

/** `uzel key …`: the keys of the REST API. */
export function registerKey(program: Command): void {
  const key = program
    .command('key')
    .description('API keys of storefronts and CRMs')
    .addHelpText('after', example('uzel key add storefront', 'uzel key list', 'uzel key revoke storefront'));
  key
    .command('add')
    .description('make an API key and print it, once: only its hash is kept')
    .argument('<name>', 'the program that will use it')
    .addOption(scopesOption())
    .addOption(rateOption())
    .addOption(jsonOption())
    .addHelpText('after', example('uzel key add storefront --scopes read,orders --rate 600'))
    .action(add);
  key
    .command('list')
    .description('the keys in force')
    .addOption(jsonOption())
    .addHelpText('after', example('uzel key list'))
    .action(list);
  key
    .command('revoke')
    .description('end a key at once')
    .argument('<name>', 'as in `uzel key list`')
    .addOption(jsonOption())
    .addHelpText('after', example('uzel key revoke storefront'))
    .action(revoke);
}

type AddOptions = OutputOptions & { readonly scopes?: ApiKey['scopes']; readonly rate?: number };

async function add(given: string, options: AddOptions): Promise<void> {
  const { scopes, rate = null } = options;
  await withTables(async ({ config, db }) => {
    const { name, key, ...made } = await db.transaction(async (tx) => {
      await ensureShop(tx, currentShop(), config.FIRST_ORDER_NUMBER);
      return await insertApiKey(tx, currentShop(), given, { ...(scopes && { scopes }), ratePerMinute: rate });
    });
    print(
      options,
      { name, key, scopes: made.scopes, ratePerMinute: made.ratePerMinute },
      () => `${key}\n\nThis is the key "${name}". It is shown only now; send it as "Authorization: Bearer <key>".`,
    );
  });
}

async function list(options: OutputOptions): Promise<void> {
  await withTables(async ({ config, db }) => {
    const keys = await listApiKeys(db.knex, currentShop());
    const items = keys.map(({ keyId, name, scopes, ratePerMinute, createdAt, lastUsedAt }) => ({
      ...{ id: keyId, name, scopes, ratePerMinute },
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
    }));
    print(options, { items }, () =>
      table(
        [
          { heading: 'NAME' },
          { heading: 'SCOPES' },
          { heading: 'PER MINUTE' },
          { heading: 'MADE' },
          { heading: 'LAST USED' },
        ],
        keys.map(({ name, scopes, ratePerMinute, createdAt, lastUsedAt }) => [
          name,
          scopes.join(', '),
          ratePerMinute === null ? `${config.RATE_PER_MINUTE}` : `${ratePerMinute}`,
          localTime(createdAt),
          lastUsedAt ? localTime(lastUsedAt) : 'never',
        ]),
        `There is no API key. Make one: ${uzelHere()} key add <name>`,
      ),
    );
  });
}

async function revoke(name: string, options: OutputOptions): Promise<void> {
  await withTables(async ({ db }) => {
    await revokeApiKey(db.knex, currentShop(), name);
    print(options, { name: name.trim(), revoked: true }, () => `The key "${name.trim()}" works no more.`);
  });
}
