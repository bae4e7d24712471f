import type { Sql } from '../../db/open.js';
import type { Extra } from '../../records.js';
import {
  type ActiveFilter,
  cutPage,
  exactTime,
  type Page,
  type PageRequest,
  takePage,
  whereActive,
} from '../list-page.js';
import { type ByExternalId, type ExternalKey, readByExternalIds } from './read-by-external-id.js';

export interface GroupRow extends ExternalKey {
  readonly groupId: string;
  /** Our id of the parent; null for a root, and while the parent that 1C names has not come. */
  readonly parentId: string | null;
  readonly parentExternalId: string | null;
  readonly name: string | null;
  readonly description: string | null;
  /** The path that 1C names the picture by. */
  readonly picture: string | null;
  readonly sort: number;
  readonly extra: Extra;
  readonly active: boolean;
  readonly updatedAt: string;
}

/** The groups of a shop, one page. */
export async function listGroups(
  sql: Sql,
  shopId: string,
  filter: { readonly active: ActiveFilter },
  page: PageRequest,
): Promise<Page<GroupRow>> {
  const query = sql('groups as g')
    .leftJoin('groups as up', (join) =>
      join.on('up.shop_id', 'g.shop_id').on('up.id_space', 'g.id_space').on('up.external_id', 'g.parent_external_id'),
    )
    .where('g.shop_id', shopId)
    .select(
      sql.raw(`g.group_id as "groupId", g.id_space as "idSpace", g.external_id as "externalId", up.group_id as "parentId",
        g.parent_external_id as "parentExternalId", g.name, g.description, g.picture, g.sort, g.extra, g.active,
        ${exactTime('g.updated_at')} as "updatedAt"`),
    );
  const rows: GroupRow[] = await takePage(
    whereActive(query, 'g.active', filter.active),
    'g.group_id',
    'g.updated_at',
    page,
  );
  return cutPage(rows, page.limit, (row) => ({ id: row.groupId, at: row.updatedAt }));
}

/** Names and our ids of the groups that products refer to, in one statement. */
export async function readGroupNames(
  sql: Sql,
  shopId: string,
  keys: Iterable<ExternalKey>,
): Promise<ByExternalId<ExternalKey & { readonly groupId: string; readonly name: string | null }>> {
  return await readByExternalIds(sql, shopId, keys, { table: 'groups', columns: 't.group_id as "groupId", t.name' });
}

/**
 * The group and all groups below it, whatever their depth; a tree that bites its own tail ends all the same.
 * @param group our id or an id of 1C, in whatever id space
 */
export async function readGroupTree(sql: Sql, shopId: string, group: string): Promise<readonly ExternalKey[]> {
  const answer = await sql.raw(
    `with recursive tree(id_space, external_id) as (
       select id_space, external_id from groups where shop_id = :shopId and (external_id = :group or cast(group_id as text) = lower(:group))
       union
       select g.id_space, g.external_id from tree join groups g
         on g.shop_id = :shopId and g.id_space = tree.id_space and g.parent_external_id = tree.external_id)
     select id_space as "idSpace", external_id as "externalId" from tree`,
    { shopId, group },
  );
  return answer.rows;
}
