import { decoderOf } from '../commerceml/encoding.js';
import type { FileHead } from './file-head.js';
import type { Place } from './findings.js';
import type { SourceFile } from './sources/source.js';

const BARE = /&(?![a-zA-Z]{1,8};|#\d{1,7};|#x[\da-fA-F]{1,6};)/;
/** An entity is no longer than that: a piece is looked at together with so much of the next. */
const LONGEST_ENTITY = 12;

/**
 * The first `&` that begins no entity, by far the most usual damage: the parser looks for its end up to the next `;`, which may be
 * pages away or nowhere.
 * @returns undefined when there is none: something else is wrong
 */
export async function bareAmpersand(file: SourceFile, { encoding }: FileHead): Promise<Place | undefined> {
  if (encoding === null) return undefined;
  const decoder = decoderOf(encoding);
  let line = 1;
  /** Characters of this line that went before `text`. */
  let column = 0;
  let text = '';
  for await (const piece of file.open()) {
    text += decoder.decode(piece);
    const at = BARE.exec(text)?.index ?? -1;
    if (at >= 0 && at < text.length - LONGEST_ENTITY) return place(at);
    skip(Math.max(0, text.length - LONGEST_ENTITY));
  }
  text += decoder.end();
  const at = BARE.exec(text)?.index;
  return at === undefined ? undefined : place(at);

  function place(at: number): Place {
    skip(at);
    return { file: file.name, line, column: column + 1 };
  }

  function skip(length: number): void {
    const skipped = text.slice(0, length);
    text = text.slice(length);
    const feeds = skipped.split('\n');
    line += feeds.length - 1;
    column = (feeds.length > 1 ? 0 : column) + (feeds.at(-1)?.length ?? 0);
  }
}
