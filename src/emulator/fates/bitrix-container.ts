import type { ParsedOrder } from '../parsed-order.js';
import type { OrderFate } from './fate.js';
import { bitrixLines } from './lines.js';
import { type Node, requisitesNode, withoutHoles } from './nodes.js';
import { oneCSideOf } from './one-c-side.js';
import { ownRequisites } from './requisites.js';
import { paymentOf, shipmentOf } from './subordinates.js';

/**
 * A `Контейнер` of 3.1 about an order as the Bitrix module writes it (commerceml.md §2.9, §3.2): the order under our Ид
 * with `Номер1С` and `Дата1С`, then its payment and shipment by `Основание`.
 */
export function bitrixContainer(order: ParsedOrder, fate: OrderFate): Node {
  const side = oneCSideOf(order, 'БС-');
  const { customer } = order;
  const document = withoutHoles({
    Ид: order.id,
    НомерВерсии: side.version,
    ПометкаУдаления: String(fate.deleted ?? false),
    Номер: order.number,
    Номер1С: side.number,
    Дата: side.date,
    Дата1С: side.date,
    Время: side.time,
    ХозОперация: 'Заказ товара',
    Контрагенты: {
      Контрагент: {
        Ид: customer.id ?? side.customerGuid,
        Наименование: customer.name,
        [customer.kind === 'company' ? 'ОфициальноеНаименование' : 'ПолноеНаименование']:
          customer.fullName ?? customer.name,
        Роль: 'Покупатель',
      },
    },
    Валюта: order.currency,
    Курс: order.rate ?? '1',
    Сумма: order.amount ?? '0',
    Роль: 'Продавец',
    Комментарий: order.comment,
    ...requisitesNode([
      ['Проведен', String(fate.posted ?? true)],
      ['Номер оплаты по 1С', fate.paid ? side.paymentNumber : undefined],
      ['Дата оплаты по 1С', fate.paid ? `${side.date}T${side.time}` : undefined],
      ['Номер отгрузки по 1С', fate.shipped ? side.shipmentNumber : undefined],
      ['Дата отгрузки по 1С', fate.shipped ? `${side.date}T${side.time}` : undefined],
      ['Отменен', fate.cancelled ? 'true' : undefined],
      ['Статуса заказа ИД', fate.statusId],
      ...ownRequisites(fate),
    ]),
    Товары: fate.brief === true || order.lines.length === 0 ? undefined : { Товар: bitrixLines(order.lines) },
  });
  const others = [...(fate.paid ? [paymentOf(order, side)] : []), ...(fate.shipped ? [shipmentOf(order, side)] : [])];
  return { Документ: [document, ...others] };
}
