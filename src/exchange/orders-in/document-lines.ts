import { createHash } from 'node:crypto';
import Big from 'big.js';
import { fold } from '../../commerceml/names-alike.js';
import { WORD } from '../../commerceml/order-names.js';
import { unitPrice } from '../../commerceml/order-price.js';
import type { OrderLine } from '../../orders.js';
import type { DocumentLine } from '../../records.js';
import type { CatalogueItem } from '../../store/catalogue/catalogue-items.js';
import { identityOf } from '../../store/orders/order-lines.js';
import { money, priceText, quantityText, sameNumber } from '../../store/orders/order-totals.js';

/**
 * The lines of an order as a document of 1C says them, amounts as it says them. A line that is the same but for its spelling stays
 * exactly as it was (our offer, the discount that 1C reckons into the price), so that the echo of what we sent changes nothing.
 * @param before the order's lines; the very same array comes back when nothing differs
 * @param items what the catalogue knows of ids that are new in the order
 * @param named the highest number that the shop's shipments and returns speak of: new lines stand above it
 */
export function linesOf(
  documentLines: readonly DocumentLine[],
  before: readonly OrderLine[],
  items: ReadonlyMap<string, CatalogueItem>,
  named = 0,
): readonly OrderLine[] {
  const pairs = pairUp(documentLines, before);
  const lines = pairs.map(({ said, former }) => lineOf(said, former, items.get(said.id)));
  const same =
    lines.length === before.length &&
    pairs.every(({ former }, index) => former !== undefined && lines[index] === former);
  if (same) return before;
  return numbered(
    pairs.map(({ former }, index) => ({ line: lines[index], former })),
    Math.max(named, ...before.flatMap(({ kind, lineNo }) => (kind === 'delivery' ? [] : lineNo))),
  );
}

interface Pair {
  readonly said: DocumentLine;
  readonly former: OrderLine | undefined;
}

/** Finds for each line of the document the line of the order that it speaks of: by id, then by name, then the delivery as a service. */
function pairUp(documentLines: readonly DocumentLine[], before: readonly OrderLine[]): Pair[] {
  const free = new Set(before);
  const former = new Map<DocumentLine, OrderLine>();
  const pair = (isMeant: (said: DocumentLine, line: OrderLine) => boolean) => {
    for (const said of documentLines) {
      if (former.has(said)) continue;
      const line = [...free].find((each) => isMeant(said, each));
      if (line === undefined) continue;
      former.set(said, line);
      free.delete(line);
    }
  };
  pair((said, line) => said.id !== '' && (said.id === WORD.deliveryId ? line.kind === 'delivery' : sameId(said, line)));
  pair((said, line) => line.externalId === undefined && sameName(said, line));
  pair((said, line) => line.kind === 'delivery' && isService(said));
  return documentLines.map((said) => ({ said, former: former.get(said) }));
}

const sameId = (said: DocumentLine, line: OrderLine): boolean =>
  line.externalId !== undefined && identityOf({ externalId: said.id, name: '' }) === identityOf(line);

const sameName = (said: DocumentLine, line: OrderLine): boolean =>
  said.name?.trim().toLowerCase() === line.name.trim().toLowerCase();

/** Folded: what the requisites ВидНоменклатуры and ТипНоменклатуры call a service, in Russian and Ukrainian. */
const SERVICE: ReadonlySet<string> = new Set([WORD.service, 'Послуга'].map(fold));
const ITEM_KIND = /^(вид|тип)номенклатур/;

/** 1C made a service of its own of our delivery, with another id. */
const isService = (said: DocumentLine): boolean =>
  said.requisites.some(({ name, values }) => ITEM_KIND.test(fold(name)) && SERVICE.has(fold(values[0] ?? '')));

