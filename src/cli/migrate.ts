import type { Command } from 'commander';
import { example } from './example.js';
import { jsonOption, type OutputOptions, print, record } from './output.js';
import { withTables } from './with-database.js';

/** `uzel migrate`: brings the database to this program's schema. */
export function registerMigrate(program: Command): void {
  program
    .command('migrate')
    .description('bring the database to the schema of this version (serve and every command do it too)')
    .addOption(jsonOption())
    .addHelpText('after', example('DATABASE_URL=postgresql://uzel:secret@localhost/uzel uzel migrate'))
    .action((options: OutputOptions) =>
      withTables(async ({ db, applied }) => {
        const url = withoutPassword(db.url);
        print(options, { applied, url }, () =>
          record([
            ['Database', db.location],
            ['URL', url],
            ['Applied', applied.length > 0 ? applied.join(', ') : 'nothing: the schema is up to date'],
          ]),
        );
      }),
    );
}

/** The URL that other programs connect to; a password they must know themselves. */
function withoutPassword(url: string): string {
  const open = new URL(url); // it was just connected to
  open.password = '';
  open.searchParams.delete('password');
  return open.href;
}
