import { placeOf, takeWaitingPlace, typesFor, waitForChanges } from './http/followed-changes.js';
import { jsonRoute, type Route } from './http/route.js';
import { ChangePage, ChangeQuery } from './schemas/change.js';
import { changesJson } from './views/change.js';

const list = jsonRoute(
  {
    method: 'get',
    path: '/changes',
    operationId: 'listChanges',
    tag: 'Changes',
    summary: 'What changed behind a number, in its order: nothing is missed and nothing repeated',
    description:
      'Keep `last` when the page is worked on, and ask on with it as `after`. A number is told only when all smaller ones can be read, so nothing can appear behind one that was read. A key without the scope `orders` sees no orders and counterparties.',
    query: ChangeQuery,
    status: 200,
    reply: ChangePage,
    answer: 'One page.',
    errors: ['UZ1501', 'UZ1521', 'UZ1524'],
  },
  async (call) => {
    const { after, limit, types, wait } = call.query;
    const asked = { after: placeOf(call, after), limit, types: typesFor(call, types) };
    const leave = wait > 0 ? takeWaitingPlace(call) : () => undefined;
    try {
      const { items, last, newest } = await waitForChanges(call, asked, wait * 1000);
      const more = items.length === limit && last < newest;
      const body = { items: await changesJson(call.services.db.knex, call.shopId, items), last, more };
      return { body, headers: { 'Cache-Control': 'no-store' } };
    } finally {
      leave();
    }
  },
);

/** The log of changes, for those who follow it. */
export const changeRoutes: readonly Route[] = [list];
