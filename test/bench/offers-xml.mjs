import { offersOfProduct, PRICE_TYPES, WAREHOUSES } from './offer-values.mjs';
import { head, ids, owner, unit } from './xml-parts.mjs';

/**
 * What stands before the offers: price types and warehouses.
 * @param {import('./generate.mjs').Feed} feed
 */
export function offersHead(feed) {
  const id = ids(feed.seed);
  const types = PRICE_TYPES.map(
    (name, one) =>
      `\t\t\t<ТипЦены>\n\t\t\t\t<Ид>${id('price', one)}</Ид>\n\t\t\t\t<Наименование>${name}</Наименование>\n\t\t\t\t<Валюта>UAH</Валюта>\n\t\t\t</ТипЦены>\n`,
  );
  const warehouses = WAREHOUSES.map(
    (name, one) =>
      `\t\t\t<Склад>\n\t\t\t\t<Ид>${id('warehouse', one)}</Ид>\n\t\t\t\t<Наименование>${name}</Наименование>\n\t\t\t</Склад>\n`,
  );
  return (
    `${head(feed)}${packageHead(id, false)}${owner(id)}` +
    `\t\t<ТипыЦен>\n${types.join('')}\t\t</ТипыЦен>\n\t\t<Склады>\n${warehouses.join('')}\t\t</Склады>\n\t\t<Предложения>\n`
  );
}

/** What stands before the offers of prices.xml and rests.xml: a package of changes (commerceml.md §2.7). */
export const changesHead = (feed) => `${head(feed)}${packageHead(ids(feed.seed), true)}\t\t<Предложения>\n`;

const packageHead = (id, onlyChanges) =>
  `\t<ПакетПредложений СодержитТолькоИзменения="${onlyChanges}">\n\t\t<Ид>${id('catalogue')}#</Ид>\n\t\t<Наименование>Пакет предложений (Большой каталог)</Наименование>\n` +
  `\t\t<ИдКаталога>${id('catalogue')}</ИдКаталога>\n\t\t<ИдКлассификатора>${id('catalogue')}</ИдКлассификатора>\n`;

export const OFFERS_TAIL = '\t\t</Предложения>\n\t</ПакетПредложений>\n</КоммерческаяИнформация>\n';

/**
 * The offers of one product in offers.xml, each with its characteristic, prices and stock.
 * @param {import('./generate.mjs').Feed} feed
 * @param {number} index
 */
export function offers(feed, index) {
  const id = ids(feed.seed);
  return offersOfProduct(feed, index).map((offer) => {
    const rests = offer.stock.map(
      (count, at) => `\t\t\t\t<Склад ИдСклада="${id('warehouse', at)}" КоличествоНаСкладе="${count}"/>\n`,
    );
    return (
      `\t\t\t<Предложение>\n\t\t\t\t<Ид>${offer.id}</Ид>\n\t\t\t\t<Наименование>Товар ${index}${offer.colour === undefined ? '' : ` (${offer.colour})`}</Наименование>\n` +
      `${unit()}${offer.colour === undefined ? '' : characteristic('Цвет', offer.colour)}${pricesOf(id, offer)}` +
      `\t\t\t\t<Количество>${offer.stock.reduce((a, b) => a + b, 0)}</Количество>\n${rests.join('')}\t\t\t</Предложение>\n`
    );
  });
}

/** The offers of one product in prices.xml, as the exchange module of 1C 2.09 writes it: ids and prices alone. */
export function offersWithPrices(feed, index) {
  const id = ids(feed.seed);
  return offersOfProduct(feed, index).map(
    (offer) => `\t\t\t<Предложение>\n\t\t\t\t<Ид>${offer.id}</Ид>\n${pricesOf(id, offer)}\t\t\t</Предложение>\n`,
  );
}

/** The offers of one product in rests.xml: ids and stock alone. */
export function offersWithRests(feed, index) {
  const id = ids(feed.seed);
  const rest = (count, at) =>
    `\t\t\t\t\t<Остаток>\n\t\t\t\t\t\t<Склад>\n\t\t\t\t\t\t\t<Ид>${id('warehouse', at)}</Ид>\n\t\t\t\t\t\t\t<Количество>${count}</Количество>\n\t\t\t\t\t\t</Склад>\n\t\t\t\t\t</Остаток>\n`;
  return offersOfProduct(feed, index).map(
    (offer) =>
      `\t\t\t<Предложение>\n\t\t\t\t<Ид>${offer.id}</Ид>\n\t\t\t\t<Остатки>\n${offer.stock.map(rest).join('')}\t\t\t\t</Остатки>\n\t\t\t</Предложение>\n`,
  );
}

const characteristic = (name, value) =>
  `\t\t\t\t<ХарактеристикиТовара>\n\t\t\t\t\t<ХарактеристикаТовара>\n\t\t\t\t\t\t<Наименование>${name}</Наименование>\n\t\t\t\t\t\t<Значение>${value}</Значение>\n\t\t\t\t\t</ХарактеристикаТовара>\n\t\t\t\t</ХарактеристикиТовара>\n`;

const pricesOf = (id, offer) =>
  `\t\t\t\t<Цены>\n${offer.prices.map((hundredths, type) => price(id('price', type), hundredths)).join('')}\t\t\t\t</Цены>\n`;

function price(type, hundredths) {
  const amount = `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`;
  return `\t\t\t\t\t<Цена>\n\t\t\t\t\t\t<ИдТипаЦены>${type}</ИдТипаЦены>\n\t\t\t\t\t\t<ЦенаЗаЕдиницу>${amount}</ЦенаЗаЕдиницу>\n\t\t\t\t\t\t<Валюта>UAH</Валюта>\n\t\t\t\t\t</Цена>\n`;
}
