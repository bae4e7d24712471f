import type { z } from 'zod';
import { type CounterpartyRow, listCounterparties, readCounterparty } from '../store/catalogue/read-counterparties.js';
import { catalogueList } from './catalogue-list.js';
import { IdParams, jsonRoute, notFound, type Route } from './http/route.js';
import { Counterparty, CounterpartyPage } from './schemas/counterparty.js';

const shown = ({ counterpartyId, roles, contacts, ...row }: CounterpartyRow): z.input<typeof Counterparty> => ({
  id: counterpartyId,
  ...row,
  roles: [...(roles ?? [])],
  contacts: [...(contacts ?? [])],
});

const list = catalogueList({
  path: '/counterparties',
  operationId: 'listCounterparties',
  tag: 'Orders',
  summary: 'Counterparties: customers and suppliers as 1C has them',
  page: CounterpartyPage,
  read: listCounterparties,
  show: async (rows) => rows.map(shown),
});

const one = jsonRoute(
  {
    method: 'get',
    path: '/counterparties/{id}',
    operationId: 'getCounterparty',
    tag: 'Orders',
    summary: 'One counterparty, also one that is not active',
    params: IdParams,
    status: 200,
    reply: Counterparty,
    answer: 'The counterparty.',
    errors: ['UZ1507'],
  },
  async ({ services, shopId, params }) => {
    const row = await readCounterparty(services.db.knex, shopId, params.id);
    if (!row) throw notFound(params.id);
    return { body: shown(row) };
  },
);

export const counterpartyRoutes: readonly Route[] = [list, one];
