import { z } from 'zod';
import type { DocumentReading, OrderAdditions, OrderProblem, Wish } from '../../nodes/node-kind.js';
import { Nonsense } from './hook-call.js';

/** What hooks may answer about orders, checked: a kind is code of others. */

const decimal = z.string().regex(/^-?\d{1,18}(\.\d{1,9})?$/, 'a decimal number as text, e.g. "10.50"');
const text = (longest: number) =>
  z
    .string()
    .max(longest)
    .refine((value) => !value.includes('\0'), 'a zero character');
const maybe = <T extends z.ZodType>(type: T) => z.optional(type);

const address = z.object({
  text: maybe(text(1000)),
  postalCode: maybe(text(255)),
  country: maybe(text(255)),
  region: maybe(text(255)),
  city: maybe(text(255)),
  street: maybe(text(255)),
  house: maybe(text(255)),
  apartment: maybe(text(255)),
});
const customer = z.object({
  id: maybe(text(255)),
  type: z.enum(['person', 'company']),
  name: text(255).min(1),
  firstName: maybe(text(255)),
  lastName: maybe(text(255)),
  middleName: maybe(text(255)),
  phone: maybe(text(255)),
  email: maybe(text(255)),
  taxId: maybe(text(50)),
  taxRegistrationReason: maybe(text(50)),
  address: maybe(address),
  fields: maybe(z.record(text(255), text(1000))),
});
const line = z.object({
  lineNo: z.int().min(1),
  offerId: maybe(text(100)),
  externalId: maybe(text(255)),
  name: text(1000).min(1),
  sku: maybe(text(255)),
  unit: maybe(z.object({ code: maybe(text(100)), name: maybe(text(255)), fullName: maybe(text(255)) })),
  quantity: decimal,
  price: decimal,
  discount: maybe(decimal),
  tax: maybe(z.object({ rate: text(20), included: z.boolean(), amount: maybe(decimal) })),
  amount: decimal,
  kind: z.enum(['product', 'service', 'delivery']),
});
const fields = z.strictObject({
  comment: maybe(z.nullable(text(10_000))),
  status: maybe(z.nullable(text(255))),
  lines: maybe(z.array(line).min(1).max(10_000)),
  customer: maybe(customer),
  delivery: maybe(
    z.nullable(
      z.object({
        name: maybe(text(255)),
        price: maybe(decimal),
        address: maybe(address),
        trackingNumber: maybe(text(255)),
      }),
    ),
  ),
  payments: maybe(
    z.array(z.object({ name: maybe(text(255)), amount: decimal, paidAt: maybe(text(50)), number: maybe(text(255)) })),
  ),
});

const wish = z.strictObject({ wants: z.nullable(z.boolean()), reason: maybe(text(1000)) });
const problems = z.array(z.strictObject({ code: text(100).min(1), text: text(1000).min(1) })).max(100);
const additions = z.strictObject({ requisites: maybe(z.record(text(100).min(1), text(1000))), fields: maybe(fields) });
const reading = z.strictObject({
  responsible: maybe(z.nullable(text(100))),
  status: maybe(text(255)),
  lockedInOneC: maybe(z.boolean()),
  requisites: maybe(z.record(text(100).min(1), z.nullable(text(1000)))),
});

/** @throws Nonsense */
export const readWish = (answer: unknown): Wish => read(wish, answer) as Wish;
/** @throws Nonsense */
export const readProblems = (answer: unknown): readonly OrderProblem[] => read(problems, answer);
/** @throws Nonsense */
export const readAdditions = (answer: unknown): OrderAdditions => read(additions, answer) as OrderAdditions;
/** @throws Nonsense */
export const readReading = (answer: unknown): DocumentReading => read(reading, answer) as DocumentReading;

/**
 * @param member of which member of an answer it is
 * @throws Nonsense that says where the answer is wrong
 */
export function read<T>(schema: z.ZodType<T>, answer: unknown, member?: string): T {
  const result = schema.safeParse(answer);
  if (result.success) return result.data;
  const wrong = result.error.issues
    .slice(0, 3)
    .map((issue) => [[member, ...issue.path].filter(isSaid).join('.'), issue.message].filter(isSaid).join(': '));
  throw new Nonsense(`ответ не того вида: ${wrong.join('; ')}`);
}

const isSaid = (part: PropertyKey | undefined): boolean => part !== undefined && part !== '';
