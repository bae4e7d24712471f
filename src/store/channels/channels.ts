import type { Knex } from 'knex';
import { v7 as uuid } from 'uuid';
import type { Sql, Tx } from '../../db/open.js';
import { UzelError } from '../../errors.js';
import { exactTime } from '../list-page.js';
import { isUniqueViolation } from '../unique-violation.js';

/** What a shop says of a channel. */
export interface ChannelFields {
  readonly name: string;
  /** That it sells in: ISO 4217. */
  readonly currency: string;
  /** Our ids or 1C's: the first that an offer has a price of is where its price begins. */
  readonly priceTypes: readonly string[];
  readonly mode: 'first' | 'all';
  /** What follows 1C; the rest is the channel's own. */
  readonly updates: 'both' | 'price' | 'stock';
}

/** A place where the shop sells, with prices of its own. */
export interface Channel extends ChannelFields {
  readonly channelId: string;
  /** Of the channel and its rules. */
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A shop has no more of them: each is read and priced by itself. */
export const MOST_CHANNELS = 100;

const COLUMNS = `channel_id as "channelId", name, currency, price_types as "priceTypes", mode, updates, version,
  ${exactTime('created_at')} as "createdAt", ${exactTime('updated_at')} as "updatedAt"`;

/** Names are one in any case, in whatever locale the database was made. */
const nameKey = (name: string): string => name.trim().toLowerCase();

const channels = (sql: Sql, shopId: string): Knex.QueryBuilder =>
  sql('channels').where({ shop_id: shopId }).select(sql.raw(COLUMNS));

/** All channels of a shop, oldest first. */
export async function listChannels(sql: Sql, shopId: string): Promise<readonly Channel[]> {
  return await channels(sql, shopId).orderBy('channel_id');
}

/** One channel by its id (a UUID), or null. */
export async function readChannel(sql: Sql, shopId: string, channelId: string): Promise<Channel | null> {
  return (await channels(sql, shopId).where({ channel_id: channelId }).first()) ?? null;
}

/** One channel by its id or its name, or null. */
export async function findChannel(sql: Sql, shopId: string, idOrName: string): Promise<Channel | null> {
  const found: Channel[] = await channels(sql, shopId).whereRaw(
    '(cast(channel_id as text) = lower(:id) or name_key = :name)',
    {
      id: idOrName,
      name: nameKey(idOrName),
    },
  );
  return found.find(({ channelId }) => channelId === idOrName.toLowerCase()) ?? found[0] ?? null;
}

/**
 * Makes a channel without rules.
 * @throws UzelError UZ1608 the name is taken, UZ1524 the shop has as many as it may
 */
export async function insertChannel(tx: Tx, shopId: string, fields: ChannelFields): Promise<Channel> {
  const { rows } = await tx.raw<{ rows: { count: string }[] }>('select count(*) from channels where shop_id = ?', [
    shopId,
  ]);
  if (Number(rows[0]?.count) >= MOST_CHANNELS) {
    throw new UzelError('UZ1524', `A shop has at most ${MOST_CHANNELS} channels. Remove one that is not used.`);
  }
  const channelId = uuid();
  await namingOnce(
    fields.name,
    async () =>
      await tx('channels').insert({ shop_id: shopId, channel_id: channelId, told_until: new Date(), ...rowOf(fields) }),
  );
  return await mustRead(tx, shopId, channelId);
}

/**
 * Locks a channel until the end of the transaction, so that its rules and own prices change one at a time.
 * @param ifVersion the version that a change was made for; undefined = any
 * @throws UzelError UZ1507 unknown, UZ1506 it has another version
 */
export async function lockChannel(tx: Tx, shopId: string, channelId: string, ifVersion?: number): Promise<Channel> {
  const channel: Channel | undefined = await channels(tx, shopId).where({ channel_id: channelId }).forUpdate().first();
  if (!channel) throw new UzelError('UZ1507', `There is no channel ${channelId}. GET /v1/channels lists them.`);
  if (ifVersion === undefined || ifVersion === channel.version) return channel;
  throw new UzelError(
    'UZ1506',
    `The channel is at version ${channel.version}, not ${ifVersion}: somebody changed it or its rules meanwhile. Read it again and repeat the change.`,
  );
}

/** Writes all fields of a locked channel: its version is the next one. @throws UzelError UZ1608 the name is taken */
export async function writeChannel(
  tx: Tx,
  shopId: string,
  channel: Channel,
  fields: ChannelFields = channel,
): Promise<Channel> {
  const next = { ...rowOf(fields), version: channel.version + 1, updated_at: tx.raw('clock_timestamp()') };
  await namingOnce(
    fields.name,
    async () => await tx('channels').where({ shop_id: shopId, channel_id: channel.channelId }).update(next),
  );
  return await mustRead(tx, shopId, channel.channelId);
}

/** Removes a channel, its rules and its own prices. */
export async function deleteChannel(tx: Tx, shopId: string, channelId: string): Promise<void> {
  await tx('channels').where({ shop_id: shopId, channel_id: channelId }).delete();
}

const rowOf = ({ name, currency, priceTypes, mode, updates }: ChannelFields) => ({
  name: name.trim(),
  name_key: nameKey(name),
  price_types: priceTypes,
  ...{ currency, mode, updates },
});

async function namingOnce(name: string, write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!isUniqueViolation(error, 'channels_shop_id_name_key_key')) throw error;
    throw new UzelError('UZ1608', `There is a channel "${name.trim()}" already. Choose another name.`, {
      cause: error,
    });
  }
}

async function mustRead(tx: Tx, shopId: string, channelId: string): Promise<Channel> {
  const channel = await readChannel(tx, shopId, channelId);
  if (!channel) throw new Error('a channel was lost in the transaction that wrote it');
  return channel;
}
