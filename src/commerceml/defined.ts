/** Keys that may be undefined become optional ones. */
export type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The object without its undefined members: in a record, undefined (not mentioned) is the absence of the key. */
export function defined<T extends object>(fields: T): Defined<T> {
  const said: Partial<T> = {};
  for (const key in fields) {
    const value = fields[key];
    if (value !== undefined) said[key] = value;
  }
  return said as unknown as Defined<T>;
}

/**
 * A record that is being put together, member by member. What a feed has millions of (products, offers, prices) is made so, the rest by
 * `defined`: an offer whose members were added by computed names took 29 µs instead of 17, and over fourteen of them make a hash table
 * of an object.
 */
export type Draft<T> = { -readonly [K in keyof T]: T[K] };
