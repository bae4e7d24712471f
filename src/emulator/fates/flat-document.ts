import type { EmulatorProfile } from '../options.js';
import type { ParsedOrder } from '../parsed-order.js';
import type { OrderFate } from './fate.js';
import { flatLines } from './lines.js';
import { type Node, requisitesNode, withoutHoles } from './nodes.js';
import { type OneCSide, oneCSideOf } from './one-c-side.js';
import { fateRequisites } from './requisites.js';
import { paymentOf, shipmentOf } from './subordinates.js';

/** The prefix of each base's own numbers. */
const PREFIX: Readonly<Partial<Record<EmulatorProfile, string>>> = { utp: 'ТЧ0', trade: '00УТ-', unf: 'НФНФ-' };

/**
 * A `Документ` of 2.x about an order (one-c-client.md §6, commerceml.md §3.4): Ид is 1C's own guid in УТП and BAS, ours
 * in УНФ; Номер is the site's. УНФ «1С-Битрикс» puts payments and shipments under it when that is switched on.
 */
export function flatDocument(
  order: ParsedOrder,
  profile: EmulatorProfile,
  fate: OrderFate,
  subordinateDocuments: boolean,
): Node {
  const unf = profile.startsWith('unf');
  const side = oneCSideOf(order, PREFIX[unf ? 'unf' : profile] ?? '');
  const brief = fate.brief === true;
  return withoutHoles({
    Ид: unf ? order.id : side.guid,
    Номер: order.number,
    Дата: side.date,
    ХозОперация: profile === 'trade' && fate.ukrainian === true ? 'Замовлення товару' : 'Заказ товара',
    Роль: 'Продавец',
    Валюта: order.currency,
    Курс: order.rate ?? '1',
    Сумма: order.amount,
    Контрагенты: brief && !unf ? undefined : { Контрагент: customerNode(order, side) },
    Время: side.time,
    СрокПлатежа: profile === 'trade' ? undefined : '0001-01-01',
    Комментарий: order.comment,
    Товары: brief || order.lines.length === 0 ? undefined : { Товар: flatLines(order.lines, unf ? 'Запас' : 'Товар') },
    ...requisitesNode(fateRequisites(order, profile, fate, side)),
    ПодчиненныеДокументы:
      profile === 'unf-bitrix' && subordinateDocuments ? subordinatesNode(order, fate, side) : undefined,
  });
}

function customerNode({ customer }: ParsedOrder, side: OneCSide): Node {
  const full = customer.fullName ?? customer.name;
  return withoutHoles({
    Ид: side.customerGuid,
    Наименование: customer.name,
    ОфициальноеНаименование: customer.kind === 'company' ? full : undefined,
    ПолноеНаименование: customer.kind === 'company' ? undefined : full,
    ИНН: customer.taxId,
    Роль: 'Покупатель',
  });
}

function subordinatesNode(order: ParsedOrder, fate: OrderFate, side: OneCSide): Node | undefined {
  const documents = [
    ...(fate.paid ? [paymentOf(order, side)] : []),
    ...(fate.shipped ? [shipmentOf(order, side)] : []),
  ];
  return documents.length === 0 ? undefined : { ПодчиненныйДокумент: documents };
}
