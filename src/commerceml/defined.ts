/** Keys that may be undefined become optional ones. */
export type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The object without its undefined members: in a record, undefined (not mentioned) is the absence of the key. */
export function defined<T extends object>(fields: T): Defined<T> {
  const said: Partial<T> = {};
  for (const key in fields) {
    if (fields[key] !== undefined) said[key] = fields[key];
  }
  return said as unknown as Defined<T>;
}
