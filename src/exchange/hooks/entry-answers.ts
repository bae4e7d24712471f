import { z } from 'zod';
import type { DirectoryEntry } from '../../nodes/node-kind.js';
import type { DictionaryItemRecord } from '../../records.js';
import { read } from './order-answers.js';

const text = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .refine((value) => !value.includes('\0'), 'a zero character');
const time = z.iso.datetime({ offset: true, local: false });

const entry = z.nullable(
  z.strictObject({
    key: text(250),
    name: text(500),
    active: z.optional(z.boolean()),
    validFrom: z.optional(z.nullable(time)),
    validTo: z.optional(z.nullable(time)),
    content: z.optional(
      z.record(z.string(), z.json()).refine((value) => !JSON.stringify(value).includes('\\u0000'), 'a zero character'),
    ),
  }),
);

/**
 * The entry that a hook made of a dictionary's item; null = it is none of the directory's. What 1C marked as deleted is not active.
 * @throws Nonsense
 */
export function readEntry(item: DictionaryItemRecord, answer: unknown): DirectoryEntry | null {
  const made = read(entry, answer) as DirectoryEntry | null;
  return made && item.deleted ? { ...made, active: false } : made;
}
