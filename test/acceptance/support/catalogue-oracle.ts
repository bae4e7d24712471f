import { readFileSync } from 'node:fs';
import { XMLParser } from 'fast-xml-parser';

/**
 * An independent reading of CommerceML files with fast-xml-parser, written from the reference and not from our reader:
 * what the catalogue must hold after the files were exchanged.
 */
export interface ExpectedCatalogue {
  readonly products: ReadonlyMap<string, ExpectedProduct>;
  readonly offers: ReadonlyMap<string, ExpectedOffer>;
  readonly groups: ReadonlySet<string>;
  readonly priceTypes: ReadonlySet<string>;
  readonly warehouses: ReadonlySet<string>;
}

export interface ExpectedProduct {
  readonly names: ReadonlySet<string>;
  readonly sku: string | undefined;
  readonly groups: readonly string[];
  readonly deleted: boolean;
}

export interface ExpectedOffer {
  /** Price type → amounts as written, trimmed. */
  readonly prices: ReadonlyMap<string, readonly string[]>;
  /** `Количество`, or `Остаток/Количество`, when it is there. */
  readonly total: string | undefined;
  /** Warehouse → quantity. */
  readonly warehouses: ReadonlyMap<string, string>;
  readonly deleted: boolean;
}

type Node = Record<string, unknown>;
const LISTS = new Set([
  'Группа',
  'Товар',
  'Предложение',
  'Цена',
  'ТипЦены',
  'Склад',
  'Каталог',
  'ПакетПредложений',
  'ИзмененияПакетаПредложений',
  'Классификатор',
  'Остаток',
  'Ид_',
]);

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  removeNSPrefix: true,
  trimValues: true,
  isArray: (name) => LISTS.has(name),
  processEntities: true,
});

const list = (value: unknown): Node[] =>
  value === undefined || value === '' ? [] : ((Array.isArray(value) ? value : [value]) as Node[]);
const text = (value: unknown): string | undefined => {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'object') return text((value as Node)['#text']);
  return String(value).trim();
};
const child = (node: unknown, name: string): unknown =>
  typeof node === 'object' && node !== null ? (node as Node)[name] : undefined;

const isDeleted = (node: Node): boolean =>
  text(node['@Статус']) === 'Удален' ||
  text(node.Статус) === 'Удален' ||
  text(node.ПометкаУдаления) === 'true' ||
  text(node['@ПометкаУдаления']) === 'true';

/** Reads the files in the order given; a later mention of the same thing wins. */
export function readExpected(files: readonly string[]): ExpectedCatalogue {
  const products = new Map<string, ExpectedProduct>();
  const offers = new Map<string, ExpectedOffer>();
  const groups = new Set<string>();
  const priceTypes = new Set<string>();
  const warehouses = new Set<string>();
  const addGroups = (node: unknown): void => {
    for (const group of list(child(child(node, 'Группы'), 'Группа'))) {
      const id = text(group.Ид);
      if (id) groups.add(id);
      addGroups(group);
    }
  };
  const addReferences = (node: Node): void => {
    for (const type of list(child(node.ТипыЦен, 'ТипЦены'))) priceTypes.add(text(type.Ид) ?? '');
    for (const place of list(child(node.Склады, 'Склад'))) {
      const id = text(place.Ид);
      if (id) warehouses.add(id);
    }
  };
  for (const file of files) {
    const root = child(parser.parse(readFileSync(file)), 'КоммерческаяИнформация') as Node;
    for (const classifier of list(root.Классификатор)) {
      addGroups(classifier);
      addReferences(classifier);
    }
    for (const catalogue of list(root.Каталог)) {
      for (const item of list(child(catalogue.Товары, 'Товар'))) {
        const id = (text(item.Ид) ?? '').split('#')[0] ?? '';
        const earlier = products.get(id);
        const groupIds = child(item.Группы, 'Ид');
        products.set(id, {
          names: new Set([...(earlier?.names ?? []), text(item.Наименование) ?? '']),
          sku: text(item.Артикул) || undefined,
          groups: (Array.isArray(groupIds) ? groupIds : groupIds === undefined ? [] : [groupIds])
            .map((g) => text(g) ?? '')
            .filter(Boolean),
          deleted: isDeleted(item),
        });
      }
    }
    for (const pack of [...list(root.ПакетПредложений), ...list(root.ИзмененияПакетаПредложений)]) {
      addReferences(pack);
      for (const offer of list(child(pack.Предложения, 'Предложение'))) addOffer(offers, offer);
    }
  }
  return { products, offers, groups, priceTypes, warehouses };
}

function addOffer(offers: Map<string, ExpectedOffer>, offer: Node): void {
  const whole = text(offer.Ид) ?? '';
  const characteristic =
    text(offer.ИдХарактеристики) || (whole.includes('#') ? whole.slice(whole.indexOf('#') + 1) : '');
  const id = `${whole.split('#')[0]}${characteristic ? `#${characteristic}` : ''}`;
  const earlier = offers.get(id);
  const prices = new Map(earlier?.prices ?? []);
  const fresh = new Map<string, string[]>();
  for (const price of list(child(offer.Цены, 'Цена'))) {
    const type = text(price.ИдТипаЦены) ?? '';
    const amount = text(price.ЦенаЗаЕдиницу) ?? '';
    if (amount) fresh.set(type, [...(fresh.get(type) ?? []), amount]);
  }
  for (const [type, amounts] of fresh) prices.set(type, amounts);
  const warehouses = new Map(earlier?.warehouses ?? []);
  // `Склады` of ИзмененияПакетаПредложений says in attributes of its own what a `Склад` says elsewhere.
  for (const place of [...list(offer.Склад), ...list(offer.Склады), ...list(child(offer.Склады, 'Склад'))]) {
    const key = text(place['@ИдСклада']);
    const quantity = text(place['@КоличествоНаСкладе']);
    if (key && quantity) warehouses.set(key, quantity);
  }
  let total = text(offer.Количество);
  for (const rest of list(child(offer.Остатки, 'Остаток'))) {
    total ||= text(rest.Количество);
    for (const place of list(rest.Склад)) {
      const key = text(place.Ид);
      const quantity = text(place.Количество);
      if (key && quantity) warehouses.set(key, quantity);
    }
  }
  offers.set(id, { prices, total: total || earlier?.total, warehouses, deleted: isDeleted(offer) });
}
