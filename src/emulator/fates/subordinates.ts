import type { ParsedOrder } from '../parsed-order.js';
import { bitrixLines } from './lines.js';
import { type Node, requisitesNode, withoutHoles } from './nodes.js';
import type { OneCSide } from './one-c-side.js';

/** The payment of an order (commerceml.md §3.1, §3.2): by the id that the site gave it, when it came with one. */
export function paymentOf(order: ParsedOrder, side: OneCSide): Node {
  const known = order.subordinates?.find(({ operation }) => /^(Выплата|Эквайринговая)/.test(operation));
  return withoutHoles({
    ...head(known?.id ?? side.paymentGuid, known?.number ?? `${order.number}-1`, side),
    Номер1С: side.paymentNumber,
    Дата1С: side.date,
    ХозОперация: known?.operation ?? 'Выплата безналичных денег',
    ...amounts(order, known?.amount ?? order.amount),
    Основание: order.id,
    ...requisitesNode([
      ['Проведен', 'true'],
      ['Оплачено', 'true'],
      ['Отменен', 'false'],
      ['Дата оплаты', side.date],
      ['Метод оплаты ИД', known?.requisites['Метод оплаты ИД']],
    ]),
  });
}

/** The shipment of an order with its lines. */
export function shipmentOf(order: ParsedOrder, side: OneCSide): Node {
  const known = order.subordinates?.find(({ operation }) => operation === 'Отпуск товара');
  return withoutHoles({
    ...head(known?.id ?? side.shipmentGuid, known?.number ?? `${order.number}-2`, side),
    Номер1С: side.shipmentNumber,
    Дата1С: side.date,
    ХозОперация: 'Отпуск товара',
    ...amounts(order, known?.amount ?? order.amount),
    Основание: order.id,
    Товары: { Товар: bitrixLines(order.lines) },
    ...requisitesNode([
      ['Проведен', 'true'],
      ['Отгружено', 'true'],
      ['Отменен', 'false'],
      ['Дата отгрузки', side.date],
      ['Метод доставки ИД', known?.requisites['Метод доставки ИД']],
    ]),
  });
}

function head(id: string, number: string, side: OneCSide): Node {
  return {
    Ид: id,
    НомерВерсии: side.version,
    ПометкаУдаления: 'false',
    Номер: number,
    Дата: side.date,
    Время: side.time,
  };
}

function amounts(order: ParsedOrder, amount: string | undefined): Node {
  return { Валюта: order.currency, Курс: order.rate ?? '1', Сумма: amount ?? '0', Роль: 'Продавец' };
}
