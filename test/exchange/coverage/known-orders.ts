import { childText, type XmlElement } from './xml-tree.js';

const element = (name: string, text: string, children: XmlElement[] = []): XmlElement => ({
  name,
  attributes: [],
  text,
  children,
});

/** An order document that bears an order, and says little more than which. */
const knownOrder = (id: string, number: string, currency: string): XmlElement =>
  element('Документ', '', [
    element('Ид', id),
    element('Номер', number),
    element('Дата', '2020-01-01'),
    element('ХозОперация', 'Заказ товара'),
    element('Валюта', currency),
    element('Сумма', '1'),
  ]);

const ordersIn = (root: XmlElement): XmlElement[] =>
  root.children
    .flatMap((child) => (child.name === 'Контейнер' ? child.children : child))
    .filter((child) => child.name === 'Документ' && childText(child, 'ХозОперация') === 'Заказ товара');

export const hasOrders = (root: XmlElement): boolean => ordersIn(root).length > 0;

/** Makes the orders of a file known before it tells of them: its documents change orders then, instead of bearing them. */
export function withKnownOrders(root: XmlElement): XmlElement {
  const orders = ordersIn(root).map((one) =>
    knownOrder(childText(one, 'Ид'), childText(one, 'Номер'), childText(one, 'Валюта') || 'RUB'),
  );
  return { ...root, children: [...orders, ...root.children] };
}

/** Of a document that tells only how an order fares none is born: it has neither goods, nor a sum, nor a counterparty. */
const bearsOrder = (document: XmlElement): boolean =>
  childText(document, 'ХозОперация') === 'Заказ товара' &&
  document.children.some(({ name }) => ['Товары', 'Сумма', 'Контрагенты'].includes(name));

/**
 * Gives an order to every document of a file that bears none: a shipment, a payment (by `Основание`), a bare word about an order (by
 * its Ид). A document whose order nobody knows is only told of in the journal. The orders stand in front.
 */
export function withOrders(root: XmlElement): XmlElement {
  const orders: XmlElement[] = [];
  const children = root.children.map((child) => {
    if (child.name !== 'Документ' || bearsOrder(child)) return child;
    if (childText(child, 'ХозОперация') === 'Заказ товара') {
      orders.push(knownOrder(childText(child, 'Ид'), childText(child, 'Номер'), 'RUB'));
      return child;
    }
    const id = `order-of-${orders.length}`;
    orders.push(knownOrder(id, `o-${orders.length}`, 'RUB'));
    return { ...child, children: [...child.children, element('Основание', id)] };
  });
  return { ...root, children: [...orders, ...children] };
}
