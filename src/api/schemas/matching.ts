import { z } from 'zod';
import { MATCH_RULES } from '../../store/matching/matches.js';
import { pageOf, pageQuery, YesOrNo } from './list.js';
import { ExternalId, filledText, Id, IdSpace, maybeText, moment, orNull } from './primitives.js';

/** References of products, items that a system had before, and the matches between them. */

const SYSTEM = 'This must be a name of Latin letters, digits, dots, hyphens and underlines: 63 characters at most.';

export const System = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/, SYSTEM)
  .toLowerCase()
  .describe('A system of yours, as you name it (`site`, `crm`): in any case the same.');

/** An id of a system's own. */
const refText = filledText(255).trim().describe('The system’s own id of it.');

/** What an address below a system takes; names that can be none are refused by `systemOf`. */
export const SystemParams = z.object({ system: z.string().describe('A system of yours: `site`, `crm`.') });
export const SystemRefParams = SystemParams.extend({ ref: refText });

export const ProductRef = z
  .object({ product: Id, system: z.string(), ref: z.string(), updatedAt: moment('When it was written.') })
  .meta({ id: 'ProductRef', description: 'What a system of yours calls a product.' });
export const ProductRefList = z.object({ items: z.array(ProductRef) }).meta({ id: 'ProductRefList' });
export const ProductRefPage = pageOf(ProductRef).meta({ id: 'ProductRefPage' });
export const RefsQuery = z.strictObject(pageQuery);

/** Body of PUT /v1/products/{id}/refs/{system}. */
export const ProductRefInput = z.strictObject({ ref: refText }).meta({ id: 'ProductRefInput' });

const distinct = (values: readonly string[]): boolean => new Set(values).size === values.length;

/** Body of PUT /v1/refs/{system}. */
export const ProductRefsInput = z
  .strictObject({
    items: z
      .array(z.strictObject({ product: z.uuid().toLowerCase().describe('Our id of the product.'), ref: refText }))
      .min(1, 'Name a product at least.')
      .max(1000, 'At most 1,000 at a time.')
      .refine((items) => distinct(items.map(({ product }) => product)), 'Name each product once.')
      .refine((items) => distinct(items.map(({ ref }) => ref)), 'Name each ref once.'),
  })
  .meta({ id: 'ProductRefsInput' });

const itemField = (description: string) => orNull(filledText(1000)).optional().describe(description);

/** Body of PUT /v1/shop-items/{system}. */
export const ShopItemsInput = z
  .strictObject({
    items: z
      .array(
        z.strictObject({
          ref: refText,
          externalId: itemField('Its id in 1C (`Ид`), where the system knows it.'),
          sku: itemField('Артикул.'),
          barcode: itemField('Штрихкод.'),
          code: itemField('Код.'),
          name: itemField('Наименование.'),
        }),
      )
      .min(1, 'Name an item at least.')
      .max(1000, 'At most 1,000 at a time.')
      .refine((items) => distinct(items.map(({ ref }) => ref)), 'Name each ref once.'),
  })
  .meta({ id: 'ShopItemsInput', description: 'What is left out of an item is nothing.' });

const itemFields = {
  ref: z.string().describe('The system’s own id of it.'),
  externalId: maybeText('Its id in 1C.'),
  sku: maybeText('Артикул.'),
  barcode: maybeText('Штрихкод.'),
  code: maybeText('Код.'),
  name: maybeText('Наименование.'),
};

export const ShopItem = z
  .object({ ...itemFields, updatedAt: moment('When it was changed last.') })
  .meta({ id: 'ShopItem', description: 'What a system had before 1C came.' });
export const ShopItemPage = pageOf(ShopItem).meta({ id: 'ShopItemPage' });
export const ShopSystemList = z
  .object({
    items: z.array(
      z.object({
        system: z.string(),
        items: z.int().describe('Items that it had before.'),
        refs: z.int().describe('Products that it has an id of its own of.'),
      }),
    ),
  })
  .meta({ id: 'ShopSystemList' });

const Rule = z.enum(MATCH_RULES);

const setFields = {
  system: System.optional().describe('Matches the items of this system with products. This, or `idSpace` and `among`.'),
  idSpace: filledText(255).optional().describe('Matches the products of this id space (of one 1C) …'),
  among: filledText(255).optional().describe('… with those of this one (of another 1C).'),
};

const rulesOf = (description: string) =>
  z
    .array(Rule)
    .min(1, 'Name a rule at least.')
    .refine((rules) => distinct(rules), 'Name each rule once.')
    .describe(description);

/** Body of POST /v1/matching/run. */
export const MatchingRunInput = z
  .strictObject({
    ...setFields,
    rules: rulesOf('In the order of your trust: what a rule has matched, those behind it leave alone.'),
  })
  .meta({
    id: 'MatchingRunInput',
    example: { system: 'site', rules: ['id', 'barcode', 'sku', 'name'] },
  });

/** Body of POST /v1/matching/confirm. */
export const ConfirmInput = z
  .strictObject({ ...setFields, rules: rulesOf('Only what these have matched.').optional() })
  .meta({ id: 'MatchingConfirmInput' });
export const Confirmed = z
  .object({ confirmed: z.int().describe('How many matches a person stands for now.') })
  .meta({ id: 'MatchingConfirmed' });

