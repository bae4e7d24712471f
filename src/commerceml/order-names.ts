/** The Russian words of an orders document that goes to 1C: elements, fixed values, requisites (commerceml.md §2.2, §3.5, §4.6). */

/** Elements; a leading `@` marks an attribute. */
export const ELEMENT = {
  root: 'КоммерческаяИнформация',
  schemaVersion: 'ВерсияСхемы',
  generatedAt: 'ДатаФормирования',
  container: 'Контейнер',
  document: 'Документ',
  subordinates: 'ПодчиненныеДокументы',
  subordinate: 'ПодчиненныйДокумент',
  basis: 'Основание',
  version: 'НомерВерсии',
  deletionMark: 'ПометкаУдаления',
  oneCNumber: 'Номер1С',
  oneCDate: 'Дата1С',
  id: 'Ид',
  number: 'Номер',
  date: 'Дата',
  time: 'Время',
  operation: 'ХозОперация',
  role: 'Роль',
  currency: 'Валюта',
  exchangeRate: 'Курс',
  amount: 'Сумма',
  comment: 'Комментарий',
  name: 'Наименование',
  value: 'Значение',
  type: 'Тип',
  counterparties: 'Контрагенты',
  counterparty: 'Контрагент',
  fullName: 'ПолноеНаименование',
  officialName: 'ОфициальноеНаименование',
  lastName: 'Фамилия',
  firstName: 'Имя',
  middleName: 'Отчество',
  taxId: 'ИНН',
  taxRegistrationReason: 'КПП',
  registeredAddress: 'АдресРегистрации',
  legalAddress: 'ЮридическийАдрес',
  actualAddress: 'Адрес',
  presentation: 'Представление',
  addressField: 'АдресноеПоле',
  contacts: 'Контакты',
  contact: 'Контакт',
  lines: 'Товары',
  line: 'Товар',
  sku: 'Артикул',
  baseUnit: 'БазоваяЕдиница',
  unit: 'Единица',
  unitCode: 'Код',
  unitShortName: 'НаименованиеКраткое',
  unitFullName: 'НаименованиеПолное',
  unitInternational: 'МеждународноеСокращение',
  coefficient: 'Коэффициент',
  unitPrice: 'ЦенаЗаЕдиницу',
  price: 'Цена',
  quantity: 'Количество',
  taxRates: 'СтавкиНалогов',
  taxRate: 'СтавкаНалога',
  taxes: 'Налоги',
  tax: 'Налог',
  rate: 'Ставка',
  included: 'УчтеноВСумме',
  requisites: 'ЗначенияРеквизитов',
  requisite: 'ЗначениеРеквизита',
  warehouses: 'Склады',
  warehouse: 'Склад',
} as const;

/** Fixed values. 1C compares them letter by letter. */
export const WORD = {
  order: 'Заказ товара',
  shipment: 'Отпуск товара',
  seller: 'Продавец',
  buyer: 'Покупатель',
  vat: 'НДС',
  product: 'Товар',
  service: 'Услуга',
  itemKind: 'ВидНоменклатуры',
  itemType: 'ТипНоменклатуры',
  deliveryId: 'ORDER_DELIVERY',
  delivery: 'Доставка заказа',
  piece: 'шт',
  pieceFullName: 'Штука',
  pieceInternational: 'PCE',
} as const;

/** `ХозОперация` of a payment, by how the money came (commerceml.md §3.2). */
export const PAYMENT_OPERATION = {
  cash: 'Выплата наличных денег',
  cashless: 'Выплата безналичных денег',
  card: 'Эквайринговая операция',
} as const;

/** `АдресноеПоле/Тип`. */
export const ADDRESS_FIELD = {
  postalCode: 'Почтовый индекс',
  country: 'Страна',
  region: 'Регион',
  city: 'Город',
  street: 'Улица',
  house: 'Дом',
  apartment: 'Квартира',
} as const;

/** `Контакт/Тип`. */
export const CONTACT = {
  phone: 'Телефон рабочий',
  phoneUpTo205: 'ТелефонРабочий',
  email: 'Почта',
  emailBitrix: 'Электронная почта',
  emailUkrainian: 'Пошта',
} as const;

/** The element of a company's register code: УТП has one of its own, BAS reads that of the schema, 3.1 has another beside it. */
export const COMPANY_CODE = { edrpou: 'КодПоЕДРПОУ', okpo: 'ОКПО', okpo3: 'КодПоОКПО' } as const;

export type CompanyCodeElement = (typeof COMPANY_CODE)[keyof typeof COMPANY_CODE];

