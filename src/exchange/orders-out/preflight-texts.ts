import type { RequiredCustomerField } from '../../nodes/exchange-node.js';
import type { ShopSettings } from '../../nodes/shop-settings.js';

type Language = ShopSettings['language'];

/** What keeps an order back, each in words that say what to do (docs/reference/order-checks.md). */
interface PreflightTexts {
  numberTooLong(number: string, longest: number): string;
  numberTaken(number: string): string;
  productUnknown(names: string): string;
  currencyNotTaken(currency: string, taken: string): string;
  customerIncomplete(fields: string): string;
  priceBelowFloor(lines: string): string;
  belowFloor(name: string, price: string, floor: string): string;
  lockedInOneC(): string;
  lockedInShop(by: string | null): string;
  notWritten(): string;
  notDelivered(reason: string): string;
  andMore(count: number): string;
  readonly fields: Readonly<Record<RequiredCustomerField, string>>;
}

/** The texts in each language of a shop. @param node the name of the exchange node that the order waits for */
export const preflightTexts = (language: Language, node: string): PreflightTexts => TEXTS[language](node);

const TEXTS: Readonly<Record<Language, (node: string) => PreflightTexts>> = {
  ru: (node) => ({
    numberTooLong: (number, longest) =>
      `Номер «${number}» длиннее ${longest} знаков: 1С примет его за другой. Сократите номер заказа или префикс узла «${node}».`,
    numberTaken: (number) =>
      `В базе 1С «${node}» под номером «${number}» уже есть другой заказ, и 1С записала бы этот поверх него. Дайте заказу другой номер или смените префикс узла.`,
    productUnknown: (names) =>
      `База 1С «${node}» не знает товаров: ${names}. Дождитесь выгрузки каталога из 1С или замените товары в заказе.`,
    currencyNotTaken: (currency, taken) =>
      `База 1С «${node}» не принимает заказы в ${currency}, только в ${taken}. Передайте заказ другой базе или добавьте валюту в настройку currencies узла.`,
    customerIncomplete: (fields) =>
      `Без этого база 1С «${node}» заказ не примет: ${fields}. Дополните данные покупателя.`,
    priceBelowFloor: (lines) => `Цена ниже минимальной: ${lines}. Поднимите цену или уменьшите скидку.`,
    belowFloor: (name, price, floor) => `«${name}» по ${price} при минимуме ${floor}`,
    lockedInOneC: () => `Заказ заблокирован в 1С. Он будет передан, когда его там освободят.`,
    lockedInShop: (by) =>
      `Заказ редактируется на сайте${by ? ` (${by})` : ''}. Он будет передан, когда правку завершат.`,
    notWritten: () => 'Заказ не удалось записать для 1С. Подробности в журнале сервера.',
    notDelivered: (reason) =>
      `Узел «${node}» не принимает этот заказ, хотя другие принимает: ${reason}. Исправьте заказ; без изменений он будет предложен снова через несколько минут.`,
    andMore: (count) => `и еще ${count}`,
    fields: {
      phone: 'телефон',
      email: 'e-mail',
      taxId: 'ИНН или код ЕДРПОУ',
      address: 'адрес',
      firstName: 'имя',
      lastName: 'фамилия',
    },
  }),
  uk: (node) => ({
    numberTooLong: (number, longest) =>
      `Номер «${number}» довший за ${longest} знаків: 1С сприйме його за інший. Скоротіть номер замовлення або префікс вузла «${node}».`,
    numberTaken: (number) =>
      `У базі 1С «${node}» під номером «${number}» вже є інше замовлення, і 1С записала б це поверх нього. Дайте замовленню інший номер або змініть префікс вузла.`,
    productUnknown: (names) =>
      `База 1С «${node}» не знає товарів: ${names}. Дочекайтеся вивантаження каталогу з 1С або замініть товари в замовленні.`,
    currencyNotTaken: (currency, taken) =>
      `База 1С «${node}» не приймає замовлень у ${currency}, лише у ${taken}. Передайте замовлення іншій базі або додайте валюту в налаштування currencies вузла.`,
    customerIncomplete: (fields) =>
      `Без цього база 1С «${node}» замовлення не прийме: ${fields}. Доповніть дані покупця.`,
    priceBelowFloor: (lines) => `Ціна нижча за мінімальну: ${lines}. Підніміть ціну або зменште знижку.`,
    belowFloor: (name, price, floor) => `«${name}» по ${price} за мінімуму ${floor}`,
    lockedInOneC: () => `Замовлення заблоковане в 1С. Його буде передано, коли його там звільнять.`,
    lockedInShop: (by) =>
      `Замовлення редагують на сайті${by ? ` (${by})` : ''}. Його буде передано, коли правку завершать.`,
    notWritten: () => 'Замовлення не вдалося записати для 1С. Подробиці в журналі сервера.',
    notDelivered: (reason) =>
      `Вузол «${node}» не приймає це замовлення, хоча інші приймає: ${reason}. Виправте замовлення; без змін його буде запропоновано знову за кілька хвилин.`,
    andMore: (count) => `і ще ${count}`,
    fields: {
      phone: 'телефон',
      email: 'e-mail',
      taxId: 'ІПН або код ЄДРПОУ',
      address: 'адреса',
      firstName: 'ім’я',
      lastName: 'прізвище',
    },
  }),
  en: (node) => ({
    numberTooLong: (number, longest) =>
      `The number "${number}" is longer than ${longest} characters: 1C would take it for another one. Shorten the order number or the prefix of the node "${node}".`,
    numberTaken: (number) =>
      `The 1C "${node}" has another order under the number "${number}" and would write this one over it. Give the order another number, or change the prefix of the node.`,
    productUnknown: (names) =>
      `The 1C "${node}" does not know these products: ${names}. Wait for the catalogue from 1C, or replace the products in the order.`,
    currencyNotTaken: (currency, taken) =>
      `The 1C "${node}" takes no orders in ${currency}, only in ${taken}. Move the order to another 1C, or add the currency to the node's setting currencies.`,
    customerIncomplete: (fields) => `The 1C "${node}" takes no order without: ${fields}. Complete the customer's data.`,
    priceBelowFloor: (lines) => `The price is below the floor: ${lines}. Raise the price or lower the discount.`,
    belowFloor: (name, price, floor) => `"${name}" at ${price}, at least ${floor}`,
    lockedInOneC: () => 'The order is locked in 1C. It goes there as soon as it is free.',
    lockedInShop: (by) =>
      `The order is being edited in the shop${by ? ` (${by})` : ''}. It goes to 1C when that is done.`,
    notWritten: () => 'The order could not be written for 1C. The log of the server tells why.',
    notDelivered: (reason) =>
      `The node "${node}" does not take this order, though it takes others: ${reason}. Mend the order; unchanged it is offered again in some minutes.`,
    andMore: (count) => `and ${count} more`,
    fields: {
      phone: 'phone',
      email: 'e-mail',
      taxId: 'tax id',
      address: 'address',
      firstName: 'first name',
      lastName: 'last name',
    },
  }),
};
