import type { PartMembers, PartsAsked } from '../schemas/parts.js';

/**
 * The members of an item that are shown: `id`; and of those that belong to no part or to a part that is included, those that `fields`
 * names.
 * @param all every member, in the order in which they are shown
 */
export function membersAsked<Member extends string>(
  all: readonly Member[],
  parts: PartMembers,
  { include, fields }: PartsAsked,
): readonly Member[] {
  const hidden = new Set<string>(include === undefined ? [] : Object.values(parts).flat());
  for (const part of include ?? []) for (const member of parts[part] ?? []) hidden.delete(member);
  return all.filter((member) => member === 'id' || (!hidden.has(member) && (fields?.includes(member) ?? true)));
}
