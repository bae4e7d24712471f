import { byteText, ownBytes, textOf } from '../../db/byte-text.js';
import { plainField } from '../../db/copy-out.js';

/** What is longer is hardly ever the same twice. */
const LONGEST = 500;
const MOST = 5000;

/**
 * A function of a text that knows what it said of the last few thousand: units, taxes and characteristics are few. What is made of it takes
 * and gives byte texts.
 */
export function remembered(of: (text: string) => string): (bytes: string) => string {
  const known = new Map<string, string>();
  return (bytes) => {
    const before = known.get(bytes);
    if (before !== undefined) return before;
    const made = byteText(of(textOf(bytes)));
    if (bytes.length > LONGEST) return made;
    if (known.size >= MOST) known.clear();
    known.set(ownBytes(bytes), made);
    return made;
  };
}

/** The same of what is said in an id space, given as its column. */
export function rememberedInSpace(
  of: (text: string, idSpace: string) => string,
): (bytes: string, space: string) => string {
  const spaces = new Map<string, (bytes: string) => string>();
  return (bytes, space) => {
    let inSpace = spaces.get(space);
    if (!inSpace) {
      const idSpace = textOf(plainField(space) ?? '');
      inSpace = remembered((text) => of(text, idSpace));
      spaces.set(ownBytes(space), inSpace);
    }
    return inSpace(bytes);
  };
}
