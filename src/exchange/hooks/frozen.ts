/**
 * Makes plain data unchangeable, all the way down: a hook answers with a record of its own, and what it was given stays what it was
 * for whoever is asked next.
 * @returns the same object
 */
export function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const member of Object.values(value)) frozen(member);
  return value;
}

/** An unchangeable copy of plain data, for what others still work on. */
export const frozenCopy = <T>(value: T): T => frozen(structuredClone(value));
