/**
 * Which catalogues have an item stands in its row: `present_in`, the numbers of `node_catalogues`, ascending and each once. These are
 * the expressions that all statements make and ask it with.
 */

/**
 * SQL that tells whether a catalogue of any node has an item; what a removed node brought does not count. Binding: `:shop`.
 * @param presentIn an SQL expression
 */
export const isOnSale = (presentIn: string): string =>
  `(${presentIn} && (select coalesce(array_agg(living.catalogue_no), cast('{}' as int[])) from node_catalogues living
     join nodes on nodes.shop_id = living.shop_id and nodes.node_id = living.node_id
     where living.shop_id = :shop and nodes.removed_at is null))`;

/**
 * SQL of `present_in` after a record has shown its item.
 * @param presentIn before; @param catalogueNo the record's catalogue
 * @param present true: the catalogue has it; false: the record says that it is deleted; null: it shows nothing
 */
export const afterShown = (presentIn: string, catalogueNo: string, present: string): string =>
  `case when ${present} and not ${catalogueNo} = any(${presentIn})
     then array(select unnest(array_append(${presentIn}, ${catalogueNo})) order by 1)
   when not ${present} then array_remove(${presentIn}, ${catalogueNo}) else ${presentIn} end`;

/** SQL of `present_in` of a new row. */
export const firstShown = (catalogueNo: string, present: string): string =>
  `case when ${present} then array[${catalogueNo}] else cast('{}' as int[]) end`;
