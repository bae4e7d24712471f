import type { z } from 'zod';
import { UzelError } from '../../errors.js';
import { sentence, sentenceIn } from '../texts/say.js';
import type { Language } from './language.js';

/** One thing that is wrong with a request: where, and what it should be. */
export interface FieldError {
  /** Path of the field: `lines.0.price`; the name of a parameter; empty = the whole body. */
  readonly path: string;
  /** In English. */
  readonly message: string;
  /** What zod found, for other languages. */
  readonly issue?: z.core.$ZodIssue;
}

/** UZ1501 with every wrong field by its name. */
export class InvalidRequest extends UzelError {
  readonly errors: readonly FieldError[];

  constructor(errors: readonly FieldError[]) {
    super('UZ1501', detailOf(errors, 'en'));
    this.errors = errors;
  }

  /** Detail and fields as a client reads them. */
  tell(language: Language): { readonly detail: string; readonly errors: { path: string; message: string }[] } {
    const errors = this.errors.map(({ path, message, issue }) => ({
      path,
      message: sentenceIn(language, message, issue),
    }));
    return { detail: detailOf(errors, language), errors };
  }
}

/** The first of them, and how many more there are. */
function detailOf(errors: readonly Pick<FieldError, 'path' | 'message'>[], language: Language): string {
  const [first] = errors;
  const where = first?.path ? `${first.path}: ` : '';
  const more = errors.length > 1 ? ` ${sentence(language, MORE, String(errors.length - 1))}` : '';
  return `${where}${first?.message ?? sentence(language, UNNAMED)}${more}`;
}

const UNNAMED = 'The request is not valid.';
const MORE = '(And {0} more: see `errors`.)';

/**
 * What a client sent, as its schema says.
 * @throws InvalidRequest with every field that is wrong or unknown
 */
export function readInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input, { error: sentenceOf });
  if (result.success) return result.data;
  const errors = new Map(
    result.error.issues.flatMap(fieldErrors).map((error) => [`${error.path}\n${error.message}`, error]),
  );
  throw new InvalidRequest([...errors.values()]);
}

/** What a schema that has no sentence of its own says; undefined = zod's own words. */
const sentenceOf: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'invalid_type') {
    return issue.input === undefined ? 'This field is missing.' : `This must be of the type ${issue.expected}.`;
  }
  if (issue.code === 'invalid_value') return `This must be one of ${issue.values.map(String).join(', ')}.`;
  if (issue.code === 'invalid_format' && issue.format === 'uuid') return 'This must be an id of ours: a UUID.';
  return undefined;
};

function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    const message = 'There is no such field. Check its spelling, or leave it out.';
    return issue.keys.map((key) => ({ path: [...path, key].join('.'), message }));
  }
  if (issue.code === 'invalid_union') {
    // `orNull` says first what it takes when it is not null.
    const [wanted = []] = issue.errors;
    if (wanted.length > 0)
      return wanted.flatMap((inner) => fieldErrors({ ...inner, path: [...issue.path, ...inner.path] }));
  }
  if (issue.code === 'invalid_key') {
    return issue.issues.flatMap((inner) => fieldErrors({ ...inner, path: [...issue.path, ...inner.path] }));
  }
  return [{ path: path.join('.'), message: issue.message, issue }];
}
