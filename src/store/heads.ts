import type { Tx } from '../db/open.js';
import type { CatalogueRecord, OtherRecord } from '../records.js';
import type { WriteScope } from './write-scope.js';

/** Remembers a catalogue by its 1C id; says nothing new = writes nothing. */
export async function writeCatalogue(tx: Tx, scope: WriteScope, record: CatalogueRecord): Promise<void> {
  await tx.raw(
    `insert into catalogues as t (shop_id, id_space, external_id, name, classifier_id, description, extra, exchange_id)
     values (?, ?, ?, ?, ?, ?, ?::jsonb, ?::uuid)
     on conflict (shop_id, id_space, external_id) do update set
       name = coalesce(excluded.name, t.name), classifier_id = coalesce(excluded.classifier_id, t.classifier_id),
       description = coalesce(excluded.description, t.description), extra = t.extra || excluded.extra,
       exchange_id = excluded.exchange_id, updated_at = clock_timestamp()
     where (t.name, t.classifier_id, t.description, t.extra) is distinct from
       (coalesce(excluded.name, t.name), coalesce(excluded.classifier_id, t.classifier_id),
        coalesce(excluded.description, t.description), t.extra || excluded.extra)`,
    [
      scope.shopId,
      scope.idSpace,
      record.id,
      record.name ?? null,
      record.classifierId ?? null,
      record.description ?? null,
      JSON.stringify(record.extra),
      scope.exchangeId,
    ],
  );
}

/**
 * Keeps a root child that this version does not interpret, whole, under its name and its 1C id.
 * @param externalId the record's 1C id, or '' when it has none
 */
export async function writeOther(tx: Tx, scope: WriteScope, record: OtherRecord, externalId: string): Promise<void> {
  await tx.raw(
    `insert into other_records as t (shop_id, id_space, name, external_id, content, exchange_id)
     values (?, ?, ?, ?, ?::jsonb, ?::uuid)
     on conflict (shop_id, id_space, name, external_id) do update set
       content = excluded.content, exchange_id = excluded.exchange_id, updated_at = clock_timestamp()
     where t.content is distinct from excluded.content`,
    [scope.shopId, scope.idSpace, record.name, externalId, JSON.stringify(record.extra), scope.exchangeId],
  );
}
