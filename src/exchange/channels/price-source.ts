import { validate } from 'uuid';
import type { Sql } from '../../db/open.js';
import { choosePrice } from '../../pricing/choose-price.js';
import type { Price, PricedThing, PriceRule } from '../../pricing/rule.js';
import type { Channel } from '../../store/channels/channels.js';
import { readNamedGroups, readPriceTypeKeys } from '../../store/channels/named-things.js';
import type { OfferFacts } from '../../store/channels/offer-facts.js';

/** Where a channel's price of an offer begins, and by what names its rules may call the offer. */
export interface PriceSource {
  /** @param quantity for prices that hold from a quantity on; decimal text */
  startOf(offer: OfferFacts, quantity?: string): { readonly price: Price; readonly thing: PricedThing } | null;
}

type Key = Pick<OfferFacts, 'idSpace'> & { readonly externalId: string };
const keyOf = ({ idSpace, externalId }: Key): string => `${idSpace}\u0000${externalId}`;

/** A name may be anything: `constructor` is no price type. */
const pricesIn = ({ prices }: OfferFacts, type: string) => (Object.hasOwn(prices, type) ? (prices[type] ?? []) : []);

/** Our ids among names that rules say → those names, as they are written: a UUID is one in any case, an id of 1C only as it is. */
function writtenIds(names: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const written = new Map<string, string[]>();
  for (const name of new Set(names.filter(validate))) {
    written.set(name.toLowerCase(), [...(written.get(name.toLowerCase()) ?? []), name]);
  }
  return written;
}

/** Reads once what the names in a channel and its rules mean: two statements, or one when no rule names a group. */
export async function openPriceSource(
  sql: Sql,
  shopId: string,
  channel: Pick<Channel, 'currency' | 'priceTypes'>,
  rules: readonly PriceRule[],
): Promise<PriceSource> {
  const groupNames = [...new Set(rules.flatMap((rule) => rule.scope.groups ?? []))];
  const [types, groups] = await Promise.all([readPriceTypeKeys(sql, shopId), readNamedGroups(sql, shopId, groupNames)]);
  const typeByKey = new Map(types.map((type) => [keyOf(type), type]));
  const typeById = new Map(types.map((type) => [type.priceTypeId, type]));
  const namesOfGroup = new Map<string, string[]>();
  for (const { name, ...group } of groups) {
    namesOfGroup.set(keyOf(group), [...(namesOfGroup.get(keyOf(group)) ?? []), name]);
  }

  const typeIds = writtenIds(rules.flatMap((rule) => rule.scope.priceTypes ?? []));
  const productIds = writtenIds(rules.flatMap((rule) => rule.scope.products ?? []));

  const start = (offer: OfferFacts, quantity?: string) => {
    for (const name of channel.priceTypes) {
      const type = typeById.get(name.toLowerCase());
      const externalId = type?.idSpace === offer.idSpace ? type.externalId : name;
      const price = choosePrice(pricesIn(offer, externalId), quantity);
      if (!price) continue;
      const known = typeByKey.get(keyOf({ idSpace: offer.idSpace, externalId }));
      const currency = price.currency ?? known?.currency ?? channel.currency;
      const priceTypes = new Set([externalId, ...(typeIds.get(known?.priceTypeId ?? '') ?? [])]);
      return { price: { amount: price.amount, currency }, priceTypes };
    }
    return null;
  };
  // A product may name a group that has not come yet, so the id that a rule says counts by itself too.
  const groupsOf = ({ idSpace, groupIds }: OfferFacts) =>
    new Set((groupIds ?? []).flatMap((id) => [id, ...(namesOfGroup.get(keyOf({ idSpace, externalId: id })) ?? [])]));

  return {
    startOf: (offer, quantity) => {
      const found = start(offer, quantity);
      if (!found) return null;
      const products = new Set([offer.productExternalId, ...(productIds.get(offer.productId ?? '') ?? [])]);
      const thing = { ...found, groups: groupsOf(offer), products, manufacturer: offer.manufacturer };
      return { price: found.price, thing };
    },
  };
}
