import type { EmulatorProfile } from '../options.js';
import type { ParsedOrder } from '../parsed-order.js';
import type { OrderFate } from './fate.js';
import type { Requisite } from './nodes.js';
import type { OneCSide } from './one-c-side.js';

const UKRAINIAN: Readonly<Record<string, string>> = {
  'Номер по 1С': 'Номер за 1С',
  'Дата по 1С': 'Дата за 1С',
  'Номер оплаты по 1С': 'Номер оплати за 1С',
  'Дата оплаты по 1С': 'Дата оплати за 1С',
  'Номер отгрузки по 1С': 'Номер відвантаження за 1С',
  'Дата отгрузки по 1С': 'Дата відвантаження за 1С',
};

/**
 * The requisites by which a 1C tells the fate of an order (one-c-client.md §6): BAS and УТ 11 leave out what is false,
 * a BAS with a Ukrainian interface translates the names, УНФ adds `Оплачен`, `Отгружен`, states, and the
 * payment and delivery that the order named.
 */
export function fateRequisites(
  order: ParsedOrder,
  profile: EmulatorProfile,
  fate: OrderFate,
  side: OneCSide,
): Requisite[] {
  const trade = profile === 'trade';
  const flag = (value: boolean | undefined): string | undefined =>
    trade && !value ? undefined : String(value ?? false);
  const when = (condition: boolean | undefined, value: string): string | undefined => (condition ? value : undefined);
  const requisites: Requisite[] = [
    ['Номер по 1С', side.number],
    ['Дата по 1С', `${side.date}T${side.time.replace(/^0/, '')}`],
    ['ПометкаУдаления', flag(fate.deleted)],
    ['Проведен', flag(fate.posted ?? true)],
    ['Номер оплаты по 1С', when(fate.paid, side.paymentNumber)],
    ['Дата оплаты по 1С', when(fate.paid, side.date)],
    ['Номер отгрузки по 1С', when(fate.shipped, side.shipmentNumber)],
    ['Дата отгрузки по 1С', when(fate.shipped, side.date)],
    ['Отменен', when(fate.cancelled, 'true')],
    ...(profile.startsWith('unf') ? unfRequisites(order, profile, fate) : []),
    ...ownRequisites(fate),
  ];
  return trade && fate.ukrainian === true
    ? requisites.map(([name, value]) => [UKRAINIAN[name] ?? name, value])
    : requisites;
}

/** What a customised 1C writes besides: the same in every profile, and never translated. */
export const ownRequisites = (fate: OrderFate): Requisite[] => [
  ['Заблокирован', fate.locked === undefined ? undefined : String(fate.locked)],
  ['Табельный номер ответственного', fate.responsible],
  ...Object.entries(fate.requisites ?? {}),
];

function unfRequisites({ settlement }: ParsedOrder, profile: EmulatorProfile, fate: OrderFate): Requisite[] {
  return [
    ['Оплачен', String(fate.paid ?? false)],
    ['Отгружен', String(fate.shipped ?? false)],
    ['Метод оплаты', settlement?.paymentMethod],
    ['Статус заказа', fate.status],
    ['Статуса заказа ИД', profile === 'unf-bitrix' ? fate.statusId : undefined],
    ['Способ доставки', settlement?.deliveryMethod],
    ['Адрес доставки', settlement?.deliveryAddress],
  ];
}
