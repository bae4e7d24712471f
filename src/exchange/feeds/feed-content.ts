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
  const extension = extensionOf(name);
  if (isAttachment(name) || !FEED_EXTENSIONS.has(extension)) return 'file';
  const kind = sniff(head);
  if (kind !== 'other') return kind;
  return extension === '' ? 'file' : 'unknown';
}
