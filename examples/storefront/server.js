/**
 * A small shop on Uzel. This one file serves the page and stands between the browser and Uzel: the API key stays here, and the
 * browser reaches nothing but what is listed below.
 *
 *   UZEL_URL=http://localhost:8080 UZEL_KEY=uzel_… node examples/storefront/server.js
 */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import Big from 'big.js';
import express from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { createClient } from 'uzel/client';
import { z } from 'zod';
import { answerTo, Refusal, read } from './refusal.js';
import { createSeal } from './seal.js';

const { UZEL_URL = 'http://localhost:8080', UZEL_KEY, PORT = '3000', HOST = '127.0.0.1', PRICE_TYPE } = process.env;
const end = (why) => [console.error(why), process.exit(1)];
if (!UZEL_KEY)
  end('Set UZEL_KEY to an API key; this makes one:\n\n  npx uzel key add storefront --scopes read,orders\n');
const uzel = createClient({ url: UZEL_URL, key: UZEL_KEY, timeoutMs: 10_000, retries: 2 });
const get = async (address, asked) => (await uzel.get(address, asked)).data;

/** Signs quotes and links to orders. Any process of the shop can, no browser. */
const { seal, open } = createSeal(process.env.SHOP_SECRET || UZEL_KEY);
/** How long the prices of a cart hold. */
const QUOTE_MS = Number(process.env.QUOTE_MINUTES ?? 120) * 60_000;
/** Quotes that were sent on to Uzel: whoever lost the answer gets the same order again, however late he comes back. */
const sentOn = new Set();
const MOST_SENT_ON = 10_000;
const PAGE = 24;
/** The most properties that the page filters by. */
const FILTERS = 6;
/** Orders of one address in ten minutes. */
const orderLimit = new RateLimiterMemory({ points: Number(process.env.ORDERS_PER_ADDRESS ?? 20), duration: 600 });

const app = express();
app.disable('x-powered-by');
app.set('trust proxy', Number(process.env.TRUST_PROXY ?? 0));

const POLICY = [
  "default-src 'none'",
  ...["script-src 'self'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'", "manifest-src 'self'"],
  ...["base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"],
  // The browser itself refuses every innerHTML: whatever 1C writes into a name stays text.
  ...["require-trusted-types-for 'script'", "trusted-types 'none'"],
].join('; ');
app.use((_request, response, next) => {
  response.set({
    'Content-Security-Policy': POLICY,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
  });
  next();
});

// --- The catalogue

const text = z.string().trim().min(1).max(200);
const several = z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(text).max(50));
const money = z.string().regex(/^\d{1,9}([.,]\d{1,2})?$/);
const id = z.uuid();

/** `p.<property>=<value>` of the page is `prop[<property>]=<value>` of Uzel. */
const FilterQuery = z
  .object({
    group: id,
    q: text,
    brand: several,
    manufacturer: several,
    inStock: z.literal('true'),
    priceFrom: money,
    priceTo: money,
    sort: z.enum(['name', 'price', '-price']),
    cursor: z.string().max(1000),
  })
  .partial()
  .catchall(several);

function filtersOf(request) {
  const { priceFrom, priceTo, ...given } = read(FilterQuery, request.query);
  const wanted = {};
  for (const [name, value] of Object.entries(given)) {
    if (name in FilterQuery.shape) wanted[name] = value;
    else if (/^p\..{1,200}$/.test(name)) wanted[`prop[${name.slice(2)}]`] = value;
    else throw new Refusal(422, 'invalid', { fields: [name] });
  }
  if (priceFrom !== undefined) wanted.priceFrom = priceFrom.replace(',', '.');
  if (priceTo !== undefined) wanted.priceTo = priceTo.replace(',', '.');
  return wanted;
}

