import { z } from 'zod';
import { PROMO_CODES } from '../store/customers/directory-keys.js';
import type { EntryRow } from '../store/customers/read-directories.js';
import { dropEntry, type EntryWithValidity, entryPage, keepEntry, oneEntry } from './directory-entries.js';
import { jsonRoute, type Route } from './http/route.js';
import { PromoCode, PromoCodeInput, PromoCodePage, PromoCodeQuery } from './schemas/directory.js';
import { filledText } from './schemas/primitives.js';

const Params = z.object({ code: filledText(100).describe('The promo code, in any case.') });

const shown = (row: EntryRow, entry: EntryWithValidity): z.input<typeof PromoCode> => ({ code: row.key, ...entry });

const list = jsonRoute(
  {
    method: 'get',
    path: '/promo-codes',
    operationId: 'listPromoCodes',
    tag: 'Directories',
    summary: 'Promo codes that 1C and the shop gave',
    description: 'Ordered by id; with `updatedAfter` by `updatedAt`.',
    query: PromoCodeQuery,
    status: 200,
    reply: PromoCodePage,
    answer: 'One page.',
    errors: ['UZ1501'],
  },
  async ({ query: { validAt, ...query }, ...call }) => ({
    body: await entryPage(call, { directory: PROMO_CODES, validAt }, query, shown),
  }),
);

const one = jsonRoute(
  {
    method: 'get',
    path: '/promo-codes/{code}',
    operationId: 'getPromoCode',
    tag: 'Directories',
    summary: 'One promo code, also one that is not in use',
    params: Params,
    status: 200,
    reply: PromoCode,
    answer: 'The promo code.',
    errors: ['UZ1507'],
  },
  async (call) => ({ body: await oneEntry(call, PROMO_CODES, call.params.code, shown) }),
);

const put = jsonRoute(
  {
    method: 'put',
    path: '/promo-codes/{code}',
    operationId: 'putPromoCode',
    tag: 'Directories',
    summary: 'Makes or replaces a promo code',
    description: 'May be repeated. Whoever writes last wins: a 1C that sends the same code later replaces it.',
    params: Params,
    body: PromoCodeInput,
    idempotent: true,
    status: 200,
    reply: PromoCode,
    answer: 'The promo code as it is now.',
    errors: ['UZ1501', 'UZ1507'],
  },
  async (call) => {
    const { code } = call.params;
    const { name = '', active = true, validFrom = null, validTo = null, content = {} } = call.body;
    await keepEntry(call, PROMO_CODES, { key: code, name: name.trim(), active, validFrom, validTo, content });
    return { body: await oneEntry(call, PROMO_CODES, code, shown) };
  },
);

const remove = jsonRoute(
  {
    method: 'delete',
    path: '/promo-codes/{code}',
    operationId: 'deletePromoCode',
    tag: 'Directories',
    summary: 'Takes a promo code out of use; it stays to be seen',
    params: Params,
    idempotent: true,
    status: 200,
    reply: PromoCode,
    answer: 'The promo code, which is not active any more.',
    errors: ['UZ1507'],
  },
  async (call) => {
    const { code } = call.params;
    await dropEntry(call, PROMO_CODES, code);
    return { body: await oneEntry(call, PROMO_CODES, code, shown) };
  },
);

export const promoCodeRoutes: readonly Route[] = [list, one, put, remove];
