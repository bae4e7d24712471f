import { setImmediate } from 'node:timers/promises';
import {
  type ExportColumns,
  type ExportNumbers,
  type NumberColumn,
  type OfferColumn,
  type ProductColumn,
  readExportOffers,
  readExportProducts,
} from '../../store/catalogue/export-rows.js';
import type { ExportSnapshot } from '../../store/catalogue/export-snapshot.js';
import type { ExportNames, LotNames } from './export-names.js';
import type { ExportParts, ExportTask } from './export-task.js';
import { type InChannel, openChannelPrices } from './in-channel.js';
import { inChannelJson, OFFER_MEMBERS, type OfferRow, type Scene } from './offer-json.js';
import { openPricesJson } from './prices-json.js';
import { PRODUCT_MEMBERS, type ProductRow } from './product-json.js';

/** Products read at once: as many as make about so much of JSON. */
const LOT_CHARACTERS = 1024 * 1024;
const FIRST_LOT = 100;
const LARGEST_LOT = 400;
/** Products written before the connection is looked after: the database works on the next lot meanwhile. */
const AT_ONCE = 50;

/** What is read of the database at once. */
interface Lot {
  readonly rows: readonly ProductRow[];
  readonly names: LotNames;
  readonly inChannel: InChannel;
  /** Our id of the last product; null = there are no more. */
  readonly last: string | null;
}

/**
 * The products of a snapshot as JSON, each as `GET /v1/products` shows it, by our ids. While one lot is written the next is read.
 * @param parts which members; what none of them needs is not read
 */
export async function* walkSnapshot(
  { tx, at }: ExportSnapshot,
  task: ExportTask,
  parts: ExportParts,
  names: ExportNames,
): AsyncGenerator<readonly string[]> {
  const { shopId, active, channel, publicUrl } = task;
  const members = membersOf(parts);
  const wanted = columnsOf(members, channel !== null);
  const needsOffers = members.offer !== null || members.product.some(({ name }) => name === 'updatedAt');
  const price = await openChannelPrices(tx, shopId, channel, at);

  const read = async (after: string | null, limit: number): Promise<Lot> => {
    const products = await readExportProducts(tx, shopId, wanted, { active, after, limit });
    const { offers, numbers } = needsOffers
      ? await readExportOffers(tx, shopId, wanted, products)
      : { offers: [], numbers: new Map() };
    const rows = rowsOf(products, offers, numbers);
    const shown = rows.flatMap((row) => row.offers.filter(isOnSale));
    return {
      rows,
      names: await names.prepare([...products, ...shown.map(({ offer }) => offer)]),
      inChannel: await price(rows),
      last: products.length < limit ? null : (products.at(-1)?.id ?? null),
    };
  };

  const pricesJson = openPricesJson(names, task.priceType);
  let limit = FIRST_LOT;
  let next: Promise<Lot> | undefined = read(null, limit);
  while (next !== undefined) {
    const lot: Lot = await next;
    next = lot.last === null ? undefined : read(lot.last, limit);
    next?.catch(() => undefined); // who has left does not wait for it
    const scene: Scene = { names, lot: lot.names, publicUrl, pricesJson };
    let written = 0;
    for (let from = 0; from < lot.rows.length; from += AT_ONCE) {
      const lines = lot.rows.slice(from, from + AT_ONCE).map((row) => productJson(row, members, scene, lot.inChannel));
      for (const line of lines) written += line.length;
      yield lines;
      await setImmediate();
    }
    const perProduct = Math.max(1, written / lot.rows.length);
    limit = Math.max(1, Math.min(LARGEST_LOT, limit * 2, Math.floor(LOT_CHARACTERS / perProduct)));
  }
}

const isOnSale = ({ offer }: OfferRow): boolean => offer.active === 't';

/** The members that are written: each with what stands before its value, and with what makes it. */
function membersOf({ product, offer }: ExportParts) {
  const isWanted = (wanted: readonly string[] | null, name: string) => wanted === null || wanted.includes(name);
  const chosen = <Each>(all: Readonly<Record<string, Each>>, wanted: readonly string[] | null) =>
    Object.entries(all)
      .filter(([name]) => isWanted(wanted, name))
      .map(([name, member], at) => ({ name, member, before: `${at === 0 ? '{' : ','}"${name}":` }));
  return {
    product: chosen(PRODUCT_MEMBERS, product),
    offer: isWanted(product, 'offers') ? chosen(OFFER_MEMBERS, offer) : null,
  };
}

type Members = ReturnType<typeof membersOf>;

/** For a channel's prices: of the product the groups and the manufacturer that rules name, of the offer all prices. */
const FOR_CHANNEL: { product: ProductColumn[]; offer: OfferColumn[]; numbers: NumberColumn[] } = {
  product: ['groupIds', 'manufacturer', 'name'],
  offer: ['name'],
  numbers: ['prices', 'stockTotal'],
};

function columnsOf({ product, offer }: Members, isInChannel: boolean): ExportColumns {
  const also = isInChannel ? FOR_CHANNEL : { product: [], offer: [], numbers: [] };
  return {
    product: new Set([...product.flatMap(({ member }) => member.columns ?? []), ...also.product]),
    offer: new Set([...(offer ?? []).flatMap(({ member }) => member.columns ?? []), ...also.offer]),
    numbers: new Set([...(offer ?? []).flatMap(({ member }) => member.numbers ?? []), ...also.numbers]),
  };
}

type Products = ProductRow['product'][];

function rowsOf(
  products: Products,
  offers: readonly OfferRow['offer'][],
  numbers: ReadonlyMap<string, ExportNumbers>,
): ProductRow[] {
  const byProduct = new Map<string, OfferRow[]>();
  const keyOf = (space: string | null, id: string | null) => `${space}\u0000${id}`;
  for (const offer of offers) {
    const own = numbers.get(offer.id ?? '');
    if (!own) continue;
    const key = keyOf(offer.idSpace, offer.productExternalId);
    const others = byProduct.get(key);
    if (others) others.push({ offer, numbers: own });
    else byProduct.set(key, [{ offer, numbers: own }]);
  }
  for (const list of byProduct.values())
    list.sort((one, other) => ((one.offer.id ?? '') < (other.offer.id ?? '') ? -1 : 1));
  return products.map((product) => ({
    product,
    offers: byProduct.get(keyOf(product.idSpace, product.externalId)) ?? [],
  }));
}

/** Both have an id at least, so neither list of members is empty. */
function productJson(row: ProductRow, members: Members, scene: Scene, inChannel: InChannel): string {
  let json = '';
  for (const { before, member } of members.product) json += before + member.json(row, scene);
  if (members.offer === null) return `${json}}`;
  let offers = '';
  for (const offer of row.offers) {
    if (!isOnSale(offer)) continue;
    if (offers !== '') offers += ',';
    for (const { before, member } of members.offer) offers += before + member.json(offer, scene);
    offers += inChannel === null ? '}' : `,${inChannelJson(inChannel.get(offer.offer.id ?? ''))}}`;
  }
  return `${json},"offers":[${offers}]}`;
}
