import { z } from 'zod';
import { Nonsense } from './hook-call.js';
import { read } from './order-answers.js';
import type { Verdict } from './verdicts.js';

/** What hooks may answer about records of the catalogue, checked: a kind is code of others. */

const decimal = z.string().regex(/^-?\d{1,18}(\.\d{1,9})?$/, 'a decimal number as text, e.g. "10.50"');
const id = z.string().min(1);
const said = z.optional(z.nullable(z.string()));
const json = z.record(z.string(), z.json());

const unit = z.looseObject({ code: z.optional(z.string()), name: z.optional(z.string()) });
const tax = z.looseObject({ name: z.string(), rate: said, amount: z.optional(decimal) });
const price = z.looseObject({
  priceTypeId: id,
  amount: decimal,
  currency: z.optional(z.string()),
  unit: z.optional(z.string()),
  coefficient: z.optional(decimal),
  minQuantity: z.optional(decimal),
  presentation: z.optional(z.string()),
});
const item = {
  name: said,
  sku: said,
  barcode: said,
  code: said,
  unit: z.optional(z.nullable(unit)),
  pictures: z.optional(z.array(z.looseObject({ path: id, kind: z.enum(['picture', 'file']) }))),
  properties: z.optional(z.array(z.looseObject({ id, values: z.array(z.string()) }))),
  characteristics: z.optional(z.array(z.looseObject({ name: z.string(), value: z.string() }))),
  requisites: z.optional(z.array(z.looseObject({ name: z.string(), values: z.array(z.string()) }))),
  weight: z.optional(z.nullable(decimal)),
  deleted: z.boolean(),
  extra: json,
};
const product = {
  ...item,
  fullName: said,
  description: said,
  descriptionHtml: said,
  groups: z.optional(z.array(id)),
  manufacturer: said,
  brand: said,
  country: said,
  taxes: z.optional(z.array(tax)),
};
const offer = {
  ...item,
  prices: z.optional(z.array(price)),
  stock: z.optional(z.object({ total: z.optional(decimal), warehouses: z.optional(z.record(id, decimal)) })),
};

const SHAPES: Readonly<Record<'product' | 'offer', Readonly<Record<string, z.ZodType>>>> = { product, offer };

/** What a hook may not change: which record it is, where it stood, and what could not be read of it. */
const IDENTITY = ['kind', 'id', 'productId', 'characteristicId', 'catalogueId', 'packageId'] as const;
const REQUIRED = ['deleted', 'extra'] as const;
const OURS = ['line', 'warnings', 'full', 'changesPackage'] as const;

interface Item {
  readonly kind: 'product' | 'offer';
}

/**
 * A hook's answer about one product or offer: the record (its very own, or another one of the same id) or why it stays out.
 * @throws Nonsense that says what is wrong with it
 */
export function readVerdict<T extends Item>(record: T, answer: unknown): Exclude<Verdict<T>, { failed: string }> {
  if (answer === record) return { record };
  if (typeof answer !== 'object' || answer === null) throw new Nonsense('ответ о записи — не запись и не отказ');
  if ('refused' in answer) {
    if (typeof answer.refused !== 'string' || answer.refused.trim() === '') throw new Nonsense('отказ без причины');
    return { refused: answer.refused.replaceAll('\0', '').slice(0, 1000) };
  }
  const own = membersOf(record);
  const changed = membersOf(answer);
  for (const name of IDENTITY) {
    if (changed[name] !== own[name]) throw new Nonsense(`у записи изменено ${name}, а менять его нельзя`);
  }
  checkChanges(SHAPES[record.kind], own, changed);
  const kept = Object.fromEntries(OURS.flatMap((name) => (name in own ? [[name, own[name]]] : [])));
  return { record: { ...answer, ...kept } as unknown as T };
}

/** What is still the very member that the hook was given needs no look: what it was given cannot be changed. */
function checkChanges(
  shape: Readonly<Record<string, z.ZodType>>,
  own: Readonly<Record<string, unknown>>,
  changed: Readonly<Record<string, unknown>>,
): void {
  for (const name of REQUIRED) if (changed[name] === undefined) throw new Nonsense(`в записи нет ${name}`);
  for (const [name, value] of Object.entries(changed)) {
    if (value === own[name]) continue;
    const schema = shape[name];
    if (schema) read(schema, value, name);
    if (JSON.stringify(value)?.includes('\\u0000')) throw new Nonsense(`в ${name} есть нулевой символ`);
  }
}

const membersOf = (value: object): Readonly<Record<string, unknown>> => value as Readonly<Record<string, unknown>>;
