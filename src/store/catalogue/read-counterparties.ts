import type { Sql } from '../../db/open.js';
import type { Extra } from '../../records.js';
import { type ActiveFilter, exactTime, type Page, type PageRequest, referencePage } from '../list-page.js';
import type { ExternalKey } from './read-by-external-id.js';

export interface CounterpartyRow extends ExternalKey {
  readonly counterpartyId: string;
  readonly name: string | null;
  readonly type: 'person' | 'company';
  readonly fullName: string | null;
  readonly roles: readonly string[] | null;
  readonly taxId: string | null;
  readonly address: string | null;
  readonly contacts: readonly { readonly type: string; readonly value: string }[] | null;
  readonly extra: Extra;
  readonly active: boolean;
  readonly updatedAt: string;
}

const counterparties = (sql: Sql, shopId: string) =>
  sql('counterparties as t')
    .where('t.shop_id', shopId)
    .select(
      sql.raw(`t.counterparty_id as "counterpartyId", t.id_space as "idSpace", t.external_id as "externalId", t.name, t.type,
        t.full_name as "fullName", t.roles, t.tax_id as "taxId", t.address, t.contacts, t.extra, t.active,
        ${exactTime('t.updated_at')} as "updatedAt"`),
    );

/** The counterparties of a shop, one page. */
export async function listCounterparties(
  sql: Sql,
  shopId: string,
  filter: { readonly active: ActiveFilter },
  page: PageRequest,
): Promise<Page<CounterpartyRow>> {
  return await referencePage<CounterpartyRow>(
    counterparties(sql, shopId),
    't.counterparty_id',
    (row) => row.counterpartyId,
    filter.active,
    page,
  );
}

/** One counterparty by our id (a UUID), or null. */
export async function readCounterparty(
  sql: Sql,
  shopId: string,
  counterpartyId: string,
): Promise<CounterpartyRow | null> {
  const row: CounterpartyRow | undefined = await counterparties(sql, shopId)
    .where('t.counterparty_id', counterpartyId)
    .first();
  return row ?? null;
}
