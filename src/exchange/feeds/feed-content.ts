import { sniff } from '../../commerceml/whole.js';
import type { FeedContent } from '../../store/exchanges/feeds.js';
import { isAttachment } from './feed-name.js';
import { extensionOf } from './file-types.js';

/** Extensions under which 1C sends what is to be imported; the bytes then decide between XML and ZIP. */
const FEED_EXTENSIONS = new Set(['xml', 'zip', '']);

/** How many first bytes decide. */
export const HEAD_BYTES = 4096;

/**
 * What a feed is. A picture or attachment is kept whatever its bytes are: an SVG is XML and a DOCX is a ZIP, but neither is
 * a feed. `unknown` = named like a feed, but neither XML nor ZIP, or too few bytes yet to tell.
 */
export function contentOf(name: string, head: Uint8Array): FeedContent {
  if (!mayBeFeed(name)) return 'file';
  const kind = sniff(head);
  if (kind !== 'other') return kind;
  return extensionOf(name) === '' ? 'file' : 'unknown';
}

/** Whether a file of this name is a feed if its bytes are those of one. */
export function mayBeFeed(name: string): boolean {
  return !isAttachment(name) && FEED_EXTENSIONS.has(extensionOf(name));
}
