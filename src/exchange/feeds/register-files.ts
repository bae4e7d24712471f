import type { Tx } from '../../db/open.js';
import type { Services } from '../../services.js';
import { type FileInput, idSpaceOf, registerFiles } from '../../store/catalogue/files.js';
import { lockIdSpace } from '../../store/catalogue/id-space-lock.js';
import { recordChanges } from '../../store/changes/record-changes.js';
import { newerFilesThan } from '../../store/exchanges/feed-search.js';
import type { Feed } from '../../store/exchanges/feeds.js';
import { onceMoreOnDeadlock } from '../deadlock.js';

/** Files that are registered in one transaction. */
export const FILES_AT_ONCE = 200;

/**
 * Registers files whose bytes are kept, in one transaction: those that the node has sent anew under their name since are left out,
 * whichever is registered first. The same bytes again write nothing. Under the id space's lock: goods that an import writes at this
 * moment and that name one of them are seen, and touched, or written when it is there.
 * @param source the feed that brought them: the file itself, or the archive
 * @param files one for each path, `FILES_AT_ONCE` at most
 * @param within what belongs to the same transaction; it may run again after a deadlock
 */
export async function registerReceived(
  { db }: Pick<Services, 'db'>,
  source: Feed,
  files: readonly FileInput[],
  within?: (tx: Tx) => Promise<void>,
): Promise<void> {
  const { shopId, exchangeId } = source;
  await onceMoreOnDeadlock(
    async () =>
      await db.transaction(async (tx) => {
        const idSpace = await idSpaceOf(tx, shopId, source.nodeId);
        await lockIdSpace(tx, { shopId, idSpace });
        const paths = files.map((file) => file.path);
        const newer = await newerFilesThan(tx, source, paths);
        const current = files.filter((file) => !newer.has(file.path));
        const changes = await registerFiles(tx, { shopId, idSpace, exchangeId }, current);
        await within?.(tx);
        await recordChanges(tx, shopId, exchangeId, changes);
      }),
  );
}
