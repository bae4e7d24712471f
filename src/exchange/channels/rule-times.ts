import type { Database } from '../../db/open.js';
import { passRuleTimes } from '../../store/channels/rule-times.js';
import { tellChannel } from './channel-desk.js';

/** Tells the log of changes of channels whose prices are others because a rule has begun or ended. Called every second. @param now for tests */
export async function sweepRuleTimes(db: Database, now: Date = new Date()): Promise<void> {
  await db.transaction(async (tx) => {
    const passed = await passRuleTimes(tx, now);
    passed.sort((one, other) => (one.shopId < other.shopId ? -1 : 1)); // counters are locked in one order
    for (const { shopId, channelId } of passed) await tellChannel(tx, shopId, channelId);
  });
}
