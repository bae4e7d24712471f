import { z } from 'zod';
import { channelOfferFields, channelQuery } from './channel.js';
import { Price, Stock } from './item-parts.js';
import { commaList } from './parts.js';
import { ExternalId, filledText, Id, QuantityInput } from './primitives.js';

/** What lies in a cart: what it costs now, and whether there is enough of it. */

const cartQuery = {
  offers: commaList(
    z
      .array(z.uuid())
      .min(1, 'Name an offer at least.')
      .max(200, 'At most 200 offers.')
      .refine((ids) => new Set(ids.map((id) => id.toLowerCase())).size === ids.length, 'Name each offer once.'),
  ).describe('Our ids, with commas between them: at most 200.'),
  ...channelQuery,
};

export const CartPricesQuery = z
  .strictObject({
    ...cartQuery,
    priceType: filledText(255).optional().describe('Our id or 1C id of a price type: only its prices.'),
    quantity: commaList(z.array(QuantityInput))
      .optional()
      .describe(
        'How much is bought: one quantity for all, or one for each offer, in their order. Absent: as little as may be.',
      ),
  })
  .refine(({ offers, quantity }) => [undefined, 1, offers.length].includes(quantity?.length), {
    path: ['quantity'],
    message: 'Name one quantity, or one for each offer.',
  });

export const CartStockQuery = z.strictObject(cartQuery);

const { channelPrice, channelStock } = channelOfferFields;

const common = {
  offer: Id,
  externalId: ExternalId.describe('The whole 1C id of the offer.'),
  active: z.boolean().describe('Whether it is on sale.'),
};

const missing = z.array(Id).describe('What was asked for and is not there.');

export const CartPrices = z
  .object({
    items: z
      .array(
        z.object({
          ...common,
          prices: z.array(Price).describe('Of each price type the one that holds for the quantity.'),
          channelPrice,
        }),
      )
      .describe('In the order of `offers`.'),
    missing,
  })
  .meta({ id: 'CartPrices' });

export const CartStock = z
  .object({
    items: z.array(z.object({ ...common, stock: Stock, channelStock })).describe('In the order of `offers`.'),
    missing,
  })
  .meta({ id: 'CartStock' });
