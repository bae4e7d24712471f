import { validate } from 'uuid';
import type { Tx } from '../../db/open.js';
import type { Term } from './terms.js';
import { readValueTexts } from './value-texts.js';

/** A thing of the shop by its 1C id. */
interface Named {
  readonly space: string;
  readonly id: string;
  readonly name: string | null;
}

const TABLES = { group: 'groups', warehouse: 'warehouses' } as const;

/** What groups or warehouses are called. */
export async function namesOf(
  tx: Tx,
  shopId: string,
  kind: keyof typeof TABLES,
  terms: readonly Pick<Term, 'name' | 'space'>[],
): Promise<(term: Pick<Term, 'name' | 'space'>) => string | null> {
  const found: Named[] =
    terms.length === 0
      ? []
      : await tx(TABLES[kind])
          .where('shop_id', shopId)
          .whereRaw('(id_space, external_id) in (select * from unnest(?::text[], ?::text[]))', [
            terms.map(({ space }) => space),
            terms.map(({ name }) => name),
          ])
          .select({ space: 'id_space', id: 'external_id', name: 'name' });
  return ({ name, space }) => found.find((one) => one.id === name && one.space === space)?.name ?? null;
}

/** Properties by our id or that of 1C, in whatever id space. */
export async function propertiesNamed(
  tx: Tx,
  shopId: string,
  ids: readonly string[],
): Promise<readonly (Named & { readonly asked: string })[]> {
  if (ids.length === 0) return [];
  const asked = ids.map((id) => ({ id, own: validate(id) ? id : null }));
  const { rows } = await tx.raw<{ rows: (Named & { asked: string })[] }>(
    `select k.id as asked, p.id_space as space, p.external_id as id, p.name
     from jsonb_to_recordset(cast(? as jsonb)) as k(id text, own uuid)
     join properties p on p.shop_id = ? and (p.external_id = k.id or p.property_id = k.own) order by p.id_space`,
    [JSON.stringify(asked), shopId],
  );
  return rows;
}

/** Texts of values of properties. */
export async function textsOfValues(
  tx: Tx,
  shopId: string,
  terms: readonly Pick<Term, 'kind' | 'name' | 'value' | 'space'>[],
): Promise<(term: Pick<Term, 'kind' | 'name' | 'value' | 'space'>) => string> {
  const rows = terms
    .filter(({ kind }) => kind === 'property')
    .map(({ name, value, space }) => ({ space, props: [{ id: name, values: [value] }] }));
  const textOf = await readValueTexts(tx, shopId, rows);
  return ({ kind, name, value, space }) => (kind === 'property' ? textOf(space, name, value) : value);
}
