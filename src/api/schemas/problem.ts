import { z } from 'zod';
import { ERROR_CODES } from '../../errors.js';

/** RFC 9457. */
export const Problem = z
  .object({
    type: z.string().describe('`urn:uzel:error:` and the code.'),
    title: z
      .string()
      .describe('What the code means, in the language of Accept-Language: English, Russian, Ukrainian or Turkish.'),
    status: z.int().describe('The HTTP status.'),
    detail: z
      .string()
      .describe(
        'What is wrong here, and what to do about it, in the language of Accept-Language; what is met seldom, in English.',
      ),
    help: z.string().describe('What to do about the code, in the language of Accept-Language.'),
    code: z
      .string()
      .regex(/^UZ\d{4}$/)
      .describe('Stable: programs may rely on it.'),
    errors: z
      .array(
        z.object({
          path: z.string().describe('The field: `lines.0.price`, the name of a parameter; empty = the whole body.'),
          message: z.string().describe('What it should be, in the language of Accept-Language.'),
        }),
      )
      .optional()
      .describe('Every wrong field of the request (UZ1501); of sums that do not add up the one that is off (UZ1505).'),
  })
  .meta({
    id: 'Problem',
    description: 'Every error: problem+json of RFC 9457, with a stable code.',
  });

export type ProblemBody = z.infer<typeof Problem>;

/** The statuses that these codes are answered with, each with its codes and what they mean. */
export function problemsByStatus(codes: readonly (keyof typeof ERROR_CODES)[]): ReadonlyMap<number, string> {
  const byStatus = new Map<number, string>();
  for (const code of codes) {
    const { status, title } = ERROR_CODES[code];
    const known = byStatus.get(status);
    byStatus.set(status, `${known ? `${known}; ` : ''}${code} ${title}`);
  }
  return byStatus;
}