let shown;
/** The shop and its tree of groups, read anew after half a minute. */
async function readShop() {
  if (shown && shown.until > Date.now()) return shown;
  const [{ name }, groups, priceTypes, any, properties] = await Promise.all([
    get('/v1/shop'),
    wholeList('/v1/groups'),
    wholeList('/v1/price-types'),
    get('/v1/products', { query: { limit: 1, include: 'pictures' } }),
    get('/v1/properties', { query: { limit: 20 } }),
  ]);
  const priceType = PRICE_TYPE
    ? priceTypes.find((type) => [type.id, type.externalId, type.name].includes(PRICE_TYPE))
    : priceTypes[0];
  if (PRICE_TYPE && !priceType) console.error(`There is no price type ${PRICE_TYPE}: see GET /v1/price-types.`);
  const isEmpty = any.items.length === 0;
  shown = {
    // While 1C is sending its first catalogue, what is missing comes in a moment.
    until: Date.now() + (isEmpty || !priceType ? 500 : 30_000),
    priceType: priceType?.externalId,
    /** What goods are filtered by: properties whose values 1C lists. */
    filters: properties.items.filter(({ variants, dictionary }) => variants.length > 0 || dictionary).slice(0, FILTERS),
    body: {
      name,
      isEmpty,
      currency: priceType?.currency ?? null,
      groups: groups.map((group) => ({ id: group.id, name: group.name ?? '…', parent: group.parent?.id ?? null })),
    },
  };
  return shown;
}

async function wholeList(address) {
  const items = [];
  for await (const item of uzel.all(address, { query: { limit: 500 } })) items.push(item);
  return items;
}

/** What one piece costs: of prices by quantity the one that begins the lowest. */
function priceOf({ prices }, priceType) {
  const fits = prices.filter((price) => price.priceType === priceType);
  const [best] = fits.sort((one, other) => Big(one.minQuantity ?? 0).cmp(other.minQuantity ?? 0));
  return best && Big(best.amount).gt(0) ? { amount: best.amount, currency: best.currency } : null;
}

/** `null`: 1C never said how much there is. */
const stockOf = ({ stock }) => stock.total;
const isOut = (stock) => stock !== null && Big(stock).lte(0);
/** `v` is of the picture's bytes: with it a browser keeps it for ever. */
const pictureOf = ({ id: picture, url, description }) => ({
  id: picture,
  v: new URL(url, UZEL_URL).searchParams.get('v') ?? undefined,
  description,
});

function cardOf(product, priceType) {
  const priced = product.offers.flatMap((offer) => priceOf(offer, priceType) ?? []);
  priced.sort((a, b) => Big(a.amount).cmp(b.amount));
  return {
    id: product.id,
    name: product.name ?? product.sku ?? '…',
    sku: product.sku,
    picture: product.pictures[0] ? pictureOf(product.pictures[0]) : null,
    price: priced[0] ?? null,
    isFrom: new Set(priced.map(({ amount }) => Big(amount).toFixed())).size > 1,
    isOut: product.offers.length === 0 || product.offers.every((offer) => isOut(stockOf(offer))),
  };
}

app.get('/api/shop', async (_request, response) => response.json((await readShop()).body));

app.get('/api/products', async (request, response) => {
  const { priceType } = await readShop();
  const filters = filtersOf(request);
  const query = {
    ...withPriceType(filters, priceType),
    include: ['prices', 'stock', 'pictures'],
    limit: PAGE,
  };
  const { items, next } = await get('/v1/products', { query });
  response.json({ items: items.map((product) => cardOf(product, priceType)), next });
});

/** What each choice would leave, under the names of the page: `brand`, `p.<property>`. */
app.get('/api/facets', async (request, response) => {
  const { priceType, filters: properties } = await readShop();
  const { cursor, sort, ...filters } = filtersOf(request);
  const asked = [
    'brand',
    'manufacturer',
    ...(priceType ? ['price'] : []),
    ...properties.map(({ id: each }) => `prop:${each}`),
  ];
  const query = { ...withPriceType(filters, priceType), priceType, facets: asked.join() };
  const { total, facets, price } = await get('/v1/facets', { query });
  response.json({
    total,
    price: price ?? null,
    filters: facets
      .filter(({ values }) => values.length > 1)
      .map(({ facet, name, values }) => ({
        name: facet.replace(/^prop:/, 'p.'),
        title: name ?? facet,
        values: values.map(({ value, text: shownAs, count }) => ({ value, text: shownAs ?? value, count })),
      })),
  });
});

/** Filters and orders by price need the price type; a shop that has none yet does without them. */
function withPriceType({ priceFrom, priceTo, sort, ...others }, priceType) {
  const isByPrice = sort?.includes('price');
  if (!priceType) return { ...others, ...(isByPrice ? {} : { sort }) };
  return { ...others, priceFrom, priceTo, sort, ...((priceFrom ?? priceTo ?? isByPrice) && { priceType }) };
}

