import { isDeepStrictEqual } from 'node:util';
import { v7 as uuid } from 'uuid';
import type { Sql, Tx } from '../../db/open.js';

/** A rule of a channel. What it is for and what it does is read by src/pricing; here it is JSON. */
export interface RuleRow {
  readonly ruleId: string;
  readonly name: string | null;
  readonly scope: object;
  readonly action: object;
  readonly active: boolean;
  /** The first and the last moment of it; null = no bound. */
  readonly validFrom: Date | null;
  readonly validTo: Date | null;
}

/** A rule as the shop gives it: without an id it is a new one, or the one that says the same. */
export type RuleInput = Omit<RuleRow, 'ruleId'> & { readonly ruleId?: string | undefined };

/** The rules of a channel in their order. */
export async function readRules(sql: Sql, shopId: string, channelId: string): Promise<readonly RuleRow[]> {
  const rows = await sql('price_rules')
    .where({ shop_id: shopId, channel_id: channelId })
    .orderBy('place')
    .select(
      { ruleId: 'rule_id', validFrom: 'valid_from', validTo: 'valid_to' },
      ...['name', 'scope', 'action', 'active'],
    );
  return rows;
}

/** The rules that a list is to be, each with its id. */
export function identified(list: readonly RuleInput[], former: readonly RuleRow[]): RuleRow[] {
  const given = new Set(list.flatMap(({ ruleId }) => ruleId?.toLowerCase() ?? []));
  const free = former.filter(({ ruleId }) => !given.has(ruleId));
  return list.map(({ ruleId, ...rule }) => {
    if (ruleId !== undefined) return { ...rule, ruleId: ruleId.toLowerCase() };
    const place = free.findIndex(({ ruleId: _, ...each }) => isDeepStrictEqual(each, rule));
    const [same] = place < 0 ? [] : free.splice(place, 1);
    return { ...rule, ruleId: same?.ruleId ?? uuid() };
  });
}

/** Replaces the rules of a locked channel by these, in their order. @returns whether they differ from what was there */
export async function replaceRules(
  tx: Tx,
  shopId: string,
  channelId: string,
  rules: readonly RuleRow[],
): Promise<boolean> {
  if (isDeepStrictEqual(await readRules(tx, shopId, channelId), rules)) return false;
  const key = { shop_id: shopId, channel_id: channelId };
  await tx('price_rules').where(key).delete();
  if (rules.length > 0) {
    await tx('price_rules').insert(
      rules.map((rule, place) => ({
        ...{ ...key, rule_id: rule.ruleId, place, name: rule.name, active: rule.active },
        scope: JSON.stringify(rule.scope),
        action: JSON.stringify(rule.action),
        valid_from: rule.validFrom,
        valid_to: rule.validTo,
      })),
    );
  }
  return true;
}
