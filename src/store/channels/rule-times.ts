import type { Tx } from '../../db/open.js';

/**
 * Notes up to which moment it was told that rules begin and end, and gives the channels where one has begun or ended since: their prices
 * are others now, though nobody wrote anything. One server per database asks; the rows are locked until the commit.
 */
export async function passRuleTimes(tx: Tx, now: Date): Promise<{ shopId: string; channelId: string }[]> {
  const { rows } = await tx.raw<{ rows: { shopId: string; channelId: string }[] }>(
    `update channels c set told_until = :now
     where c.told_until < :now and exists (
       select from price_rules r
       where r.shop_id = c.shop_id and r.channel_id = c.channel_id and r.active
         and ((r.valid_from > c.told_until and r.valid_from <= :now) or (r.valid_to >= c.told_until and r.valid_to < :now)))
     returning c.shop_id as "shopId", c.channel_id as "channelId"`,
    { now },
  );
  return rows;
}
