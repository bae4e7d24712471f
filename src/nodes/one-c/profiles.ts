import { REQUISITE, WORD } from '../../commerceml/order-names.js';
import { wordOf } from '../../commerceml/order-words.js';
import type { OrdersShape } from '../../commerceml/orders-shape.js';
import type { ExchangeNode, NodeSettings, Profile } from '../exchange-node.js';
import { LONGEST_CURRENCY } from '../setting-values.js';
import { bitrix3 } from './bitrix3.js';
import type { OneCProfile } from './profile.js';
import { trade } from './trade.js';
import { unf } from './unf.js';
import { utp } from './utp.js';

/** The profiles by their names, in the order in which people are shown them. */
export const PROFILE_NAMES = ['utp', 'trade', 'unf', 'bitrix3'] as const satisfies readonly Profile[];

/** Each profile as data. */
export const PROFILES: Readonly<Record<Profile, OneCProfile>> = { utp, trade, unf, bitrix3 };

const UKRAINIAN_ZONES = new Set(['Europe/Kyiv', 'Europe/Kiev', 'Europe/Uzhgorod', 'Europe/Zaporozhye']);

/** The version in which a client asks for subordinate documents, and the one that has them. */
const SUBORDINATES = '2.10';

/** What a client said of itself at the init of this exchange, or of one before. */
export interface Client {
  /** `cmlVersion=` */
  readonly cmlVersion?: string | null;
}

/**
 * The shape of the orders document for a node: its profile, overlaid with the node's own settings.
 * @param client one that reads subordinate documents gets them, and with them the version that has them, unless the node's settings
 *   name another
 */
export function shapeFor(node: ExchangeNode, generatedAt: Date, client: Client = {}): OrdersShape {
  const profile = PROFILES[node.profile];
  const { settings } = node;
  const ukrainian = UKRAINIAN_ZONES.has(node.timeZone) || settings.defaultCurrency === 'UAH';
  const spelling = { ...profile.currencySpelling, ...settings.currencySpelling };
  const emailTypes = settings.emailTypes ?? profile.emailTypes(ukrainian);
  return {
    family: profile.family,
    encoding: settings.ordersEncoding ?? profile.encoding,
    ...versionAndAttachments(node, client),
    generatedAt,
    timeZone: node.timeZone,
    numberPrefix: settings.numberPrefix ?? '',
    currency: (iso) => (spelling[iso] || iso).slice(0, LONGEST_CURRENCY),
    companyCodeElement: settings.companyCodeElement ?? profile.companyCodeElement,
    ukrainian,
    contactTypes: { phone: settings.phoneTypes ?? profile.phoneTypes, email: emailTypes },
    deliveryAddressOfCounterparty: settings.deliveryAddressOfCounterparty ?? profile.deliveryAddressOfCounterparty,
    taxName: settings.taxName ?? WORD.vat,
    deliveryTaxRate: settings.deliveryTaxRate,
    paymentKinds: settings.paymentKinds ?? {},
    site: settings.site,
    finalStatuses: (settings.finalStatuses ?? []).map((status) => wordOf(settings.statuses ?? {}, status)),
    warehouse: profile.warehouse ?? 'requisite',
    requisites: profile.requisites,
    fixedRequisites: settings.requisites ?? {},
    requisiteFields: settings.requisiteFields ?? {},
    ...wordsAndNames(settings),
  };
}

function wordsAndNames(settings: NodeSettings): Pick<OrdersShape, 'words' | 'payerFields' | 'ownRequisites'> {
  return {
    words: {
      statuses: settings.statuses ?? {},
      paymentMethods: settings.paymentMethods ?? {},
      deliveries: settings.deliveries ?? {},
      warehouses: settings.warehouses ?? {},
      units: settings.units ?? {},
      organisations: settings.organisations ?? {},
    },
    payerFields: { person: settings.personFields ?? {}, company: settings.companyFields ?? {} },
    ownRequisites: {
      promoCodes: settings.promoCodeRequisite ?? REQUISITE.promoCode,
      bonusCard: settings.bonusCardRequisite ?? REQUISITE.bonusCard,
      bonusAmount: settings.bonusAmountRequisite ?? REQUISITE.bonusAmount,
      responsible: settings.responsibleRequisite ?? REQUISITE.responsible,
    },
  };
}

/** What a node speaks: the version of its orders documents, and the highest that it understands at all (`version=` of init). */
export function speaks(node: ExchangeNode): { readonly orders: string; readonly highest: '2.10' | '3.1' } {
  return {
    orders: shapeFor(node, new Date(0)).schemaVersion,
    highest: PROFILES[node.profile].family === 3 ? '3.1' : '2.10',
  };
}

function versionAndAttachments(
  { profile: name, settings }: ExchangeNode,
  { cmlVersion }: Client,
): Pick<OrdersShape, 'schemaVersion' | 'attachments'> {
  const profile = PROFILES[name];
  const asked = profile.attachments === 'within-if-asked' && cmlVersion?.trim() === SUBORDINATES;
  const schemaVersion = settings.schemaVersion ?? (asked ? SUBORDINATES : profile.schemaVersion);
  if (profile.attachments !== 'within-if-asked') return { schemaVersion, attachments: profile.attachments };
  return { schemaVersion, attachments: asked && schemaVersion === SUBORDINATES ? 'within' : 'requisites' };
}