app.get('/api/products/:id', async (request, response) => {
  const { priceType } = await readShop();
  const product = await get('/v1/products/{id}', { params: { id: read(id, request.params.id) } });
  if (!product.active) throw new Refusal(404, 'not-found');
  response.json({
    ...cardOf(product, priceType),
    group: product.groups.find((group) => group.id)?.id ?? null,
    description: product.description ?? '',
    brand: product.brand ?? product.manufacturer,
    properties: product.properties
      .filter(({ name, value }) => name && value)
      .map(({ name, value }) => ({ name, value })),
    pictures: product.pictures.map(pictureOf),
    offers: product.offers.map((offer) => ({
      id: offer.id,
      label: Object.values(offer.characteristics).join(', ') || null,
      characteristics: offer.characteristics,
      sku: offer.sku,
      price: priceOf(offer, priceType),
      stock: stockOf(offer),
    })),
  });
});

const PICTURES = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif']);

const PictureQuery = z.strictObject({
  v: z.string().max(64).optional(),
  width: z.enum(['160', '320', '640', '1280']).optional(),
});

app.get('/pictures/:id', async (request, response) => {
  const file = await openPicture(
    read(id, request.params.id),
    read(PictureQuery, request.query),
    request.get('If-None-Match'),
  );
  if (file.status !== 304 && !PICTURES.has(file.headers.get('content-type') ?? '')) {
    await file.body?.cancel();
    throw new Refusal(404, 'not-found');
  }
  const isForEver = file.headers.get('cache-control')?.includes('immutable');
  response.status(file.status);
  response.set('Cache-Control', `public, max-age=${isForEver ? '31536000, immutable' : '3600'}`);
  for (const name of ['content-type', 'content-length', 'etag']) {
    if (file.headers.has(name)) response.set(name, file.headers.get(name));
  }
  if (!file.body) response.end();
  else await pipeline(Readable.fromWeb(file.body), response);
});

/** The picture in a width; as it is, where there is no thumbnail of it. */
async function openPicture(picture, { width, ...query }, tag) {
  const asked = { params: { id: picture }, headers: tag ? { 'If-None-Match': tag } : {} };
  try {
    return await uzel.raw('get', '/v1/files/{id}', { ...asked, query: { ...query, width } });
  } catch (error) {
    if (width === undefined || error.code !== 'UZ1507') throw error;
    return await uzel.raw('get', '/v1/files/{id}', { ...asked, query });
  }
}

// --- The cart and the order

app.use('/api', express.json({ limit: '64kb' }));
/** Other sites cannot write here with a visitor's browser. */
app.use('/api', (request, _response, next) => {
  const site = request.get('Sec-Fetch-Site') ?? 'none';
  if (request.method === 'POST' && !['same-origin', 'none'].includes(site)) throw new Refusal(403, 'invalid');
  next();
});

/** @throws Refusal when this shop never gave it */
function unsealed(purpose, sealed) {
  const found = open(purpose, sealed);
  if (found === null) throw new Refusal(404, 'not-found');
  return found;
}

const Cart = z.object({
  lines: z
    .array(z.object({ offer: id, quantity: z.int().min(1).max(999) }))
    .min(1)
    .max(100)
    .refine((lines) => new Set(lines.map(({ offer }) => offer)).size === lines.length),
});

app.post('/api/cart', async (request, response) => {
  const { lines } = read(Cart, request.body);
  const { priceType } = await readShop();
  const offers = lines.map(({ offer }) => offer);
  const [found, stock] = await Promise.all([
    get('/v1/prices', {
      query: { offers: offers.join(), priceType, quantity: lines.map((line) => line.quantity).join() },
    }),
    get('/v1/stock', { query: { offers: offers.join() } }),
  ]);
  // Without a price type Uzel tells all prices, also that at which the shop itself buys: none of them is ours.
  const prices = priceType ? found.items : found.items.map((item) => ({ ...item, prices: [] }));
  const costs = new Map(prices.map((item) => [item.offer, item]));
  const amounts = new Map(stock.items.map((item) => [item.offer, item.stock.total]));
  const priced = lines.map((line) => pricedLine(line, costs.get(line.offer), amounts.get(line.offer) ?? null));
  const currencies = new Set(priced.flatMap(({ currency }) => currency ?? []));
  const total = priced.reduce((sum, { amount }) => sum.plus(amount ?? 0), Big(0)).toFixed(2);
  const currency = [...currencies][0] ?? null;
  const canOrder = currencies.size === 1 && priced.every(({ problem }) => problem === null);
  const promised = priced.map(({ offer, quantity, price }) => ({ offerId: offer, quantity: String(quantity), price }));
  const quote = canOrder && seal('quote', { id: randomUUID(), at: Date.now(), currency, total, lines: promised });
  response.json({ lines: priced, total, currency, ...(quote && { quote }) });
});

