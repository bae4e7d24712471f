/** The Russian words of an orders document that goes to 1C: elements, fixed values, requisites (commerceml.md §2.2, §3.5, §4.6). */

/** Elements; a leading `@` marks an attribute. */
export const ELEMENT = {
  root: 'КоммерческаяИнформация',
  schemaVersion: 'ВерсияСхемы',
  generatedAt: 'ДатаФормирования',
  document: 'Документ',
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
  unit: 'БазоваяЕдиница',
  unitCode: '@Код',
  unitFullName: '@НаименованиеПолное',
  unitInternational: '@МеждународноеСокращение',
  price: 'ЦенаЗаЕдиницу',
  quantity: 'Количество',
  taxRates: 'СтавкиНалогов',
  taxRate: 'СтавкаНалога',
  taxes: 'Налоги',
  tax: 'Налог',
  rate: 'Ставка',
  included: 'УчтеноВСумме',
  requisites: 'ЗначенияРеквизитов',
  requisite: 'ЗначениеРеквизита',
} as const;

/** Fixed values. 1C compares them letter by letter. */
export const WORD = {
  order: 'Заказ товара',
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
  emailUkrainian: 'Пошта',
} as const;

/** The element of a company's register code: УТП has one of its own, BAS reads that of the schema. */
export const COMPANY_CODE = { edrpou: 'КодПоЕДРПОУ', okpo: 'ОКПО' } as const;

export type CompanyCodeElement = (typeof COMPANY_CODE)[keyof typeof COMPANY_CODE];

/** Requisites of the document that some 1C configuration knows by name. */
export const REQUISITE = {
  cancelled: 'Отменен',
  paid: 'Заказ оплачен',
  status: 'Статус заказа',
  statusId: 'Статуса заказа ИД',
  paidAt: 'Дата оплаты',
  paymentNumber: 'Номер платежного документа',
  paymentMethod: 'Метод оплаты',
  deliveryMethod: 'Способ доставки',
  deliveryAddress: 'Адрес доставки',
  trackingNumber: 'Трек-номер',
  comment: 'Комментарии покупателя',
  phone: 'Контактный телефон',
  recipient: 'Получатель',
  taxId: 'ИНН',
} as const;
