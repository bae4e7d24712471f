import { z } from 'zod';
import { Active } from './list.js';
import { Decimal, filledText, orNull } from './primitives.js';
import { productFilters, productQueryOf } from './product-query.js';

const PLAIN = ['group', 'manufacturer', 'brand', 'warehouse', 'stock', 'price'] as const;
/** A comma before another facet; one in the name of a characteristic is a letter of it. */
const BETWEEN = /,(?=(?:group|manufacturer|brand|warehouse|stock|price)(?:,|$)|prop:)/;
const MOST_FACETS = 10;
const WRONG = 'Facets are `group`, `manufacturer`, `brand`, `warehouse`, `stock`, `price` and `prop:` with a property.';

const Facets = z
  .preprocess(
    (given) =>
      given === undefined
        ? given
        : [given].flat().flatMap((one) => (typeof one === 'string' ? one.split(BETWEEN) : [one])),
    z
      .array(filledText(260).refine((name) => PLAIN.some((one) => one === name) || /^prop:./su.test(name), WRONG))
      .max(MOST_FACETS, `At most ${MOST_FACETS} facets.`),
  )
  .transform((names) => [...new Set(names)])
  .describe(
    'What is counted: `group`, `manufacturer`, `brand`, `warehouse`, `stock`, `price`, `prop:` with our id or 1C id of a property or the name of a characteristic; several with commas, or by naming the parameter again.',
  );

const parameters = { active: Active, ...productFilters, facets: Facets };

/** The filters of a list of products, and what is counted. */
export const FacetQuery = productQueryOf(parameters).superRefine((query, context) => {
  if (query.facets.includes('price') && query.priceType === undefined)
    context.addIssue({
      code: 'custom',
      path: ['priceType'],
      message: 'Name the price type too: `priceType`.',
      input: query,
    });
});

export type FacetQuery = z.output<typeof FacetQuery>;

const FacetValue = z.object({
  value: z
    .string()
    .describe('What the filter of the same name takes: text, id of a value, 1C id; of `stock` `true` or `false`.'),
  text: z
    .string()
    .nullable()
    .describe('For people: the text of the value, the name of the group or warehouse; null = it has none.'),
  count: z.int().describe('Products that are found with it, in place of what is chosen in this facet.'),
});

export const FacetReply = z
  .object({
    total: z.int().describe('Products that the filters find.'),
    facets: z
      .array(
        z.object({
          facet: z.string().describe('As it was asked for.'),
          name: z.string().nullable().describe('Of the property or characteristic; else null.'),
          values: z.array(FacetValue).describe('At most 100, the most frequent first; none that nothing has.'),
        }),
      )
      .describe('Those that were asked for, in their order, but `price`.'),
    price: orNull(z.object({ min: Decimal, max: Decimal })).describe(
      'With the facet `price`: the smallest and the largest of the lowest prices of the products, whatever band is chosen; null = none has a price, or it was not asked for.',
    ),
    seq: z.int().describe('What was counted is up to date with this change of the log.'),
  })
  .meta({ id: 'Facets' });
