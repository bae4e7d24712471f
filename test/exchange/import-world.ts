import { UzelError } from '../../src/errors.js';
import { createImporter } from '../../src/exchange/import/importer.js';
import type { ImportResult, JobTools } from '../../src/exchange/jobs/job-step.js';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import type { Services } from '../../src/services.js';
import type { Exchange } from '../../src/store/exchanges/exchanges.js';
import type { Feed } from '../../src/store/exchanges/feeds.js';
import { failJob, findJobs, finishJob, type Job, queueJob, startJob } from '../../src/store/exchanges/jobs.js';
import { type InboxWorld, SHOP } from './inbox-world.js';

const TOOLS: JobTools = { progress: () => undefined, stopping: () => false };

/** The job of a feed that was sent, running. */
export async function jobFor(world: InboxWorld, feed: Feed): Promise<Job> {
  return await startJob(world.knex, await queueJob(world.knex, feed, 'import', { asked: true }));
}

/** The job as the database has it now. */
export async function reread(world: InboxWorld, job: Job): Promise<Job> {
  const [found] = await findJobs(world.knex, SHOP, [job.jobId]);
  if (!found) throw new Error('the job is gone');
  return found;
}

/** Runs the importer on a job, as the job runner does, without its repeats. */
export async function runJob(
  world: InboxWorld,
  job: Job,
  feed: Feed,
  over: { tools?: JobTools; services?: Services } = {},
): Promise<ImportResult> {
  const step = createImporter(over.services ?? world.services);
  const result = await step(await reread(world, job), feed, over.tools ?? TOOLS);
  if (result.state === 'done') await finishJob(world.knex, job, result);
  return result;
}

/** Sends a feed and imports it undisturbed; a job that fails is marked so, and its error thrown. */
export async function importFeed(
  world: InboxWorld,
  of: ExchangeNode | Exchange,
  name: string,
  body: string | Buffer,
  services: Services = world.services,
): Promise<Feed> {
  const exchange = 'exchangeId' in of ? of : await world.exchange(of);
  const feed = await world.send(exchange, name, body);
  const job = await jobFor(world, feed);
  try {
    await runJob(world, job, feed, { services });
  } catch (error) {
    if (error instanceof UzelError) await failJob(world.knex, job, { code: error.code, text: error.publicMessage });
    throw error;
  }
  return feed;
}

/** Takes all orders and customers away: what another file says of the same ones is then no document of another node's order. */
export async function forgetOrders(world: InboxWorld): Promise<void> {
  // Not truncated: that makes new files of a dozen tables, 70 ms for each of some hundred imports.
  const tables = ['order_history', 'batch_orders', 'order_documents', 'orders', 'customers'];
  await world.knex.raw(tables.map((table) => `delete from ${table}`).join('; '));
}

/** The tables of the catalogue, with what identifies a row for a person. */
const TABLES: Readonly<Record<string, string>> = {
  catalogues: 'external_id',
  groups: 'external_id',
  properties: 'external_id',
  price_types: 'external_id',
  warehouses: 'external_id',
  units: 'external_id',
  dictionaries: 'external_id',
  dictionary_items: 'dictionary_external_id, external_id',
  counterparties: 'external_id',
  products: 'external_id',
  offers: 'product_external_id, characteristic_id',
  other_records: 'name, external_id',
  files: 'path',
};

/** Where every row of the catalogue lies and which transaction wrote it: a write of the same content changes it, too. */
export async function rowVersions(world: InboxWorld): Promise<Record<string, string>> {
  const versions: Record<string, string> = {};
  for (const table of [...Object.keys(TABLES), 'offer_numbers']) {
    const { rows } = await world.knex.raw(
      `select coalesce(md5(string_agg(ctid::text || xmin::text, ',' order by ctid)), '') || ' ' || count(*) as v from ${table}`,
    );
    versions[table] = rows[0].v;
  }
  versions.changes = await changeCounter(world);
  return versions;
}

/** What the catalogue of an id space says, without what every import makes anew: our ids, times and exchanges. */
export async function catalogueOf(world: InboxWorld, idSpace: string): Promise<Record<string, unknown[]>> {
  const content: Record<string, unknown[]> = {};
  for (const [table, order] of Object.entries(TABLES)) {
    const from = table === 'offers' ? 'offers join offer_numbers using (shop_id, offer_id)' : table;
    const { rows } = await world.knex.raw(`select * from ${from} where id_space = ? order by ${order}`, [idSpace]);
    content[table] = rows.map((row: object) =>
      Object.fromEntries(Object.entries(row).filter(([name]) => !OURS.test(name))),
    );
  }
  return content;
}

const OURS =
  /^(id_space|node_id|exchange_id|made_by|present_in|item_no|created_at|updated_at|(product|offer|group|property|price_type|warehouse|unit|dictionary|item|counterparty|file|row)_id)$/;

export async function changeCounter(world: InboxWorld): Promise<string> {
  return (await world.knex('change_counters').first('last')).last;
}
