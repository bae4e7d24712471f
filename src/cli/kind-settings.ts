import { z } from 'zod';
import { UzelError } from '../errors.js';
import type { NodeKind } from '../nodes/node-kind.js';

/** The settings that a kind adds to those of every node, each by its name. */
export const kindSchemas = (kind: NodeKind | undefined): Readonly<Record<string, z.ZodType>> =>
  (kind?.settings?.shape ?? {}) as Record<string, z.ZodType>;

/** Whether a setting holds values by name. */
export const holdsNames = (schema: z.ZodType | undefined): boolean => bare(schema) instanceof z.ZodRecord;

/**
 * A setting of a kind from the text of a command line. A list has commas between its values; a number, `true` or `false` is one where
 * the kind takes no text.
 * @returns what is stored, and read by the kind's schema again; undefined when it is not right
 */
export function readKindSetting(schema: z.ZodType, value: string | Readonly<Record<string, string>>): unknown {
  const candidates: unknown[] = [value];
  if (typeof value === 'string') {
    if (bare(schema) instanceof z.ZodArray) candidates.push(listOf(value), listOf(value).map(literal));
    candidates.push(literal(value));
  } else {
    candidates.push(Object.fromEntries(Object.entries(value).map(([name, each]) => [name, literal(each)])));
  }
  return candidates.find((candidate) => schema.safeParse(candidate).success);
}

/**
 * Refuses a node whose settings, all together, its kind cannot work with: one that it needs is missing, or two do not go together.
 * @param settings of the node, those of every node among them
 * @throws UzelError UZ1607 with the kind's own sentence about the setting
 */
export function checkKindSettings(kind: NodeKind | undefined, settings: Readonly<Record<string, unknown>>): void {
  if (!kind?.settings) return;
  const schemas = kindSchemas(kind);
  const own = Object.fromEntries(Object.entries(settings).filter(([key]) => Object.hasOwn(schemas, key)));
  const result = kind.settings.safeParse(own);
  if (result.success) return;
  const [issue] = result.error.issues;
  const key = String(issue?.path[0] ?? '');
  const about = schemas[key]?.description ?? issue?.message ?? '';
  throw new UzelError(
    'UZ1607',
    `The kind ${kind.name} cannot work with this${key ? `: ${key} is not right` : ''}, nothing was changed. ${about}`.trimEnd(),
  );
}

const listOf = (text: string): string[] => text.split(',').map((each) => each.trim());

/** `5`, `true`, `false` as what they are in JSON; any other text as it is. */
function literal(text: string): unknown {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?(0|[1-9]\d{0,14})(\.\d+)?$/.test(text) ? Number(text) : text;
}

/** What is inside `optional`, `default` and the like. */
function bare(schema: z.ZodType | undefined): z.ZodType | undefined {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNullable
  ) {
    return bare(schema.unwrap() as z.ZodType);
  }
  return schema;
}
