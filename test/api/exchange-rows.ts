import { randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import { v7 as uuid } from 'uuid';

/** Exchanges, feeds, jobs and journal entries as the protocol would leave them, written by plain SQL. */

type Row = Record<string, unknown>;

export async function insertExchange(knex: Knex, nodeId: string, row: Row): Promise<string> {
  const exchange_id = String(row.exchange_id ?? uuid());
  const hashes = { cookie_hash: randomBytes(32).toString('hex'), sessid_hash: randomBytes(16).toString('hex') };
  await knex('exchanges').insert({ shop_id: 'main', exchange_id, node_id: nodeId, type: 'catalog', ...hashes, ...row });
  return exchange_id;
}

export async function insertFeed(knex: Knex, nodeId: string, exchangeId: string, row: Row): Promise<string> {
  const feed_id = uuid();
  const defaults = {
    node_id: nodeId,
    exchange_id: exchangeId,
    type: 'catalog',
    generation: 0,
    stored_as: `feeds/${feed_id}`,
  };
  await knex('feeds').insert({ shop_id: 'main', feed_id, ...defaults, ...row });
  return feed_id;
}

export async function insertJob(
  knex: Knex,
  nodeId: string,
  exchangeId: string,
  feedId: string,
  row: Row,
): Promise<void> {
  const defaults = { node_id: nodeId, exchange_id: exchangeId, feed_id: feedId, kind: 'import' };
  await knex('jobs').insert({ shop_id: 'main', job_id: uuid(), ...defaults, ...row });
}

export async function insertJournal(knex: Knex, nodeId: string, exchangeId: string, row: Row): Promise<string> {
  const entry_id = uuid();
  const defaults = { node_id: nodeId, exchange_id: exchangeId, severity: 'info', code: 'test', message: 'Сообщение' };
  await knex('journal').insert({ shop_id: 'main', entry_id, ...defaults, ...row });
  return entry_id;
}
