import { z } from 'zod';
import { maybeText } from './primitives.js';

export const Shop = z
  .object({
    id: z.string(),
    name: z.string(),
    language: z.enum(['ru', 'uk', 'en']).describe('Of the texts that stand on orders for the people of the shop.'),
    settings: z.object({
      duplicates: z
        .enum(['ignore', 'link', 'ask'])
        .describe('What becomes of a document of an order that belongs to another node.'),
      promoCodes: z
        .enum(['ignore', 'warn', 'refuse'])
        .describe('What becomes of an order with an unknown or expired promo code.'),
      country: maybeText('Whose telephone numbers are written without a country code: ISO 3166, two letters.'),
    }),
    thumbnails: z
      .boolean()
      .describe('Whether this server can make thumbnails of pictures: `width` of `/v1/files/{id}`.'),
  })
  .meta({ id: 'Shop', description: 'The shop that the key belongs to.' });
