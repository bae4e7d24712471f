import { randomFrom } from './random.mjs';
import { COLOURS } from './words.mjs';
import { head, ids, owner, unit } from './xml-parts.mjs';

const PRICE_TYPES = ['Розничная', 'Оптовая', 'Дилерская'];
const WAREHOUSES = ['Центральный склад', 'Магазин', 'Транзитный склад'];

/**
 * What stands before the offers: price types and warehouses.
 * @param {number} seed
 */
export function offersHead(seed) {
  const id = ids(seed);
  const types = PRICE_TYPES.map(
    (name, one) =>
      `\t\t\t<ТипЦены>\n\t\t\t\t<Ид>${id('price', one)}</Ид>\n\t\t\t\t<Наименование>${name}</Наименование>\n\t\t\t\t<Валюта>UAH</Валюта>\n\t\t\t</ТипЦены>\n`,
  );
  const warehouses = WAREHOUSES.map(
    (name, one) =>
      `\t\t\t<Склад>\n\t\t\t\t<Ид>${id('warehouse', one)}</Ид>\n\t\t\t\t<Наименование>${name}</Наименование>\n\t\t\t</Склад>\n`,
  );
  return (
    `${head()}\t<ПакетПредложений СодержитТолькоИзменения="false">\n\t\t<Ид>${id('catalogue')}#</Ид>\n\t\t<Наименование>Пакет предложений (Большой каталог)</Наименование>\n` +
    `\t\t<ИдКаталога>${id('catalogue')}</ИдКаталога>\n\t\t<ИдКлассификатора>${id('catalogue')}</ИдКлассификатора>\n${owner(id)}` +
    `\t\t<ТипыЦен>\n${types.join('')}\t\t</ТипыЦен>\n\t\t<Склады>\n${warehouses.join('')}\t\t</Склады>\n\t\t<Предложения>\n`
  );
}

export const OFFERS_TAIL = '\t\t</Предложения>\n\t</ПакетПредложений>\n</КоммерческаяИнформация>\n';

/**
 * The offers of one good: one, or two to four with characteristics for every third good.
 * @param {number} seed
 * @param {number} index
 */
export function offers(seed, index) {
  const id = ids(seed);
  const random = randomFrom(Math.imul(seed + 11, 0x165667b1) ^ index);
  const variants = index % 3 === 0 ? COLOURS.slice(0, 2 + random(3)) : [undefined];
  const one = (colour, place) => {
    const guid = id('item', index) + (colour === undefined ? '' : `#${id(`variant${place}`, index)}`);
    const base = 1000 + random(9_000_000);
    const stock = WAREHOUSES.map(() => random(50));
    const prices = PRICE_TYPES.map((_, type) => price(id('price', type), Math.round(base * (1 - type / 10))));
    const shown = colour === undefined ? '' : characteristic('Цвет', colour);
    const rests = stock.map(
      (count, at) => `\t\t\t\t<Склад ИдСклада="${id('warehouse', at)}" КоличествоНаСкладе="${count}"/>\n`,
    );
    return (
      `\t\t\t<Предложение>\n\t\t\t\t<Ид>${guid}</Ид>\n\t\t\t\t<Артикул>АРТ-${index}</Артикул>\n\t\t\t\t<Наименование>Товар ${index}</Наименование>\n` +
      `${unit()}${shown}\t\t\t\t<Цены>\n${prices.join('')}\t\t\t\t</Цены>\n\t\t\t\t<Количество>${stock.reduce((a, b) => a + b, 0)}</Количество>\n` +
      `${rests.join('')}\t\t\t</Предложение>\n`
    );
  };
  return variants.map(one);
}

const characteristic = (name, value) =>
  `\t\t\t\t<ХарактеристикиТовара>\n\t\t\t\t\t<ХарактеристикаТовара>\n\t\t\t\t\t\t<Наименование>${name}</Наименование>\n\t\t\t\t\t\t<Значение>${value}</Значение>\n\t\t\t\t\t</ХарактеристикаТовара>\n\t\t\t\t</ХарактеристикиТовара>\n`;

function price(type, hundredths) {
  const amount = `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`;
  return `\t\t\t\t\t<Цена>\n\t\t\t\t\t\t<Представление> ${amount.replace('.', ',')} UAH за PCE</Представление>\n\t\t\t\t\t\t<ИдТипаЦены>${type}</ИдТипаЦены>\n\t\t\t\t\t\t<ЦенаЗаЕдиницу>${amount}</ЦенаЗаЕдиницу>\n\t\t\t\t\t\t<Валюта>UAH</Валюта>\n\t\t\t\t\t\t<Единица>PCE</Единица>\n\t\t\t\t\t\t<Коэффициент>1</Коэффициент>\n\t\t\t\t\t</Цена>\n`;
}
