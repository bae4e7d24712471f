import type { Tx } from '../../db/open.js';
import type { CatalogueRecord } from '../../records.js';
import { updateKeeping } from './before-images.js';
import type { WriteScope } from './write-scope.js';

/** Remembers a catalogue by its 1C id; says nothing new = writes nothing. */
export async function writeCatalogue(tx: Tx, scope: WriteScope, record: CatalogueRecord): Promise<void> {
  const statement = `insert into catalogues as t (shop_id, id_space, external_id, name, classifier_id, description, extra, exchange_id, made_by)
     values (:shop, :space, :id, :name, :classifier, :description, cast(:extra as jsonb), cast(:exchange as uuid),
       cast(:exchange as uuid))
     on conflict (shop_id, id_space, external_id) do update set
       name = coalesce(excluded.name, t.name), classifier_id = coalesce(excluded.classifier_id, t.classifier_id),
       description = coalesce(excluded.description, t.description), extra = t.extra || excluded.extra,
       exchange_id = excluded.exchange_id, updated_at = clock_timestamp()
     where (t.name, t.classifier_id, t.description, t.extra) is distinct from
       (coalesce(excluded.name, t.name), coalesce(excluded.classifier_id, t.classifier_id),
        coalesce(excluded.description, t.description), t.extra || excluded.extra)
     returning t.id_space, t.external_id`;
  await tx.raw(updateKeeping('catalogues', statement), {
    shop: scope.shopId,
    space: scope.idSpace,
    exchange: scope.exchangeId,
    id: record.id,
    name: record.name ?? null,
    classifier: record.classifierId ?? null,
    description: record.description ?? null,
    extra: JSON.stringify(record.extra),
  });
}

/** A root child that this version does not interpret. */
export interface OtherRow {
  readonly name: string;
  /** Its 1C id, or what stands for one. */
  readonly externalId: string;
  readonly content: string;
}

/**
 * Keeps what no other table has, whole, under its name and id: root children that this version does not interpret, heads of
 * classifiers and offer packages.
 * @param rows of several with one name and id the last stays
 */
export async function writeOthers(tx: Tx, scope: WriteScope, rows: readonly OtherRow[]): Promise<void> {
  if (rows.length === 0) return;
  const unique = [...new Map(rows.map((row) => [`${row.name}\0${row.externalId}`, row])).values()];
  const statement = `insert into other_records as t (shop_id, id_space, name, external_id, content, exchange_id, made_by)
     select :shop, :space, name, external_id, content::jsonb, cast(:exchange as uuid), cast(:exchange as uuid)
     from unnest(cast(:names as text[]), cast(:ids as text[]), cast(:contents as text[])) as n(name, external_id, content)
     on conflict (shop_id, id_space, name, external_id) do update set
       content = excluded.content, exchange_id = excluded.exchange_id, updated_at = clock_timestamp()
     where t.content is distinct from excluded.content returning t.id_space, t.name, t.external_id`;
  await tx.raw(updateKeeping('other_records', statement), {
    shop: scope.shopId,
    space: scope.idSpace,
    exchange: scope.exchangeId,
    names: unique.map((row) => row.name),
    ids: unique.map((row) => row.externalId),
    contents: unique.map((row) => row.content),
  });
}
