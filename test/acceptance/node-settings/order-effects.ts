import type { NodeSettings } from '../../../src/nodes/exchange-node.js';
import type { SeenAnswer, SeenOrder } from './seen-answer.js';

/** What a setting changes in the orders that 1C is given. */
export interface OrderEffect {
  readonly setting: keyof NodeSettings;
  /** As `uzel node set` takes it. */
  readonly assignment: string;
  readonly look: (answer: SeenAnswer) => unknown;
  readonly before: unknown;
  readonly after: unknown;
}

const person = ({ orders }: SeenAnswer): SeenOrder => orders[0] ?? raise();
const company = ({ orders }: SeenAnswer): SeenOrder => orders[1] ?? raise();
const requisites =
  (...names: readonly string[]) =>
  (answer: SeenAnswer) =>
    names.map((name) => person(answer).requisite(name));

/** Each of the two orders (of a person, of a company) is the same before and after, but for its number. */
export const UNF_EFFECTS: readonly OrderEffect[] = [
  {
    setting: 'numberPrefix',
    assignment: 'numberPrefix=Я-',
    look: (answer) => person(answer).text('Номер')?.startsWith('Я-'),
    before: false,
    after: true,
  },
  {
    setting: 'ordersEncoding',
    assignment: 'ordersEncoding=utf-8',
    look: ({ encoding, contentType }) => [encoding, contentType.split('=')[1]],
    before: ['windows-1251', 'windows-1251'],
    after: ['utf-8', 'utf-8'],
  },
  {
    setting: 'schemaVersion',
    assignment: 'schemaVersion=2.05',
    look: ({ version }) => version,
    before: '2.08',
    after: '2.05',
  },
  {
    setting: 'currencySpelling',
    assignment: 'currencySpelling.UAH=гр',
    look: (answer) => person(answer).text('Валюта'),
    before: 'UAH',
    after: 'гр',
  },
  {
    setting: 'taxName',
    assignment: 'taxName=ПДВ',
    look: (answer) => person(answer).line(0).text('Налоги', 'Налог', 'Наименование'),
    before: 'НДС',
    after: 'ПДВ',
  },
  {
    setting: 'deliveryTaxRate',
    assignment: 'deliveryTaxRate=7',
    look: (answer) => person(answer).line(1).text('Налоги', 'Налог', 'Ставка'),
    before: '20',
    after: '7',
  },
  {
    setting: 'phoneTypes',
    assignment: 'phoneTypes=Телефон домашний',
    look: (answer) => person(answer).contact('Телефон домашний'),
    before: undefined,
    after: '+380501112233',
  },
  {
    setting: 'emailTypes',
    assignment: 'emailTypes=E-mail',
    look: (answer) => person(answer).contact('E-mail'),
    before: undefined,
    after: 'olena@example.com',
  },
  {
    setting: 'companyCodeElement',
    assignment: 'companyCodeElement=КодПоЕДРПОУ',
    look: (answer) => company(answer).text('Контрагенты', 'Контрагент', 'КодПоЕДРПОУ'),
    before: undefined,
    after: '32855961',
  },
  {
    setting: 'requisites',
    assignment: 'requisites.Канал=сайт',
    look: requisites('Канал'),
    before: [undefined],
    after: ['сайт'],
  },
  {
    setting: 'statuses',
    assignment: 'statuses.Новий=Открыт',
    look: requisites('Статус заказа'),
    before: ['Новий'],
    after: ['Открыт'],
  },
  {
    setting: 'paymentMethods',
    assignment: 'paymentMethods.Картка=Эквайринг',
    look: requisites('Метод оплаты'),
    before: ['Картка'],
    after: ['Эквайринг'],
  },
  {
    setting: 'deliveries',
    assignment: 'deliveries.Кур’єр=Служба 5',
    look: requisites('Способ доставки'),
    before: ['Кур’єр'],
    after: ['Служба 5'],
  },
  {
    setting: 'warehouses',
    assignment: 'warehouses.Центр=guid-склада',
    look: requisites('Склад'),
    before: ['Центр'],
    after: ['guid-склада'],
  },
  {
    setting: 'organisations',
    assignment: 'organisations.sleep=ТОВ «Сон»',
    look: requisites('Организация'),
    before: ['sleep'],
    after: ['ТОВ «Сон»'],
  },
  {
    setting: 'units',
    assignment: 'units.уп=778',
    look: (answer) => person(answer).line(0).text('БазоваяЕдиница', '@_Код'),
    before: '796',
    after: '778',
  },
  {
    setting: 'personFields',
    assignment: 'personFields.ДатаРождения=customer.fields.born',
    look: (answer) => person(answer).text('Контрагенты', 'Контрагент', 'ДатаРождения'),
    before: undefined,
    after: '1990-12-31',
  },
  {
    setting: 'companyFields',
    assignment: 'companyFields.Договор=customer.fields.contract',
    look: (answer) => company(answer).requisite('Договор'),
    before: undefined,
    after: 'Д-17',
  },
  {
    setting: 'requisiteFields',
    assignment: 'requisiteFields.Источник=site',
    look: requisites('Источник'),
    before: [undefined],
    after: ['north'],
  },
  {
    setting: 'promoCodeRequisite',
    assignment: 'promoCodeRequisite=Купон',
    look: requisites('Промокод', 'Купон'),
    before: ['ОСІНЬ', undefined],
    after: [undefined, 'ОСІНЬ'],
  },
  {
    setting: 'bonusCardRequisite',
    assignment: 'bonusCardRequisite=Карта',
    look: requisites('Номер бонусной карты', 'Карта'),
    before: ['7770001', undefined],
    after: [undefined, '7770001'],
  },
  {
    setting: 'bonusAmountRequisite',
    assignment: 'bonusAmountRequisite=Бонусы',
    look: requisites('Оплачено бонусами', 'Бонусы'),
    before: ['15.50', undefined],
    after: [undefined, '15.50'],
  },
  {
    setting: 'responsibleRequisite',
    assignment: 'responsibleRequisite=ТабНомер',
    look: requisites('Табельный номер ответственного', 'ТабНомер'),
    before: ['0042', undefined],
    after: [undefined, '0042'],
  },
];

/** What only УТП knows. */
export const UTP_EFFECTS: readonly OrderEffect[] = [
  {
    setting: 'site',
    assignment: 'site=shop.example',
    look: (answer) => company(answer).requisite('Сайт'),
    before: undefined,
    after: 'shop.example',
  },
  {
    setting: 'deliveryAddressOfCounterparty',
    assignment: 'deliveryAddressOfCounterparty=true',
    look: (answer) => person(answer).text('Контрагенты', 'Контрагент', 'Адрес', 'Представление'),
    before: undefined,
    after: 'Львів, вул. Зелена 1',
  },
];

function raise(): never {
  throw new Error('the order is not in the answer');
}
