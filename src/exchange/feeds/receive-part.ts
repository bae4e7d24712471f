import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { v7 as uuid } from 'uuid';
import { UzelError } from '../../errors.js';
import type { Services } from '../../services.js';
import { normaliseFeedName } from './feed-name.js';
import { withBody } from './upload-body.js';

/** A connection that gave no byte for so long is dead. */
const UPLOAD_IDLE_MS = 5 * 60_000;
/** Where uploads lie, each under the id of its feed. */
export const UPLOADS = 'feeds/uploads';

/** A file that a person sent, durable, before it is decided what becomes of it. */
export interface ReceivedFile {
  /** The id that its feed will have. */
  readonly feedId: string;
  readonly storedAs: string;
  /** As this server knows it. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Hex. */
  readonly sha256: string;
}

/**
 * Takes in the file of a form.
 * @param name as the client says it
 * @throws UzelError UZ1101 the name, UZ1102 no bytes, UZ1105 disk full, UZ1106 broken off, UZ1529 more than FEED_LIMIT
 */
export async function receivePart(services: Services, name: string, body: Readable): Promise<ReceivedFile> {
  const { blobs, config } = services;
  return await withBody(body, UPLOAD_IDLE_MS, async () => {
    const path = normaliseFeedName(name);
    const feedId = uuid();
    const storedAs = `${UPLOADS}/${feedId}`;
    const hash = createHash('sha256');
    try {
      const size = await blobs.append(storedAs, 0, body, config.FEED_LIMIT, (bytes) => hash.update(bytes));
      if (size === 0) throw new UzelError('UZ1102', 'The file is empty. Send it again.');
      return { feedId, storedAs, name: path, size, sha256: hash.digest('hex') };
    } catch (error) {
      await blobs.remove(storedAs);
      if (!(error instanceof UzelError) || error.code !== 'UZ1103') throw error;
      throw new UzelError(
        'UZ1529',
        `The file is larger than this server takes (${config.FEED_LIMIT} bytes). Export it in portions, or raise FEED_LIMIT.`,
        { cause: error },
      );
    }
  });
}
