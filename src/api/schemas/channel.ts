import { z } from 'zod';
import { pageOf, pageQuery } from './list.js';
import { RuleFields } from './price-rule.js';
import { Currency, Decimal, filledText, Id, MomentInput, MoneyInput, maybeText, moment, orNull } from './primitives.js';

/** Sales channels, what they make of prices, and what they keep by themselves. */

const fields = {
  name: filledText(255).describe('As the shop calls it; one in any case.'),
  currency: Currency.describe('That it sells in. A price of 1C in another one needs a rule that converts it.'),
  priceTypes: z
    .array(filledText(255))
    .min(1, 'A channel needs a price type to begin with.')
    .max(20, 'A channel has at most 20 price types.')
    .describe('Price types, our ids or 1C’s: the first that an offer has a price of is where its price begins.'),
  mode: z
    .enum(['first', 'all'])
    .describe('`first`: the first rule that fits makes the price; `all`: each that fits, one upon the other.'),
  updates: z
    .enum(['both', 'price', 'stock'])
    .describe(
      'What follows 1C: `price`: the stock is the channel’s own; `stock`: the price is; `both`: nothing is, and what is its own is not shown.',
    ),
};

export const Channel = z
  .object({
    id: Id,
    ...fields,
    version: z.int().describe('Of the channel and its rules: the ETag of both.'),
    createdAt: moment('When it was made.'),
    updatedAt: moment('When it or its rules were changed last.'),
  })
  .meta({ id: 'Channel', description: 'A place where the shop sells: a site, a marketplace.' });

export const ChannelList = z
  .object({ items: z.array(Channel) })
  .meta({ id: 'ChannelList', description: 'All channels, oldest first.' });

/** Body of POST /v1/channels. */
export const ChannelInput = z
  .strictObject({
    ...fields,
    mode: fields.mode.optional().describe('Absent: `first`.'),
    updates: fields.updates.optional().describe('Absent: `both`.'),
  })
  .meta({ id: 'ChannelInput' });

/** Body of PATCH /v1/channels/{id}. */
export const ChannelPatch = z
  .strictObject(fields)
  .partial()
  .meta({ id: 'ChannelPatch', description: 'What is left out stays.' });

/** What a read in a channel takes. */
export const channelQuery = {
  channel: filledText(255)
    .optional()
    .describe('Id or name of a channel: its offers have `channelPrice` and `channelStock` too.'),
};

export const ChannelQuery = z.strictObject(channelQuery);

const Money = z.object({ amount: Decimal, currency: z.string() }).meta({ id: 'ChannelMoney' });

export const ChannelPrice = z
  .object({
    amount: Decimal,
    currency: z.string(),
    before: orNull(Money).describe('The price of 1C that the rules began with; null = the price is the channel’s own.'),
    rules: z.array(Id).describe('The rules that made it, in their order.'),
  })
  .meta({ id: 'ChannelPrice' });

/** What an offer has besides when it is read in a channel. */
export const channelOfferFields = {
  channelPrice: orNull(ChannelPrice)
    .optional()
    .describe(
      'Only with `channel`. Null: 1C has no price of the channel’s price types, or only in a currency that no rule converts; or the channel’s own is not set. Filters and sorting know the prices of 1C alone.',
    ),
  channelStock: orNull(Decimal)
    .optional()
    .describe('Only with `channel`. Null = 1C never said, or the channel’s own is not set.'),
};

const own = {
  price: orNull(MoneyInput).optional().describe('In the channel’s currency. Null takes it away; absent: it stays.'),
  stock: orNull(MoneyInput).optional().describe('Null takes it away; absent: it stays.'),
};

/** Body of PUT /v1/channels/{id}/offers/{offer}. */
export const OwnPriceInput = z.strictObject(own).meta({ id: 'OwnPriceInput' });

/** Body of PUT /v1/channels/{id}/offers. */
export const OwnPricesInput = z
  .strictObject({
    items: z
      .array(z.strictObject({ offer: z.uuid().describe('Our id of the offer.'), ...own }))
      .min(1, 'Name an offer at least.')
      .max(1000, 'At most 1,000 offers at a time.')
      .refine(
        (items) => new Set(items.map(({ offer }) => offer.toLowerCase())).size === items.length,
        'Name each offer once.',
      ),
  })
  .meta({ id: 'OwnPricesInput' });

export const OwnPrice = z
  .object({
    offer: Id,
    price: orNull(Decimal),
    currency: maybeText(
      'The channel’s when the price was set: when it sells in another one now, the price counts no more.',
    ),
    stock: orNull(Decimal),
  })
  .meta({ id: 'OwnPrice', description: 'What a channel has of an offer by itself.' });

export const OwnPricePage = pageOf(OwnPrice).meta({ id: 'OwnPricePage' });
export const OwnPriceQuery = z.strictObject(pageQuery);

/** Body of POST /v1/channels/{id}/freeze. */
export const FreezeInput = z
  .strictObject({ prices: z.boolean(), stock: z.boolean() })
  .refine(({ prices, stock }) => prices || stock, 'Say `prices`, `stock`, or both.')
  .meta({ id: 'FreezeInput', description: 'What becomes the channel’s own.' });

export const Frozen = z.object({ offers: z.int().describe('How many offers there are.') }).meta({ id: 'Frozen' });

/** Body of POST /v1/channels/{id}/preview. */
export const PreviewInput = z
  .strictObject({
    rules: z
      .array(RuleFields)
      .max(500, 'A channel has at most 500 rules.')
      .optional()
      .describe('A draft; absent: the rules that it has.'),
    mode: fields.mode.optional().describe('Absent: that of the channel.'),
    product: z.uuid().toLowerCase().optional().describe('Our id of a product. Absent, and no group: all products.'),
    group: filledText(255)
      .optional()
      .describe('Our id or 1C id of a group: the products of it and of all groups below it.'),
    at: MomentInput.optional().describe('As of this moment; absent: now.'),
  })
  .meta({ id: 'PreviewInput' });

const PreviewRule = z
  .object({
    place: z.int().describe('In the list of rules, from 1.'),
    id: Id.nullable().describe('Null for a rule of the draft.'),
    name: maybeText('Name of the rule.'),
    before: Money,
    after: Money,
  })
  .meta({ id: 'PreviewRule' });

export const PreviewItem = z
  .object({
    offer: z.object({
      id: Id,
      externalId: z.string().describe('The whole 1C id.'),
      name: maybeText('Name of the variant.'),
    }),
    product: z.object({ id: Id, name: maybeText('Наименование.') }),
    before: orNull(Money).describe('The price of 1C; null = it has none of the channel’s price types.'),
    after: orNull(Money).describe('Null: no price, or one in a currency that no rule converts.'),
    rules: z.array(PreviewRule).describe('The rules that made it, in their order; empty: none fits.'),
  })
  .meta({ id: 'PreviewItem' });

export const PreviewPage = pageOf(PreviewItem).meta({ id: 'PreviewPage' });

export const PreviewQuery = z.strictObject({
  ...pageQuery,
  limit: pageQuery.limit.describe('The most products of a page.'),
});
