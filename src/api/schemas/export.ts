import { z } from 'zod';
import { channelQuery } from './channel.js';
import { Active, YesOrNo } from './list.js';
import { filledText } from './primitives.js';
import { productParts } from './product.js';

const common = {
  active: Active,
  ...channelQuery,
};

const priceType = filledText(255).optional();

export const NdjsonQuery = z.strictObject({
  ...common,
  ...productParts,
  priceType: priceType.describe('Our id or 1C id: only the prices of this type. Absent: all.'),
});

export const CsvQuery = z.strictObject({
  ...common,
  priceType: priceType.describe(
    'Our id or 1C id: one price, of this type. With a channel: the price in it. Absent: a column for each price type.',
  ),
  bom: YesOrNo.default('false').describe('`true`: begins with a byte order mark, by which Excel knows UTF-8.'),
});

const PRODUCT_URL = 'This must be an address that begins with https:// or http://.';

export const YmlQuery = z.strictObject({
  ...common,
  priceType: priceType.describe(
    'Our id or 1C id: what offers cost. Needed when the shop has several price types and no channel is named.',
  ),
  productUrl: filledText(1000)
    .refine((value) => /^https?:\/\//i.test(value) && URL.canParse(value), PRODUCT_URL)
    .optional()
    .describe('Where the page of a product is: `{id}`, `{externalId}` and `{sku}` stand for its own.'),
});
