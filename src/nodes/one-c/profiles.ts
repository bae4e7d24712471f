import type { OrdersShape } from '../../commerceml/orders-shape.js';
import { UzelError } from '../../errors.js';
import type { ExchangeNode, Profile } from '../node-kind.js';
import type { OneCProfile } from './profile.js';
import { trade } from './trade.js';
import { unf } from './unf.js';
import { utp } from './utp.js';

const PROFILES: Readonly<Record<Exclude<Profile, 'bitrix3'>, OneCProfile>> = { trade, unf, utp };

const UKRAINIAN_ZONES = new Set(['Europe/Kyiv', 'Europe/Kiev', 'Europe/Uzhgorod', 'Europe/Zaporozhye']);

/** 1C knows a currency by the first three characters of its name. */
const LONGEST_CURRENCY = 3;

/**
 * The shape of the orders document for a node: its profile, overlaid with the node's own settings.
 * @throws UzelError UZ1609 for `bitrix3`, which is not built yet.
 */
export function shapeFor(node: ExchangeNode, generatedAt: Date): OrdersShape {
  const profile = profileOf(node.profile);
  const { settings } = node;
  const ukrainian = UKRAINIAN_ZONES.has(node.timeZone) || settings.defaultCurrency === 'UAH';
  const schemaVersion = settings.schemaVersion ?? profile.schemaVersion;
  const spelling = { ...profile.currencySpelling, ...settings.currencySpelling };
  return {
    encoding: settings.ordersEncoding ?? profile.encoding,
    schemaVersion,
    generatedAt,
    timeZone: node.timeZone,
    numberPrefix: settings.numberPrefix ?? '',
    currency: (iso) => (spelling[iso] || iso).slice(0, LONGEST_CURRENCY),
    companyCodeElement: profile.companyCodeElement,
    ukrainian,
    contactTypes: { phone: profile.phoneTypes, email: profile.emailTypes(ukrainian) },
    deliveryAddressOfCounterparty: profile.deliveryAddressOfCounterparty,
    requisites: profile.requisites,
    fixedRequisites: settings.requisites ?? {},
  };
}

function profileOf(profile: Profile): OneCProfile {
  if (profile !== 'bitrix3') return PROFILES[profile];
  throw new UzelError(
    'UZ1609',
    'The profile bitrix3 (the 1C-Bitrix exchange module, CommerceML 3.1) is not built yet. Use trade, utp or unf.',
  );
}
