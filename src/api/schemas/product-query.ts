import { z } from 'zod';
import { channelQuery } from './channel.js';
import { catalogueQuery, YesOrNo } from './list.js';
import { filledText, MoneyLimit } from './primitives.js';
import { productParts } from './product.js';

const MOST_VALUES = 100;
const MOST_PROPERTIES = 20;

/** One value, or several by naming the parameter again. A comma is a letter: values of 1C are full of them («1,5 кг»). */
const severalOf = (longest: number) =>
  z.preprocess(
    (given) => (Array.isArray(given) ? given : [given]),
    z.array(filledText(longest)).max(MOST_VALUES, `At most ${MOST_VALUES} values.`),
  );

const AGAIN = 'Named again: one of these.';

/** The parameters that say which products are meant: the same for lists and for facets. */
export const productFilters = {
  group: filledText(255)
    .optional()
    .describe('Our id or 1C id of a group: the products of it and of all groups below it.'),
  manufacturer: severalOf(200).optional().describe(`Изготовитель, as it stands in the product. ${AGAIN}`),
  brand: severalOf(200).optional().describe(`Торговая марка, as it stands in the product. ${AGAIN}`),
  inStock: YesOrNo.optional().describe('`true`: an offer on sale has some stock in total; `false`: none has.'),
  warehouse: severalOf(255)
    .optional()
    .describe('Our id or 1C id of a warehouse: an offer on sale has some stock there. Named again: in one of these.'),
  priceType: filledText(255)
    .optional()
    .describe(
      'Our id or 1C id of the price type that `priceFrom`, `priceTo` and `sort=price` mean. A list shows only its prices.',
    ),
  priceFrom: MoneyLimit.optional().describe(
    'The lowest price of the offers on sale is not less. Of prices by quantity the one for the least counts.',
  ),
  priceTo: MoneyLimit.optional().describe('The lowest price of the offers on sale is not more.'),
  sku: filledText(200).optional().describe('The whole артикул of the product or of an offer on sale, in any case.'),
  barcode: filledText(200).optional().describe('The whole штрихкод of the product or of an offer on sale.'),
  code: filledText(200).optional().describe('The whole код of the product or of an offer on sale, in any case.'),
  externalId: filledText(255).optional().describe('The id in 1C, in whatever id space.'),
  q: filledText(200)
    .transform((value) => value.trim())
    .optional()
    .describe(
      'Words, as people type them: of names, codes, brands, values of properties and descriptions. All of them must be there, in whatever form, the last one also unfinished. A word that is nowhere may be a part of one, or mistyped; a part of a code with a digit in it is enough.',
    ),
  'prop[id]': severalOf(200)
    .optional()
    .describe(
      `A value of a property: put our id or 1C id of the property into the brackets, or the name of a characteristic. The value is the text of the value, or its id. ${AGAIN} Several properties: all of them.`,
    ),
};

const PROPERTY = /^prop\[(.*)\]$/s;

/** The order of a list of products. */
export const ProductSort = z
  .enum(['id', 'name', '-name', 'price', '-price', 'updatedAt', 'relevance'])
  .optional()
  .describe(
    '`id` (default): exact while imports run. `name` by the alphabet, `price` from the lowest of the product up, `-` the other way round; what has no price in `priceType` is left out then. A product whose name or price changes meanwhile may be met twice or not at all, any other is met once. `updatedAt` (default with `updatedAfter`): what changes meanwhile is met again. `relevance` (default with `q`): what fits best; at most 1,000 products.',
  );

const parameters = { ...catalogueQuery, ...channelQuery, ...productParts, ...productFilters, sort: ProductSort };

/** A query with `productFilters` among its parameters, and properties as parameters besides. */
export const productQueryOf = <Shape extends typeof productFilters>(parameters: Shape) =>
  z
    .object(parameters)
    .catchall(severalOf(200))
    .superRefine((given, context) => {
      const query: Readonly<Record<string, unknown>> = given;
      const others = Object.keys(query).filter((name) => !Object.hasOwn(parameters, name));
      for (const name of others) {
        const property = PROPERTY.exec(name)?.[1];
        if (property === undefined || !filledText(255).safeParse(property).success)
          context.addIssue({ code: 'unrecognized_keys', keys: [name], input: query });
      }
      if (others.length > MOST_PROPERTIES)
        context.addIssue({ code: 'custom', message: `At most ${MOST_PROPERTIES} properties.`, input: query });
      const { priceType, priceFrom, priceTo, sort, updatedAfter, q } = query;
      const refuse = (name: string, message: string) =>
        context.addIssue({ code: 'custom', path: [name], message, input: query });
      if (
        priceType === undefined &&
        (priceFrom !== undefined || priceTo !== undefined || sort === 'price' || sort === '-price')
      )
        refuse('priceType', 'Name the price type too: `priceType`.');
      if (updatedAfter !== undefined && sort !== undefined && sort !== 'updatedAt')
        refuse('sort', 'With `updatedAfter` products stand in the order of their changes: leave `sort` out.');
      if (sort === 'relevance' && q === undefined) refuse('q', 'Say what is searched for: `q`.');
    });

export const ProductQuery = productQueryOf(parameters);

export type ProductQuery = z.output<typeof ProductQuery>;

/** The properties that a query names, each with the values of which a product must have one. */
export function propertiesOf(query: Readonly<Record<string, unknown>>): { name: string; values: readonly string[] }[] {
  return Object.entries(query).flatMap(([key, values]) => {
    const name = PROPERTY.exec(key)?.[1];
    return name === undefined || !Array.isArray(values) ? [] : [{ name, values: values as string[] }];
  });
}
