import type { Database, Tx } from '../../db/open.js';
import { recordChanges } from '../../store/changes/record-changes.js';
import {
  type Channel,
  type ChannelFields,
  deleteChannel,
  insertChannel,
  lockChannel,
  writeChannel,
} from '../../store/channels/channels.js';
import { readOfferFacts } from '../../store/channels/offer-facts.js';
import { type OwnPriceChange, writeOwnPrices } from '../../store/channels/own-prices.js';
import { identified, type RuleInput, type RuleRow, readRules, replaceRules } from '../../store/channels/price-rules.js';

/**
 * Whatever changes what a channel shows is a change of the channel in the log: its followers read its prices anew, and answers that were
 * kept for it hold no more.
 */
export const tellChannel = async (
  tx: Tx,
  shopId: string,
  channelId: string,
  action: 'written' | 'removed' = 'written',
): Promise<void> => await recordChanges(tx, shopId, null, [{ entity: 'channel', entityId: channelId, action }]);

/** Makes a channel without rules. @throws UzelError UZ1608 the name is taken, UZ1524 too many */
export async function makeChannel(db: Database, shopId: string, fields: ChannelFields): Promise<Channel> {
  return await db.transaction(async (tx) => {
    const channel = await insertChannel(tx, shopId, fields);
    await tellChannel(tx, shopId, channel.channelId);
    return channel;
  });
}

/**
 * Changes fields of a channel; a change that changes nothing writes nothing.
 * @throws UzelError UZ1507 unknown, UZ1506 another version than `ifVersion`, UZ1608 the name is taken
 */
export async function changeChannel(
  db: Database,
  shopId: string,
  channelId: string,
  change: { readonly [Field in keyof ChannelFields]?: ChannelFields[Field] | undefined },
  ifVersion: number | undefined,
): Promise<Channel> {
  return await db.transaction(async (tx) => {
    const channel = await lockChannel(tx, shopId, channelId, ifVersion);
    const fields: ChannelFields = {
      name: change.name?.trim() ?? channel.name,
      currency: change.currency ?? channel.currency,
      priceTypes: change.priceTypes ?? channel.priceTypes,
      mode: change.mode ?? channel.mode,
      updates: change.updates ?? channel.updates,
    };
    if (JSON.stringify(fields) === JSON.stringify(fieldsOf(channel))) return channel;
    const written = await writeChannel(tx, shopId, channel, fields);
    await tellChannel(tx, shopId, channelId);
    return written;
  });
}

const fieldsOf = ({ name, currency, priceTypes, mode, updates }: Channel): ChannelFields => ({
  ...{ name, currency, priceTypes, mode, updates },
});

/** Removes a channel with all that is its own. @throws UzelError UZ1507 unknown, UZ1506 another version */
export async function removeChannel(
  db: Database,
  shopId: string,
  channelId: string,
  ifVersion: number | undefined,
): Promise<void> {
  await db.transaction(async (tx) => {
    await lockChannel(tx, shopId, channelId, ifVersion);
    await deleteChannel(tx, shopId, channelId);
    await tellChannel(tx, shopId, channelId, 'removed');
  });
}

/**
 * Replaces all rules of a channel at once, so that their order is that of one list; the same rules again write nothing.
 * @throws UzelError UZ1507 unknown, UZ1506 another version than `ifVersion`
 */
export async function putRules(
  db: Database,
  shopId: string,
  channelId: string,
  rules: readonly RuleInput[],
  ifVersion: number | undefined,
): Promise<{ channel: Channel; rules: readonly RuleRow[] }> {
  return await db.transaction(async (tx) => {
    const channel = await lockChannel(tx, shopId, channelId, ifVersion);
    const next = identified(rules, await readRules(tx, shopId, channelId));
    if (!(await replaceRules(tx, shopId, channelId, next))) return { channel, rules: next };
    const written = await writeChannel(tx, shopId, channel);
    await tellChannel(tx, shopId, channelId);
    return { channel: written, rules: next };
  });
}

/**
 * Writes what a channel has by itself of offers: of all of them or, when one is unknown, of none.
 * @param changes of each offer one
 * @returns the offers that are unknown
 * @throws UzelError UZ1507 the channel is unknown
 */
export async function putOwnPrices(
  db: Database,
  shopId: string,
  channelId: string,
  changes: readonly OwnPriceChange[],
): Promise<ReadonlySet<string>> {
  return await db.transaction(async (tx) => {
    const channel = await lockChannel(tx, shopId, channelId);
    const unknown = new Set(changes.map((change) => change.offerId));
    for (const { offerId } of await readOfferFacts(tx, shopId, [...unknown])) unknown.delete(offerId);
    if (unknown.size > 0) return unknown;
    await writeOwnPrices(tx, shopId, channel, changes);
    await tellChannel(tx, shopId, channelId);
    return unknown;
  });
}
