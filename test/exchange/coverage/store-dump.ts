import type { InboxWorld } from '../inbox-world.js';

/**
 * Tables that hold no content of 1C's files for whoever reads the store: how the exchange went (journal, feeds, jobs), what is told
 * of changes, what was sent to 1C, accounts, what the shop itself writes (channels, references), what is made from other tables
 * (the listing). What stands only here is lost.
 */
const NO_CONTENT: readonly string[] = [
  'api_keys',
  'batch_orders',
  'batches',
  'before_images',
  'catalogue_portions',
  'change_counters',
  'changes',
  'channel_offers',
  'channels',
  'customer_links',
  'exchange_requests',
  'exchanges',
  'feed_requests',
  'feeds',
  'files',
  'idempotency_keys',
  'item_writes',
  'jobs',
  'journal',
  'kept_answers',
  'known_epoch',
  'known_records',
  'listing',
  'listing_groups',
  'listing_prices',
  'listing_state',
  'listing_terms',
  'listing_troubles',
  'matches',
  'matching_runs',
  'nodes',
  'number_images',
  'order_consumers',
  'order_counters',
  'order_history',
  'order_told',
  'order_words',
  'price_rules',
  'product_refs',
  'run_missing',
  'run_seen',
  'search_rows',
  'search_words',
  'shop_items',
  'shops',
  'webhook_attempts',
  'webhook_lanes',
  'webhook_messages',
  'webhooks',
];

/** Ours, and another one at every import: the number of an order, and the order's id, under which its document is kept. */
const OURS: readonly string[] = ['orders.number', 'order_documents.document_id'];

/** Whoever reads an offer reads its numbers with it: as `offers.prices`. */
const FROM: Readonly<Record<string, string>> = {
  offer_numbers: 'offer_numbers join offers using (shop_id, offer_id)',
};

/** What the store holds of one node's import: the values of each column as text, by `table.column`. */
export type Dump = ReadonlyMap<string, readonly string[]>;

/** Reads all tables of the database but those above; our own ids and times of writing are left out. */
export async function openDump(world: InboxWorld): Promise<(of: { nodeId: string; idSpace: string }) => Promise<Dump>> {
  const found = await world.knex.raw<{ rows: { table_name: string; column_name: string; data_type: string }[] }>(
    `select table_name, column_name, data_type from information_schema.columns where table_schema = current_schema()
     order by table_name, ordinal_position`,
  );
  const tables = new Map<string, { name: string; type: string }[]>();
  for (const { table_name, column_name, data_type } of found.rows) {
    if (NO_CONTENT.includes(table_name) || table_name.includes('migration')) continue;
    tables.set(table_name, [...(tables.get(table_name) ?? []), { name: column_name, type: data_type }]);
  }
  const parts = [...tables].map(([table, columns]) => {
    const scope =
      table === 'offer_numbers'
        ? 'id_space'
        : ['id_space', 'node_id', 'owner_node_id'].find((name) => columns.some((column) => column.name === name));
    if (scope === undefined)
      throw new Error(`the table ${table} is new: tell here whether it holds content of 1C's files`);
    const content = columns.filter(({ name, type }) => isContent(name, type));
    const fields = content.map(({ name }) => `'${name}', ${shownValue(name)}::text`).join(', ');
    const value = scope === 'id_space' ? ':space' : 'cast(:node as uuid)';
    return `select '${table === 'offer_numbers' ? 'offers' : table}' as t, coalesce(jsonb_agg(jsonb_build_object(${fields})), '[]') as rows
      from ${FROM[table] ?? table} where ${scope} = ${value}`;
  });
  return async ({ nodeId, idSpace }) => {
    const read = await world.knex.raw<{ rows: { t: string; rows: Record<string, string | null>[] }[] }>(
      parts.join(' union all '),
      { node: nodeId, space: idSpace },
    );
    const dump = new Map<string, string[]>();
    for (const { t, rows } of read.rows) {
      for (const row of rows) {
        for (const [column, value] of Object.entries(row)) {
          const place = `${t}.${column}`;
          dump.set(place, [...(dump.get(place) ?? []), value ?? 'null']);
        }
      }
    }
    for (const values of dump.values()) values.sort();
    return dump;
  };
}

/** Each import is another node's, so its catalogues have other numbers. */
const shownValue = (column: string): string => (column === 'present_in' ? 'cardinality(present_in)' : column);

function isContent(name: string, type: string): boolean {
  // Why an order is whose, when that was decided, and our numbers of catalogues and items are ours.
  if (['shop_id', 'id_space', 'routing', 'catalogue_no', 'item_no'].includes(name)) return false;
  return name === 'placed_at' || (type !== 'uuid' && !type.startsWith('timestamp'));
}

/** Places that hold something else in the one than in the other. */
export function differences(one: Dump, other: Dump): string[] {
  const places = new Set([...one.keys(), ...other.keys()]);
  return [...places].filter(
    (place) => !OURS.includes(place) && JSON.stringify(one.get(place)) !== JSON.stringify(other.get(place)),
  );
}
