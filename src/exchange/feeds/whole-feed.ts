import { isWholeXml } from '../../commerceml/whole.js';
import type { Services } from '../../services.js';
import type { Feed } from '../../store/exchanges/feeds.js';
import { isWholeArchive } from './archive.js';
import { readBytes } from './blob-bytes.js';

/** How much of the beginning and of the end of an XML is looked at. */
const EDGE_BYTES = 16 * 1024;

/**
 * Whether a feed has come to its end: its root element is closed, or its ZIP directory is there. The client marks no last
 * piece (one-c-client.md §3).
 * @param feed its blob holds no more than `feed.size` bytes
 */
export async function isWhole(
  { blobs }: Pick<Services, 'blobs'>,
  feed: Pick<Feed, 'content' | 'storedAs' | 'size'>,
): Promise<boolean> {
  switch (feed.content) {
    case 'zip':
      return await isWholeArchive(blobs.localPath(feed.storedAs));
    case 'xml': {
      const edge = Math.min(EDGE_BYTES, feed.size);
      const head = await readBytes(blobs, feed.storedAs, 0, edge);
      return isWholeXml(head, await readBytes(blobs, feed.storedAs, feed.size - edge, edge));
    }
    default:
      return false;
  }
}
