import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Special } from './specials.js';
import { makeChannel, type World } from './world.js';

/** Directories of words: what operations call them, and the store. */
const WORDS = [
  ['OrderStatus', 'statuses'],
  ['PaymentMethod', 'payment-methods'],
  ['Delivery', 'deliveries'],
] as const;

const nameOf = async ({ made }: World, id: string): Promise<string> => (await made('GET', `/v1/channels/${id}`)).name;

/** Rows of a table up to a limit, for as long as one request takes. */
async function filled({ database }: World, table: string, rows: string) {
  await database.query(rows);
  return async () => {
    await database.query(`delete from ${table} where created_at = '2001-01-01'`);
  };
}

/** Of the catalogue, of channels and of directories. */
export const catalogueSpecials: readonly Special[] = [
  // Asked for as nowhere else: an answer that was given holds as long as nothing has changed.
  ...Object.entries({ listProducts: { inStock: 'true' }, countFacets: { facets: 'stock,brand' } }).map(
    ([of, query]): Special => ({
      ...{ of, gives: 'UZ1527', when: 'while the listing is made anew' },
      given: async ({ database, uzel }) => {
        // Nobody can write the listing meanwhile, so it stays unmade.
        const holding = new pg.Client({ connectionString: uzel.env.DATABASE_URL });
        await holding.connect();
        await holding.query('begin; lock table listing in share mode');
        await database.query('delete from listing_state');
        return { query, undo: async () => await holding.end() };
      },
    }),
  ),
  {
    ...{ of: 'getFile', gives: 206, when: 'for a range' },
    given: async () => ({ headers: { range: 'bytes=0-9' } }),
  },
  {
    ...{ of: 'getFile', gives: 'UZ1514', when: 'for a range behind its end' },
    given: async () => ({ headers: { range: 'bytes=999999999-' } }),
  },
  {
    ...{ of: 'makeChannel', gives: 'UZ1524', when: 'when there are 100' },
    given: async (world) => ({
      body: { name: randomUUID(), currency: 'UAH', priceTypes: [world.ids['price-types']] },
      undo: await filled(
        world,
        'channels',
        `insert into channels select (jsonb_populate_record(null::channels, to_jsonb(c) || jsonb_build_object(
           'channel_id', gen_random_uuid(), 'name', 'many ' || n, 'name_key', 'many ' || n, 'created_at', '2001-01-01'))).*
         from channels c, generate_series(1, 100) n where c.channel_id = '${world.ids.channel}'`,
      ),
    }),
  },
  {
    ...{ of: 'makeChannel', gives: 'UZ1608', when: 'when its name is taken' },
    given: async (world) => ({
      body: { name: await nameOf(world, world.ids.channel ?? ''), currency: 'UAH', priceTypes: ['x'] },
    }),
  },
  {
    ...{ of: 'patchChannel', gives: 'UZ1608', when: 'when its name is taken' },
    given: async (world) => ({ body: { name: await nameOf(world, await makeChannel(world)) } }),
  },
  ...WORDS.flatMap(([name, directory]): Special[] => [
    {
      ...{ of: `put${name}`, gives: 'UZ1524', when: 'when there are 1,000' },
      given: async (world) => ({
        params: { key: 'one too many' },
        body: {},
        undo: await filled(
          world,
          'directory_entries',
          `insert into directory_entries (shop_id, entry_id, directory, entry_key, written_key, name, content, active, created_at)
           select 'main', gen_random_uuid(), '${directory}', 'm' || n, 'm' || n, '', '{}', true, '2001-01-01'
           from generate_series(1, 1000) n`,
        ),
      }),
    },
    {
      ...{ of: `put${name}`, gives: 'UZ1528', when: 'when a 1C keeps it' },
      given: async () => ({ params: { key: 'of 1c' }, body: {} }),
    },
    {
      ...{ of: `delete${name}`, gives: 'UZ1528', when: 'when a 1C keeps it' },
      given: async () => ({ params: { key: 'of 1c' } }),
    },
  ]),
];
