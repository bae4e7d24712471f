/** What is remembered of the last keys that were asked for. */
export interface RecentMap<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
}

/**
 * A memory of at most `most` keys, at least half of them the last ones that were asked for. Two maps, the younger of which becomes the
 * elder when it is full: no clock and no list to keep in order.
 */
export function recentMap<Value>(most: number): RecentMap<Value> {
  let young = new Map<string, Value>();
  let old = new Map<string, Value>();
  const set = (key: string, value: Value): void => {
    if (young.size >= most / 2) {
      old = young;
      young = new Map();
    }
    young.set(key, value);
  };
  return {
    set,
    get: (key) => {
      const known = young.get(key);
      if (known !== undefined) return known;
      const former = old.get(key);
      if (former !== undefined) set(key, former);
      return former;
    },
  };
}
