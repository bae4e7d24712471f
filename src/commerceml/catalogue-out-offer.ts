import type { PriceRecord } from '../records.js';
import {
  characteristicFields,
  type ItemOut,
  itemHead,
  pictureFields,
  propertyFields,
  requisiteFields,
} from './catalogue-out-item.js';
import { type CatalogueOutShape, isFrom, isThird, wholeText } from './catalogue-out-shape.js';
import { NAME } from './names.js';
import { quantityText } from './order-values.js';
import { elementXml, type XmlFields } from './order-xml.js';

type PriceOut = Omit<PriceRecord, 'priceTypeId'>;

/** An offer of the catalogue as it goes to 1C. */
export interface OfferOut extends ItemOut {
  readonly productId: string;
  /** '' = the product without a characteristic. */
  readonly characteristicId: string;
  /** Price type → its prices. */
  readonly prices: Readonly<Record<string, readonly PriceOut[]>>;
  /** Warehouse → quantity. */
  readonly stock: Readonly<Record<string, string>>;
  /** null = nobody ever said. */
  readonly stockTotal: string | null;
}

/** One `Предложение`, its fields in the order of the official schema; stock as `Количество` and `Склад`, in 3.x as `Остатки`. */
export function offerXml(offer: OfferOut, shape: CatalogueOutShape): string {
  const { productId, characteristicId } = offer;
  return elementXml(NAME.offer, {
    ...itemHead(characteristicId === '' ? productId : `${productId}#${characteristicId}`, offer, shape),
    ...pictureFields(offer),
    ...propertyFields(offer),
    ...characteristicFields(offer, shape),
    ...requisiteFields(offer),
    [NAME.prices]: {
      [NAME.price]: Object.entries(offer.prices).flatMap(([type, prices]) =>
        prices.map((price) => priceFields(type, price, shape)),
      ),
    },
    ...(isThird(shape) ? restFields(offer) : stockFields(offer, shape)),
  });
}

function priceFields(type: string, price: PriceOut, shape: CatalogueOutShape): XmlFields {
  return {
    [NAME.presentation]: wholeText(price.presentation),
    [NAME.priceTypeId]: wholeText(type),
    [NAME.unitPrice]: quantityText(price.amount),
    [NAME.currency]: price.currency === undefined ? undefined : shape.currency(price.currency),
    [NAME.unit]: wholeText(price.unit),
    [NAME.coefficient]: price.coefficient,
    [NAME.minQuantity]: price.minQuantity,
  };
}

/** Before 2.06 an offer tells its total only. */
function stockFields(offer: OfferOut, shape: CatalogueOutShape): XmlFields {
  const warehouses = isFrom(shape, '2.06') ? Object.entries(offer.stock) : [];
  return {
    [NAME.quantity]: total(offer),
    [NAME.warehouse]: warehouses.map(([id, quantity]) => ({
      [`@${NAME.warehouseId}`]: wholeText(id),
      [`@${NAME.warehouseQuantity}`]: quantityText(quantity),
    })),
  };
}

function restFields(offer: OfferOut): XmlFields {
  const warehouses = Object.entries(offer.stock).map(([id, quantity]) => ({
    [NAME.warehouse]: { [NAME.id]: wholeText(id), [NAME.quantity]: quantityText(quantity) },
  }));
  return { [NAME.stocks]: { [NAME.stock]: [{ [NAME.quantity]: total(offer) }, ...warehouses] } };
}

const total = ({ stockTotal }: OfferOut): string | undefined =>
  stockTotal === null ? undefined : quantityText(stockTotal);
