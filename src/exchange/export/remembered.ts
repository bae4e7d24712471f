/** What is longer is hardly ever the same twice. */
const LONGEST = 500;
const MOST = 5000;

/** A function of a text that knows what it said of the last few thousand: units, taxes and characteristics are few. */
export function remembered(of: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const made = of(text);
    if (text.length > LONGEST) return made;
    if (known.size >= MOST) known.clear();
    known.set(text, made);
    return made;
  };
}
