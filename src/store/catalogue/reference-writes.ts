import { v7 as uuid } from 'uuid';
import type { Tx } from '../../db/open.js';
import type { Change } from '../changes/record-changes.js';
import { updateKeeping } from './before-images.js';
import { fillStage } from './fill-stage.js';
import type { ReferenceTable } from './reference-tables.js';
import type { StagedRow } from './stage.js';
import type { WriteScope } from './write-scope.js';

interface Written {
  readonly id: string;
  readonly how: 'new' | 'changed' | 'removed';
}

/** Columns whose said value is merged into what the row has (a feed of changes names only some variants). */
const MERGED = new Set(['variants']);
/** Values of columns that may not be null. */
const DEFAULTS: Readonly<Record<string, string>> = {
  active: 'true',
  sort: '0',
  variants: `'{}'::jsonb`,
  extra: `'{}'::jsonb`,
};

/**
 * Writes rows of a small table by their 1C id: new ones are inserted, known ones updated where the said columns differ.
 * @param rows one row per 1C id; keys as the table has them, [external_id] by default
 * @returns the changes; none for a row that says what is already there.
 */
export async function writeReferences(
  tx: Tx,
  scope: WriteScope,
  spec: ReferenceTable,
  rows: readonly StagedRow[],
): Promise<Change[]> {
  if (rows.length === 0) return [];
  const stage = `stage_${spec.table}`;
  const keys = spec.keys ?? ['external_id'];
  await fillStage(tx, stage, [...keys, 'new_id'], spec.columns, rows.map(withId));
  const names = spec.columns.map((column) => column.name);
  const bindings = { shop: scope.shopId, space: scope.idSpace, exchange: scope.exchangeId };
  const inserted = await tx.raw(
    `insert into ${spec.table} (shop_id, ${spec.id}, id_space, ${keys.join(', ')}, ${names.join(', ')}, exchange_id, made_by)
     select :shop, new_id::uuid, :space, ${keys.join(', ')}, ${names.map((name) => orDefault(`s.${name}`, name)).join(', ')},
       cast(:exchange as uuid), cast(:exchange as uuid)
     from ${stage} s order by ${keys.join(', ')}
     on conflict do nothing returning ${spec.id} as id, 'new' as how`,
    bindings,
  );
  const merged = spec.columns.map((column, index) => {
    const said = MERGED.has(column.name) ? `o.${column.name} || s.${column.name}` : `s.${column.name}`;
    const kept = `coalesce(o.${column.name}, s.${column.name})`; // what was not said is null, or a fallback
    return `case when s.said & ${1 << index} <> 0 then ${orDefault(said, column.name)} else ${kept} end as ${column.name}`;
  });
  const update = `update ${spec.table} t
     set ${names.map((name) => `${name} = n.${name}`).join(', ')}, exchange_id = cast(:exchange as uuid), updated_at = clock_timestamp()
     from (select o.shop_id, o.${spec.id} as id, o.active as was_active, ${merged.join(', ')}
           from ${stage} s cross join lateral (select * from ${spec.table} o
             where o.shop_id = :shop and o.id_space = :space and ${keys.map((key) => `o.${key} = s.${key}`).join(' and ')} offset 0) o) n
     where t.shop_id = n.shop_id and t.${spec.id} = n.id
       and (${names.map((name) => `t.${name}`).join(', ')}) is distinct from (${names.map((name) => `n.${name}`).join(', ')})
     returning t.${spec.id}, t.${spec.id} as id, case when n.was_active and not n.active then 'removed' else 'changed' end as how`;
  const updated = await tx.raw(updateKeeping(spec.table, update), bindings);
  return [...inserted.rows, ...updated.rows].map((row: Written) => ({
    entity: spec.entity,
    entityId: row.id,
    action: 'written',
    how: row.how,
  }));
}

const withId = (row: StagedRow): StagedRow => ({ keys: [...row.keys, uuid()], values: row.values });

const orDefault = (expression: string, column: string): string => {
  const fallback = DEFAULTS[column];
  return fallback === undefined ? expression : `coalesce(${expression}, ${fallback})`;
};
