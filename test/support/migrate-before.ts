import { readdir, readFile } from 'node:fs/promises';
import type { Knex } from 'knex';

/** Brings an empty database to the schema that a former version had: all migrations below this number. */
export async function migrateBefore(knex: Knex, first: string): Promise<void> {
  const names = (await readdir('migrations')).filter((name) => name.endsWith('.sql') && name < first).sort();
  await knex.migrate.latest({
    tableName: 'knex_migrations',
    migrationSource: {
      getMigrations: async () => names,
      getMigrationName: (name: string) => name,
      getMigration: async (name: string) => {
        const sql = await readFile(`migrations/${name}`, 'utf8');
        return { up: async (tx: Knex) => await tx.raw(sql.replaceAll('?', '\\?')), down: async () => undefined };
      },
    },
  });
}
