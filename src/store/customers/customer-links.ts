import type { Sql, Tx } from '../../db/open.js';
import type { CustomerRule } from '../../nodes/exchange-node.js';

/** Two customers that a rule takes for one. */
export interface CustomerLink {
  readonly customerId: string;
  readonly otherId: string;
  readonly matchedBy: CustomerRule;
}

/**
 * Links customers, once for each pair.
 * @returns those that were not linked before
 */
export async function linkCustomers(
  tx: Tx,
  shopId: string,
  links: readonly CustomerLink[],
): Promise<readonly CustomerLink[]> {
  if (links.length === 0) return [];
  const written = await tx.raw<{ rows: { customer_id: string; other_id: string }[] }>(
    `insert into customer_links (shop_id, customer_id, other_id, matched_by)
     select ?, least(one, other), greatest(one, other), rule from unnest(?::uuid[], ?::uuid[], ?::text[]) as l(one, other, rule)
     order by 2, 3 on conflict do nothing returning customer_id, other_id`,
    [
      shopId,
      links.map((link) => link.customerId),
      links.map((link) => link.otherId),
      links.map((link) => link.matchedBy),
    ],
  );
  const isNew = new Set(
    written.rows.flatMap((row) => [`${row.customer_id} ${row.other_id}`, `${row.other_id} ${row.customer_id}`]),
  );
  return links.filter((link) => isNew.has(`${link.customerId} ${link.otherId}`));
}

/** Which of these pairs are linked already. */
export async function unlinkedOf(
  sql: Sql,
  shopId: string,
  links: readonly CustomerLink[],
): Promise<readonly CustomerLink[]> {
  if (links.length === 0) return [];
  const found = await sql.raw<{ rows: { n: number }[] }>(
    `select n::int from unnest(?::uuid[], ?::uuid[]) with ordinality as l(one, other, n)
     where not exists (select from customer_links c where c.shop_id = ? and c.customer_id = least(one, other) and c.other_id = greatest(one, other))`,
    [links.map((link) => link.customerId), links.map((link) => link.otherId), shopId],
  );
  return found.rows.flatMap(({ n }) => links[n - 1] ?? []);
}