/** @param found the offer's prices as Uzel told them for the quantity; @param stock null = 1C never said */
function pricedLine({ offer, quantity }, found, stock) {
  if (!found?.active) return { offer, quantity, problem: 'gone' };
  const price = found.prices.find(({ amount }) => Big(amount).gt(0));
  if (!price) return { offer, quantity, stock, problem: 'no-price' };
  const amount = Big(price.amount).times(quantity).round(2, Big.roundHalfUp).toFixed(2);
  const problem = isOut(stock) ? 'out' : stock !== null && Big(stock).lt(quantity) ? 'less' : null;
  return { offer, quantity, stock, price: price.amount, currency: price.currency, amount, problem };
}

const OrderForm = z.object({
  quote: z.string().max(30_000),
  customer: z.object({
    name: z.string().trim().min(2).max(255),
    phone: z
      .string()
      .trim()
      .regex(/^\+?[\d\s()-]{7,20}$/),
    email: z.union([z.literal(''), z.email().max(255)]).default(''),
    address: z.string().trim().max(500).default(''),
    comment: z.string().trim().max(1000).default(''),
  }),
});

/** One quote makes one order, however often it is sent: the quote's id is the idempotency key, and its body is always the same. */
app.post('/api/orders', async (request, response) => {
  const { quote: sealed, customer } = read(OrderForm, request.body);
  const quote = unsealed('quote', sealed);
  if (Date.now() - quote.at > QUOTE_MS && !sentOn.has(quote.id)) throw new Refusal(409, 'quote-old');
  await orderLimit.consume(request.ip ?? '').catch(() => {
    throw new Refusal(429, 'too-many');
  });
  const { name, phone, email, address, comment } = customer;
  const order = {
    customer: { type: 'person', name, phone, ...(email && { email }), ...(address && { address }) },
    currency: quote.currency,
    lines: quote.lines,
    total: quote.total,
    ...(comment && { comment }),
  };
  sentOn.add(quote.id);
  if (sentOn.size > MOST_SENT_ON) sentOn.delete(sentOn.values().next().value);
  const { data: placed } = await uzel.post('/v1/orders', { body: order, idempotencyKey: `storefront-${quote.id}` });
  response.status(201).json({ order: seal('order', placed.id), number: placed.number });
});

app.get('/api/orders/:sealed', async (request, response) => {
  const order = await get('/v1/orders/{id}', { params: { id: unsealed('order', request.params.sealed) } });
  // Whoever has the link sees what was bought and where it is, and nothing of who bought it.
  const { number, status, total, currency, paid, shipped, cancelled, placedAt } = order;
  response.set('Cache-Control', 'no-store').json({
    ...{ number, status, total, currency, paid, shipped, cancelled, placedAt },
    accepted: order.oneC.number !== null,
    trackingNumber: order.delivery?.trackingNumber ?? null,
    lines: order.lines.map(({ name, quantity, amount }) => ({ name, quantity, amount })),
  });
});

// --- The page, and what went wrong

app.use('/api', () => {
  throw new Refusal(404, 'not-found');
});
const folder = path.join(import.meta.dirname, 'public');
app.use(express.static(folder, { index: false, cacheControl: false }));
app.get(['/', '/group/:id', '/product/:id', '/cart', '/order/:sealed'], (_request, response) => {
  response.sendFile(path.join(folder, 'index.html'), { cacheControl: false });
});

app.use((error, request, response, _next) => {
  if (response.headersSent) return void response.destroy();
  const { status, body } = answerTo(error);
  if (status >= 500) console.error(`${request.method} ${request.path}: ${error.message}`);
  response.status(status).json(body);
});

const server = app.listen(Number(PORT), HOST, (error) => {
  if (error) end(`Cannot listen: ${error.message}. Stop what has this port, or choose another PORT.`);
  console.log(`The shop is open: http://${HOST === '127.0.0.1' ? 'localhost' : HOST}:${server.address().port}`);
});
// The shop opens all the same: Uzel may come later. A wrong key is told here, not to the first visitor.
uzel.get('/v1/shop').catch(({ message, help = '' }) => console.error(`Uzel at ${UZEL_URL}: ${message} ${help}`));
process.once('SIGTERM', () => server.close());