function lineOf(said: DocumentLine, former: OrderLine | undefined, item: CatalogueItem | undefined): OrderLine {
  const quantity = said.quantity ?? former?.quantity ?? '1';
  const amount = money(new Big(said.amount ?? new Big(quantity).times(said.price ?? former?.price ?? '0')));
  const price = said.price ?? priceFrom(amount, quantity);
  const learnedId =
    former?.externalId === undefined && former?.kind !== 'delivery' && said.id !== '' ? said.id : undefined;
  if (former && learnedId === undefined && sameSums(former, { quantity, price, amount })) return former;
  const discount = new Big(money(new Big(quantity).times(price))).minus(amount);
  return {
    lineNo: former?.lineNo ?? 0,
    offerId: former?.offerId ?? item?.offerId,
    externalId:
      former?.externalId ??
      (former?.kind === 'delivery' || said.id === WORD.deliveryId ? undefined : said.id || undefined),
    name: former?.name ?? (said.name?.trim() || item?.name || said.sku || said.id || WORD.product),
    sku: former?.sku ?? said.sku ?? item?.sku ?? undefined,
    unit: former?.unit ?? unitOf(said, item),
    quantity: quantityText(quantity),
    price: priceText(price),
    discount: discount.gt(0) ? money(discount) : undefined,
    tax: taxOf(said) ?? (former?.amount === amount ? former.tax : withoutAmount(former?.tax)),
    amount,
    kind: former?.kind ?? (said.id === WORD.deliveryId ? 'delivery' : isService(said) ? 'service' : 'product'),
  };
}

function priceFrom(amount: string, quantity: string): string {
  return new Big(quantity).eq(0) ? amount : new Big(amount).div(quantity).round(4, Big.roundHalfUp).toFixed();
}

/** Whether only the spelling differs: 1C got a price that holds discount and tax, and may have rounded it to kopecks. */
function sameSums(former: OrderLine, said: Pick<OrderLine, 'quantity' | 'price' | 'amount'>): boolean {
  if (!sameNumber(former.quantity, said.quantity) || !sameNumber(former.amount, said.amount)) return false;
  const sent = new Big(unitPrice(former));
  return [former.price, sent, sent.round(2, Big.roundHalfUp)].some((price) => new Big(price).eq(said.price));
}

function unitOf(said: DocumentLine, item: CatalogueItem | undefined): OrderLine['unit'] {
  const unit = said.unit ?? item?.unit;
  return unit ? { code: unit.code, name: unit.name, fullName: unit.fullName } : undefined;
}

function taxOf(said: DocumentLine): OrderLine['tax'] {
  const tax = said.taxes.find((each) => each.rate);
  return tax?.rate ? { rate: tax.rate, included: tax.included ?? true, amount: tax.amount } : undefined;
}

const withoutAmount = (tax: OrderLine['tax']): OrderLine['tax'] => tax && { rate: tax.rate, included: tax.included };

/** Lines that the order had keep their numbers, new ones get the next above `highest`; the delivery comes last. */
function numbered(
  pairs: readonly { line: OrderLine | undefined; former: OrderLine | undefined }[],
  highest: number,
): OrderLine[] {
  const lines = pairs.flatMap(({ line, former }) =>
    line ? [{ line, known: former !== undefined && former.kind !== 'delivery' }] : [],
  );
  let last = highest;
  const next = () => {
    last += 1;
    return last;
  };
  const goods = lines
    .filter(({ line }) => line.kind !== 'delivery')
    .map(({ line, known }) => ({ ...line, lineNo: known ? line.lineNo : next() }));
  const deliveries = lines
    .filter(({ line }) => line.kind === 'delivery')
    .map(({ line }) => ({ ...line, lineNo: next() }));
  return [...goods, ...deliveries];
}

/** What of a document's lines counts: one that is sent again has the same, whatever else of it differs. Undefined without lines. */
export function digestOf(lines: readonly DocumentLine[] | undefined): string | undefined {
  if (!lines?.length) return undefined;
  const content = lines.map(({ id, name, quantity, price, amount }) => [id, name, quantity, price, amount]);
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 32);
}