const ofSet = {
  system: maybeText('The system whose items are matched; null = products are.'),
  idSpace: orNull(IdSpace).describe('The id space whose products are matched …'),
  among: orNull(IdSpace).describe('… with those of this one.'),
};

const count = (description: string) => z.int().describe(description);

export const MatchingCounts = z
  .object({
    matched: count('With a product.'),
    unmatched: count('Without.'),
    doubtful: count('Several products may be meant, or the names are only alike.'),
  })
  .meta({ id: 'MatchingCounts' });

export const MatchingRun = z
  .object({
    id: Id,
    ...ofSet,
    rules: z.array(Rule),
    state: z.enum(['queued', 'running', 'done', 'failed']),
    progress: z.object({
      step: orNull(z.enum(['reading', ...MATCH_RULES, 'writing'])),
      done: count('Of the step.'),
      total: count('Of the step; 0 = not known.'),
    }),
    skipped: z
      .array(Rule)
      .describe(
        '`name`: not all names that are only alike were found: the database has no pg_trgm, or comparing them took longer than an hour.',
      ),
    result: orNull(MatchingCounts.extend({ changed: count('Matches that are others than before.') })),
    error: maybeText('Why it failed.'),
    createdAt: moment('When it was asked for.'),
    startedAt: orNull(moment('When it began.')),
    endedAt: orNull(moment('When it ended.')),
  })
  .meta({ id: 'MatchingRun' });
export const MatchingRunList = z.object({ items: z.array(MatchingRun) }).meta({ id: 'MatchingRunList' });

export const MatchedProduct = z
  .object({
    id: Id,
    externalId: orNull(ExternalId),
    idSpace: orNull(IdSpace),
    sku: maybeText('Артикул.'),
    barcode: maybeText('Штрихкод.'),
    code: maybeText('Код.'),
    name: maybeText('Наименование.'),
    active: z.boolean(),
  })
  .meta({ id: 'MatchedProduct', description: 'A product in brief; all but its id is null when it is gone for good.' });

const Candidate = z
  .object({
    product: MatchedProduct,
    rule: Rule.describe('The first rule that found it.'),
    likeness: z.number().nullable().describe('Of the names, 0.6 to 1; null = the rule knows only the same.'),
  })
  .meta({ id: 'MatchCandidate' });

export const Match = z
  .object({
    id: Id,
    ...ofSet,
    state: z.enum(['matched', 'unmatched', 'doubtful']),
    item: orNull(z.object(itemFields).meta({ id: 'MatchedItem' })).describe('The item of the system.'),
    of: orNull(MatchedProduct).describe('The product of `idSpace`.'),
    product: orNull(MatchedProduct).describe('That it is; null unless matched.'),
    rule: orNull(Rule).describe('That found it; null = a person did.'),
    candidates: z.array(Candidate).describe('Of a doubtful one: the best first, at most 10.'),
    refused: z.array(Id).describe('Products that a person said it is not: no run proposes them.'),
    decision: orNull(z.enum(['confirmed', 'picked', 'refused', 'ref'])).describe(
      'What a person decided, and no run changes; `ref`: the reference of the product was written. Null = runs decide.',
    ),
    decidedAt: orNull(moment('When it was decided.')),
    updatedAt: moment('When it was changed last.'),
  })
  .meta({ id: 'Match', description: 'A thing that a product is sought for, and what was found.' });

export const MatchPage = pageOf(Match)
  .extend({ counts: MatchingCounts.describe('Of all, whatever `state` and `decided`.') })
  .meta({ id: 'MatchPage' });

export const MatchQuery = z.strictObject({
  ...pageQuery,
  ...setFields,
  state: z.enum(['matched', 'unmatched', 'doubtful']).optional(),
  decided: YesOrNo.optional().describe('Whether a person has decided. Absent: all.'),
});

/** Body of POST /v1/matching/{id}. */
export const MatchDecisionInput = z
  .strictObject({
    decision: z
      .enum(['confirm', 'pick', 'refuse', 'reopen'])
      .describe(
        '`confirm`: what was found it is, or the only candidate; `pick`: it is this `product`; `refuse`: it is not this `product`, or without one, none of all; `reopen`: runs decide again.',
      ),
    product: z
      .uuid()
      .toLowerCase()
      .optional()
      .describe(
        'Of `confirm`: refused with UZ1526 unless it is what was found, or a candidate: what you saw may be over.',
      ),
  })
  .refine(({ decision, product }) => decision !== 'pick' || product !== undefined, {
    error: 'Say which product it is.',
    path: ['product'],
  })
  .refine(({ decision, product }) => decision !== 'reopen' || product === undefined, {
    error: 'Leave the product out: all is open again.',
    path: ['product'],
  })
  .meta({ id: 'MatchDecisionInput' });

export const ProductMatches = z
  .object({
    sameAs: z
      .array(MatchedProduct.extend({ confirmed: z.boolean().describe('Whether a person stands for it.') }))
      .describe('Products of other 1C that are the same thing, also by way of others.'),
    refs: z.array(ProductRef).describe('What your systems call it.'),
  })
  .meta({ id: 'ProductMatches' });
