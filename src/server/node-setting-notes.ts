import type { NodeSettings, Profile } from '../nodes/exchange-node.js';

/** What docs/reference/node-settings.md says of a setting besides its sentence and its type. */
export interface SettingNote {
  readonly group: SettingGroup;
  /** In words; a value stands in back-ticks. */
  readonly otherwise: string;
  /** As `uzel node set` takes it; it must be right. */
  readonly example: string;
  /** Profiles in which it has an effect; absent = all. */
  readonly profiles?: readonly Profile[];
}

/** Headings of the page, in its order. */
export const SETTING_GROUPS = {
  form: 'How orders are written',
  given: 'Which orders it is given, and when',
  back: 'What keeps an order back',
  words: 'Words of the shop and of this 1C',
  own: 'Own fields and requisites',
  changes: 'What 1C may change',
  goods: 'Goods',
  directories: 'Directories',
} as const;

export type SettingGroup = keyof typeof SETTING_GROUPS;

const PROFILES_OWN = "the profile's";
const ANY = 'any';
const NONE = 'none';
/** The profiles whose 1C knows the requisite of the site. */
const WITH_SITE: readonly Profile[] = ['utp', 'bitrix3'];
const WITH_PAYMENTS: readonly Profile[] = ['unf', 'bitrix3'];

