import type { Services } from '../../services.js';
import { deleteOldRequests, openTries } from '../../store/exchanges/feed-requests.js';
import { namedBlobs } from '../../store/exchanges/feeds.js';
import { UPLOADS } from './receive-part.js';

/** A file that grew no more for so long is not being received. */
const SETTLED_MS = 3600_000;

/**
 * Forgets uploads that ended RETENTION_DAYS ago, and deletes the bytes of those that nothing came of: the server ended before they were
 * taken up, or while they were tried out.
 * @returns how many files were deleted
 */
export async function sweepUploads({ db, blobs, config, log }: Services, now = Date.now()): Promise<number> {
  await deleteOldRequests(db.knex, config.RETENTION_DAYS);
  const settled = (await blobs.list(UPLOADS)).filter(({ writtenAt }) => writtenAt.getTime() < now - SETTLED_MS);
  const names = settled.map(({ name }) => name);
  const named = await namedBlobs(db.knex, names);
  const tried = await openTries(db.knex, names.map(idOf));
  const left = names.filter((name) => !named.has(name) && !tried.has(idOf(name)));
  for (const name of left) await blobs.remove(name);
  if (left.length > 0) log.info({ files: left.length }, 'uploaded files that nothing came of were deleted');
  return left.length;
}

const idOf = (name: string): string => name.slice(UPLOADS.length + 1);
