import Big from 'big.js';

/** What GET /v1/products shows of a product, as far as filters go. */
export interface Shown {
  readonly id: string;
  readonly externalId: string;
  readonly idSpace: string;
  readonly name: string | null;
  readonly sku: string | null;
  readonly barcode: string | null;
  readonly code: string | null;
  readonly manufacturer: string | null;
  readonly active: boolean;
  readonly updatedAt: string;
  readonly groups: readonly { readonly id: string | null; readonly externalId: string }[];
  readonly properties: readonly { readonly id: string; readonly values: readonly string[] }[];
  readonly offers: readonly {
    readonly name: string | null;
    readonly sku: string | null;
    readonly barcode: string | null;
    readonly code: string | null;
    readonly characteristicValues: readonly { readonly name: string; readonly value: string }[];
    readonly properties: readonly { readonly id: string; readonly values: readonly string[] }[];
    readonly prices: readonly {
      readonly priceType: string;
      readonly amount: string;
      readonly minQuantity: string | null;
    }[];
    readonly stock: { readonly total: string | null; readonly warehouses: Readonly<Record<string, string>> };
  }[];
}

export interface ShownGroup {
  readonly id: string;
  readonly idSpace: string;
  readonly externalId: string;
  readonly parent: { readonly externalId: string } | null;
}

/** A thing of the shop by our id, as lists of price types, warehouses and properties show it. */
export interface ShownThing {
  readonly id: string;
  readonly idSpace: string;
  readonly externalId: string;
}

/** Everything that the API shows: what the oracle judges by. */
export interface World {
  readonly products: readonly Shown[];
  readonly groups: readonly ShownGroup[];
  readonly things: readonly ShownThing[];
}

/** A query as a test asks it. */
export interface Asked {
  readonly active?: 'true' | 'false' | 'all';
  readonly group?: string;
  readonly manufacturer?: readonly string[];
  readonly warehouse?: readonly string[];
  readonly inStock?: 'true' | 'false';
  readonly prop?: readonly (readonly [name: string, values: readonly string[]])[];
  readonly priceType?: string;
  readonly priceFrom?: string;
  readonly priceTo?: string;
  readonly sku?: string;
  readonly barcode?: string;
  readonly externalId?: string;
  readonly q?: string;
  readonly updatedAfter?: string;
  readonly sort?: 'id' | 'name' | '-name' | 'price' | '-price' | 'updatedAt';
}

/** The products that a query means, in their order. */
export function judge(world: World, asked: Asked): Shown[] {
  const fitting = world.products.filter((product) => fits(world, product, asked));
  const sort = asked.sort ?? (asked.updatedAfter === undefined ? 'id' : 'updatedAt');
  const byId = (a: Shown, b: Shown) => (a.id < b.id ? -1 : 1);
  const price = (product: Shown) => lowest(world, product, asked.priceType ?? '') as Big;
  const orders: Record<NonNullable<Asked['sort']>, (a: Shown, b: Shown) => number> = {
    id: byId,
    updatedAt: (a, b) => compare(a.updatedAt, b.updatedAt) || byId(a, b),
    name: (a, b) => names(a, b) || byId(a, b),
    '-name': (a, b) => names(b, a) || byId(b, a),
    price: (a, b) => price(a).cmp(price(b)) || byId(a, b),
    '-price': (a, b) => price(b).cmp(price(a)) || byId(b, a),
  };
  return fitting.sort(orders[sort]);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
// The test's names are few: their order is said by hand.
const NAMES = [null, 'Chair', 'Ёлка', 'Стол', 'Стул 9', 'стул 10'];
const names = (a: Shown, b: Shown): number => NAMES.indexOf(a.name) - NAMES.indexOf(b.name);

function fits(world: World, product: Shown, asked: Asked): boolean {
  const { active = 'true', offers } = { ...asked, offers: product.offers };
  const items = [product, ...offers];
  const is = (thing: string) => (id: string) => id === thing || ours(world, thing, product.idSpace, id);
  const low = asked.priceType === undefined ? null : lowest(world, product, asked.priceType);
  const needsPrice = asked.priceFrom !== undefined || asked.priceTo !== undefined || asked.sort?.endsWith('price');
  const has = (part: string) => (text: string | null) =>
    text?.toLowerCase().includes(part.trim().toLowerCase()) ?? false;
  const same = (code: string) => (one: string | null) => one?.trim().toLowerCase() === code.trim().toLowerCase();
  return (
    (active === 'all' || product.active === (active === 'true')) &&
    (asked.group === undefined ||
      product.groups.some((g) => isUnder(world, product.idSpace, g.externalId, asked.group ?? ''))) &&
    (asked.manufacturer === undefined || asked.manufacturer.includes(product.manufacturer ?? '\u0000')) &&
    (asked.warehouse === undefined ||
      asked.warehouse.some((name) =>
        offers.some(({ stock }) =>
          Object.entries(stock.warehouses).some(([id, n]) => is(name)(id) && new Big(n).gt(0)),
        ),
      )) &&
    (asked.inStock === undefined ||
      offers.some(({ stock }) => new Big(stock.total ?? 0).gt(0)) === (asked.inStock === 'true')) &&
    (asked.prop ?? []).every(([name, values]) =>
      items.some(
        (item) =>
          item.properties.some((one) => is(name)(one.id) && one.values.some((value) => values.includes(value))) ||
          ('characteristicValues' in item &&
            (item as Shown['offers'][number]).characteristicValues.some(
              (one) => one.name === name && values.includes(one.value),
            )),
      ),
    ) &&
    (!needsPrice || low !== null) &&
    (asked.priceFrom === undefined || (low?.gte(asked.priceFrom) ?? false)) &&
    (asked.priceTo === undefined || (low?.lte(asked.priceTo) ?? false)) &&
    (asked.sku === undefined || items.some(({ sku }) => same(asked.sku ?? '')(sku))) &&
    (asked.barcode === undefined || items.some(({ barcode }) => same(asked.barcode ?? '')(barcode))) &&
    (asked.externalId === undefined || product.externalId === asked.externalId) &&
    (asked.q === undefined ||
      [product.name, product.sku, product.barcode, ...offers.flatMap(({ sku, barcode }) => [sku, barcode])].some(
        has(asked.q),
      )) &&
    (asked.updatedAfter === undefined || product.updatedAt > asked.updatedAfter)
  );
}

/** Whether our id means the thing that has this 1C id in the space. */
function ours(world: World, id: string, idSpace: string, externalId: string): boolean {
  return world.things.some((one) => one.id === id && one.idSpace === idSpace && one.externalId === externalId);
}

function isUnder({ groups }: World, idSpace: string, groupId: string, asked: string): boolean {
  const met = new Set<string>();
  for (let at: string | null = groupId; at !== null && !met.has(at); ) {
    met.add(at);
    const group: ShownGroup | undefined = groups.find((one) => one.idSpace === idSpace && one.externalId === at);
    if (at === asked || group?.id === asked) return true;
    at = group?.parent?.externalId ?? null;
  }
  return false;
}

/** The smallest price of the offers: of each the one for the least quantity. */
function lowest(world: World, product: Shown, priceType: string): Big | null {
  const prices = product.offers.flatMap((offer) => {
    const own = offer.prices.filter(
      (one) => one.priceType === priceType || ours(world, priceType, product.idSpace, one.priceType),
    );
    const [least] = own.sort((a, b) => new Big(a.minQuantity ?? 0).cmp(b.minQuantity ?? 0));
    return least ? [new Big(least.amount)] : [];
  });
  return prices.reduce<Big | null>((low, one) => (low === null || one.lt(low) ? one : low), null);
}