/** Requisites of the document that some 1C configuration knows by name. */
export const REQUISITE = {
  cancelled: 'Отменен',
  paid: 'Заказ оплачен',
  deliveryAllowed: 'Доставка разрешена',
  final: 'Финальный статус',
  site: 'Сайт',
  status: 'Статус заказа',
  statusId: 'Статуса заказа ИД',
  paidAt: 'Дата оплаты',
  paymentNumber: 'Номер платежного документа',
  paymentMethod: 'Метод оплаты',
  paymentMethodId: 'Метод оплаты ИД',
  deliveryMethod: 'Способ доставки',
  deliveryMethodId: 'Метод доставки ИД',
  deliveryServiceId: 'Способ доставки ИД',
  deliveryAddress: 'Адрес доставки',
  trackingNumber: 'Трек-номер',
  comment: 'Комментарии покупателя',
  phone: 'Контактный телефон',
  recipient: 'Получатель',
  shipmentDate: 'Дата отгрузки',
  taxId: 'ИНН',
  warehouse: 'Склад',
  organisation: 'Организация',
  promoCode: 'Промокод',
  bonusCard: 'Номер бонусной карты',
  bonusAmount: 'Оплачено бонусами',
  responsible: 'Табельный номер ответственного',
  returns: 'Возвраты',
} as const;

/** Requisites of a payment's or a shipment's own document (commerceml.md §3.2). */
export const ATTACHMENT_REQUISITE = {
  paid: 'Оплачено',
  shipped: 'Отгружено',
  cancelled: 'Отменен',
  deliveryMethod: 'Метод доставки',
  deliveryAmount: 'Сумма доставки',
  trackingNumber: 'Идентификатор отправления',
} as const;

/** Addresses of a counterparty; a node's payer fields name them, or with `/` one of their parts. */
export const PAYER_ADDRESSES = ['АдресРегистрации', 'ЮридическийАдрес', 'Адрес'] as const;

/** `АдресноеПоле/Тип` of the schemas. */
export const ADDRESS_PARTS: readonly string[] = [
  ...['Почтовый индекс', 'Страна', 'Регион', 'Район', 'Населенный пункт'],
  ...['Город', 'Улица', 'Дом', 'Корпус', 'Квартира'],
];

const BANK_ACCOUNT = [
  'РасчетныйСчет/НомерСчета',
  'РасчетныйСчет/Банк/СчетКорреспондентский',
  'РасчетныйСчет/Банк/Наименование',
  'РасчетныйСчет/Банк/БИК',
  'РасчетныйСчет/Банк/SWIFT',
  'РасчетныйСчет/Комментарий',
];

/** Elements of `Контрагент` with one text, by their path, in the order of the schemas (commerceml.md, groups РеквизитыФизЛица, РеквизитыЮрЛица). */
export const PAYER_ELEMENTS: Readonly<Record<'person' | 'company', readonly string[]>> = {
  person: [
    ...['Наименование', 'ПолноеНаименование', 'Обращение', 'Фамилия', 'Имя', 'Отчество', 'ДатаРождения'],
    ...['МестоРождения/Представление', 'Пол', 'ИНН', 'КПП'],
    ...['УдостоверениеЛичности/ВидДокумента', 'УдостоверениеЛичности/Серия', 'УдостоверениеЛичности/Номер'],
    ...['УдостоверениеЛичности/ДатаВыдачи', 'УдостоверениеЛичности/КемВыдан', 'Должность', 'Комментарий'],
    ...BANK_ACCOUNT,
  ],
  company: [
    ...['Наименование', 'ОфициальноеНаименование', 'ИНН', 'КПП', 'КодПоЕДРПОУ', 'КодПоОКПО'],
    ...['ОсновнойВидДеятельности', 'ЕГРПО', 'ОКВЭД', 'ОКДП', 'ОКОПФ', 'ОКФС', 'ОКПО', 'ДатаРегистрации'],
    ...['Руководитель/Фамилия', 'Руководитель/Имя', 'Руководитель/Отчество', 'Руководитель/Должность', 'Комментарий'],
    ...BANK_ACCOUNT,
  ],
};

/** Those of them that hold a day. */
export const PAYER_DAYS: ReadonlySet<string> = new Set([
  'ДатаРождения',
  'ДатаРегистрации',
  'УдостоверениеЛичности/ДатаВыдачи',
]);

/** The order of the children of `Контрагент` in the schemas, with those that only some 1C know where it reads them. */
export const COUNTERPARTY_ORDER: readonly string[] = [
  ...['Ид', 'Наименование', 'ОфициальноеНаименование', 'ЮридическийАдрес'],
  ...['ПолноеНаименование', 'Обращение', 'Фамилия', 'Имя', 'Отчество', 'ДатаРождения', 'МестоРождения', 'Пол'],
  ...['ИНН', 'КПП', 'КодПоЕДРПОУ', 'КодПоОКПО', 'ОсновнойВидДеятельности', 'ЕГРПО', 'ОКВЭД', 'ОКДП', 'ОКОПФ', 'ОКФС'],
  ...['ОКПО', 'ДатаРегистрации', 'Руководитель', 'УдостоверениеЛичности', 'АдресРегистрации', 'Должность'],
  ...['Комментарий', 'Адрес', 'Контакты', 'Роль', 'РасчетныйСчет'],
];

/** What a node's payer fields put before a type of contact: `Контакт/Телефон мобильный`. */
export const PAYER_CONTACT = 'Контакт/';
