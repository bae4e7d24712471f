import { setImmediate } from 'node:timers/promises';
import {
  type ExportColumns,
  type ExportNumbers,
  type ExportOffer,
  type ExportPlaces,
  KEYS,
  type NumberColumn,
  type OfferColumn,
  type ProductColumn,
  placesOf,
  readExportOffers,
  readExportProducts,
} from '../../store/catalogue/export-rows.js';
import type { ExportSnapshot } from '../../store/catalogue/export-snapshot.js';
import type { ExportNames, LotNames, NamingRow } from './export-names.js';
import type { ExportParts, ExportTask } from './export-task.js';
import { EXPORTED_PARTS } from './exported-product.js';
import { type InChannel, openChannelPrices } from './in-channel.js';
import { inChannelJson, OFFER_MEMBERS, type OfferRow, type Scene } from './offer-json.js';
import { openPricesJson } from './prices-json.js';
import { PRODUCT_MEMBERS, type ProductRow } from './product-json.js';

/** Products read at once: as many as make about so much of JSON. */
const LOT_CHARACTERS = 1024 * 1024;
const FIRST_LOT = 100;
const LARGEST_LOT = 400;
/** Products written before the connection is looked after: the database works on the next lot meanwhile. */
const AT_ONCE = 20;

/** What is read of the database at once. */
interface Lot {
  readonly rows: readonly ProductRow[];
  readonly names: LotNames;
  readonly inChannel: InChannel;
  /** Our id of the last product; null = there are no more. */
  readonly last: string | null;
}

/**
 * The products of a snapshot as JSON, each as `GET /v1/products` shows it, by our ids: byte texts. While one lot is written the next is
 * read.What none of the members that are wanted needs is not read.
 */
export async function* walkSnapshot(
  { tx, at }: ExportSnapshot,
  task: ExportTask,
  names: ExportNames,
): AsyncGenerator<readonly string[]> {
  const { shopId, active, channel } = task;
  const members = membersOf(task.form.format === 'ndjson' ? task.form.parts : EXPORTED_PARTS);
  const wanted = columnsOf(members, channel !== null);
  const places = placesOf(wanted);
  const toJson = productWriter(members, places);
  const needsOffers = members.offer !== null || members.product.some(({ name }) => name === 'updatedAt');
  const price = await openChannelPrices(tx, shopId, channel, at, places);

  const read = async (after: string | null, limit: number): Promise<Lot> => {
    const products = await readExportProducts(tx, shopId, wanted, { active, after, limit });
    const { offers, numbers } = needsOffers
      ? await readExportOffers(tx, shopId, wanted, products)
      : { offers: [], numbers: new Map() };
    const rows = rowsOf(products, offers, numbers);
    return {
      rows,
      names: await names.prepare(namingRows(rows, places)),
      inChannel: await price(rows),
      last: products.length < limit ? null : (products.at(-1)?.[KEYS.product.id] ?? null),
    };
  };

  const pricesJson = openPricesJson(names.priceTypes, task.priceType);
  let limit = FIRST_LOT;
  let next: Promise<Lot> | undefined = read(null, limit);
  while (next !== undefined) {
    const lot: Lot = await next;
    next = lot.last === null ? undefined : read(lot.last, limit);
    next?.catch(() => undefined); // who has left does not wait for it
    const scene: Scene = { names, lot: lot.names, pricesJson };
    let written = 0;
    for (let from = 0; from < lot.rows.length; from += AT_ONCE) {
      const lines = lot.rows.slice(from, from + AT_ONCE).map((row) => toJson(row, scene, lot.inChannel));
      for (const line of lines) written += line.length;
      yield lines;
      await setImmediate();
    }
    const perProduct = Math.max(1, written / lot.rows.length);
    limit = Math.max(1, Math.min(LARGEST_LOT, limit * 2, Math.floor(LOT_CHARACTERS / perProduct)));
  }
}

const isOnSale = ({ offer }: OfferRow): boolean => offer[KEYS.offer.active] === 't';

/** The rows that are shown. */
function namingRows(rows: readonly ProductRow[], { product: of, offer: ofOffer }: ExportPlaces): NamingRow[] {
  const naming: NamingRow[] = [];
  if (of.properties === undefined && of.pictures === undefined && !ofOffer.properties && !ofOffer.pictures) return [];
  for (const { product, offers } of rows) {
    const [properties, pictures] = [product[of.properties ?? -1], product[of.pictures ?? -1]];
    naming.push({ row: product, idSpace: product[KEYS.product.idSpace] ?? '', properties, pictures });
    for (const row of offers) {
      if (!isOnSale(row)) continue;
      const { offer } = row;
      const [said, files] = [offer[ofOffer.properties ?? -1], offer[ofOffer.pictures ?? -1]];
      naming.push({ row: offer, idSpace: offer[KEYS.offer.idSpace] ?? '', properties: said, pictures: files });
    }
  }
  return naming;
}

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

function rowsOf(
  products: readonly ProductRow['product'][],
  offers: readonly ExportOffer[],
  numbers: ReadonlyMap<string, ExportNumbers>,
): ProductRow[] {
  const { id, idSpace, productExternalId } = KEYS.offer;
  const spaces = new Map<string, Map<string, OfferRow[]>>();
  for (const offer of offers) {
    const own = numbers.get(offer[id] ?? '');
    if (!own) continue;
    const [space = '', product = ''] = [offer[idSpace], offer[productExternalId]];
    let byProduct = spaces.get(space);
    if (!byProduct) {
      byProduct = new Map();
      spaces.set(space, byProduct);
    }
    const others = byProduct.get(product);
    if (others) others.push({ offer, numbers: own });
    else byProduct.set(product, [{ offer, numbers: own }]);
  }
  return products.map((product) => {
    const { idSpace: space, externalId } = KEYS.product;
    const own = spaces.get(product[space] ?? '')?.get(product[externalId] ?? '') ?? [];
    if (own.length > 1) own.sort((one, other) => ((one.offer[id] ?? '') < (other.offer[id] ?? '') ? -1 : 1));
    return { product, offers: own };
  });
}

/** Writes products; both they and offers have an id at least, so neither list of members is empty. */
function productWriter({ product, offer }: Members, places: ExportPlaces) {
  const ofProduct = product.map(({ before, member }) => ({ before, show: member.at(places.product) }));
  const ofOffer = (offer ?? []).map(({ before, member }) => ({ before, show: member.at(places) }));
  return (row: ProductRow, scene: Scene, inChannel: InChannel): string => {
    let json = '';
    for (const { before, show } of ofProduct) json += before + show(row, scene);
    if (offer === null) return `${json}}`;
    let list = '';
    for (const one of row.offers) {
      if (!isOnSale(one)) continue;
      if (list !== '') list += ',';
      for (const { before, show } of ofOffer) list += before + show(one, scene);
      list += inChannel === null ? '}' : `,${inChannelJson(inChannel.get(one.offer[KEYS.offer.id] ?? ''))}}`;
    }
    return `${json},"offers":[${list}]}`;
  };
}
