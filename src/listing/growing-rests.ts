/** Rests of what failed, each twice as long as the former one. */
export interface GrowingRests {
  /** It failed again. @returns how long it rests now, in milliseconds */
  failed(key: string): number;
  succeeded(key: string): void;
  isResting(key: string): boolean;
}

/** @param first the first rest @param longest no rest is longer; both in milliseconds */
export function growingRests(first: number, longest: number): GrowingRests {
  const failing = new Map<string, { readonly rest: number; readonly until: number }>();
  return {
    failed: (key) => {
      const rest = Math.min(longest, (failing.get(key)?.rest ?? first / 2) * 2);
      failing.set(key, { rest, until: Date.now() + rest });
      return rest;
    },
    succeeded: (key) => {
      failing.delete(key);
    },
    isResting: (key) => (failing.get(key)?.until ?? 0) > Date.now(),
  };
}