/** Every setting has a note: the compiler sees to it. */
export const SETTING_NOTES: Readonly<Record<keyof NodeSettings, SettingNote>> = {
  numberPrefix: { group: 'form', otherwise: NONE, example: 'numberPrefix=A-' },
  ordersFrom: { group: 'given', otherwise: 'all orders', example: 'ordersFrom=2026-01-31' },
  ordersEncoding: { group: 'form', otherwise: PROFILES_OWN, example: 'ordersEncoding=utf-8' },
  schemaVersion: { group: 'form', otherwise: PROFILES_OWN, example: 'schemaVersion=2.10' },
  currencySpelling: {
    group: 'form',
    otherwise: "the profile's, else the ISO code",
    example: 'currencySpelling.RUB=руб',
  },
  defaultCurrency: { group: 'goods', otherwise: 'none: such a price has no currency', example: 'defaultCurrency=UAH' },
  taxName: { group: 'form', otherwise: '`НДС`', example: 'taxName=ПДВ' },
  deliveryTaxRate: { group: 'form', otherwise: 'the rate that all goods share', example: 'deliveryTaxRate=20' },
  phoneTypes: { group: 'form', otherwise: PROFILES_OWN, example: 'phoneTypes=Телефон мобильный' },
  emailTypes: { group: 'form', otherwise: PROFILES_OWN, example: 'emailTypes=Почта,Пошта' },
  companyCodeElement: { group: 'form', otherwise: PROFILES_OWN, example: 'companyCodeElement=КодПоЕДРПОУ' },
  deliveryAddressOfCounterparty: {
    group: 'form',
    otherwise: PROFILES_OWN,
    example: 'deliveryAddressOfCounterparty=false',
  },
  paymentKinds: {
    group: 'form',
    otherwise: 'by the words of its name',
    example: 'paymentKinds.Долями=card',
    profiles: WITH_PAYMENTS,
  },
  site: { group: 'form', otherwise: 'the site of the order', example: 'site=shop.example', profiles: WITH_SITE },
  requisites: { group: 'own', otherwise: NONE, example: 'requisites.Канал=Сайт' },
  removalAction: { group: 'goods', otherwise: '`deactivate`', example: 'removalAction=nothing' },
  keepFields: { group: 'goods', otherwise: 'nothing', example: 'keepFields=name,pictures' },
  fullRunQuietMinutes: {
    group: 'goods',
    otherwise: '[`FULL_RUN_QUIET_MINUTES`](configuration.md)',
    example: 'fullRunQuietMinutes=15',
  },
  removalLimitPercent: { group: 'goods', otherwise: '30', example: 'removalLimitPercent=50' },
  missingAttributeMeans: { group: 'goods', otherwise: '`changes`', example: 'missingAttributeMeans=full' },
  orderSites: { group: 'given', otherwise: ANY, example: 'orderSites=b2b.example,shop.example' },
  orderRegions: { group: 'given', otherwise: ANY, example: 'orderRegions=Киевская,Київська' },
  orderWarehouses: { group: 'given', otherwise: ANY, example: 'orderWarehouses=kyiv' },
  orderCustomers: { group: 'given', otherwise: ANY, example: 'orderCustomers=c-17,c-18' },
  orderStatuses: { group: 'given', otherwise: ANY, example: 'orderStatuses=Подтверждён,Оплачен' },
  onlyPaid: { group: 'given', otherwise: '`false`', example: 'onlyPaid=true' },
  onlyDeliveryAllowed: { group: 'given', otherwise: '`false`', example: 'onlyDeliveryAllowed=true' },
  ordersPerAnswer: {
    group: 'given',
    otherwise: '[`ORDERS_PER_QUERY`](configuration.md)',
    example: 'ordersPerAnswer=100',
  },
  confirmBy: { group: 'given', otherwise: '`success`', example: 'confirmBy=next-query' },
  currencies: { group: 'back', otherwise: ANY, example: 'currencies=UAH,EUR' },
  requiredCustomerFields: { group: 'back', otherwise: NONE, example: 'requiredCustomerFields=phone,taxId' },
  floorPriceType: { group: 'back', otherwise: NONE, example: 'floorPriceType=b1c2d3e4' },
  createsProducts: { group: 'back', otherwise: '`true`', example: 'createsProducts=false' },
  statuses: { group: 'words', otherwise: 'as the shop says it', example: 'statuses.new=Новый' },
  paymentMethods: { group: 'words', otherwise: 'as the shop says it', example: 'paymentMethods.card=Картой' },
  deliveries: { group: 'words', otherwise: 'as the shop says it', example: 'deliveries.courier=Курьер' },
  warehouses: { group: 'words', otherwise: 'its 1C id', example: 'warehouses.kyiv=a1b2c3d4' },
  priceTypes: { group: 'words', otherwise: 'its 1C id', example: 'priceTypes.retail=a1b2c3d4' },
  units: { group: 'words', otherwise: 'as the shop says it', example: 'units.pc=796' },
  organisations: { group: 'words', otherwise: 'as the shop says it', example: 'organisations.main=ООО «Сон»' },
  personFields: { group: 'own', otherwise: NONE, example: 'personFields.ДатаРождения=customer.fields.birthDate' },
  companyFields: { group: 'own', otherwise: NONE, example: 'companyFields.ОКПО=customer.fields.okpo' },
  requisiteFields: { group: 'own', otherwise: NONE, example: 'requisiteFields.Источник=site' },
  promoCodeRequisite: { group: 'own', otherwise: '`Промокод`', example: 'promoCodeRequisite=Купон' },
  bonusCardRequisite: { group: 'own', otherwise: '`Номер бонусной карты`', example: 'bonusCardRequisite=Карта' },
  bonusAmountRequisite: { group: 'own', otherwise: '`Оплачено бонусами`', example: 'bonusAmountRequisite=Бонусы' },
  responsibleRequisite: {
    group: 'own',
    otherwise: '`Табельный номер ответственного`',
    example: 'responsibleRequisite=Менеджер',
  },
  lockRequisite: { group: 'changes', otherwise: '`Заблокирован`', example: 'lockRequisite=Блокировка' },
  winners: {
    group: 'changes',
    otherwise: '`1c` for lines and shipment, `site` for the others',
    example: 'winners.status=newest',
  },
  settledOrders: { group: 'changes', otherwise: NONE, example: 'settledOrders=final,shipped' },
  finalStatuses: { group: 'changes', otherwise: NONE, example: 'finalStatuses=Выполнен,Отказ' },
  statusWhenShipped: { group: 'changes', otherwise: 'it stays', example: 'statusWhenShipped=Отгружен' },
  readsStatus: { group: 'changes', otherwise: '`true`', example: 'readsStatus=false' },
  siteOfNewOrders: { group: 'changes', otherwise: NONE, example: 'siteOfNewOrders=shop.example' },
  customerRules: { group: 'changes', otherwise: '`id,taxId,phone,email`', example: 'customerRules=id,phone' },
  promoCodeDictionary: { group: 'directories', otherwise: NONE, example: 'promoCodeDictionary=Промокоды' },
  employeeDictionary: { group: 'directories', otherwise: NONE, example: 'employeeDictionary=Сотрудники' },
};
