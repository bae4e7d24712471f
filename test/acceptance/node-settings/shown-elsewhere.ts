import type { NodeSettings } from '../../../src/nodes/exchange-node.js';

/** A test that shows what a setting does: its file under test/, and its title as it stands there. */
type Shown = readonly [file: string, title: string];

const DUE = 'exchange/exporter-settings.test.ts';
const WORDS = 'exchange/order-documents-words.test.ts';
const PREFLIGHT = 'exchange/preflight.test.ts';
const RUNS = 'exchange/full-runs.test.ts';
const CONFLICTS = 'exchange/conflicts.test.ts';
const CASE = 'acceptance/mattresses.test.ts';

/** The settings that acceptance/node-settings.test.ts does not show itself. */
export const SHOWN_ELSEWHERE: Readonly<Partial<Record<keyof NodeSettings, Shown>>> = {
  ordersFrom: [
    'exchange/exporter.test.ts',
    'gives no order that was placed before the day of start, in the zone of the node',
  ],
  orderStatuses: [DUE, 'from one of its statuses on (orderStatuses)'],
  onlyPaid: [DUE, 'when it is paid (onlyPaid)'],
  onlyDeliveryAllowed: [DUE, 'when its delivery is allowed (onlyDeliveryAllowed)'],
  ordersPerAnswer: [DUE, 'as many as one answer may hold (ordersPerAnswer)'],
  confirmBy: [
    'exchange/exporter-confirm.test.ts',
    'acknowledges what an earlier exchange was sent whole with the next query, and gives it no more',
  ],
  currencies: [PREFLIGHT, 'a currency that 1C does not take (currencies)'],
  requiredCustomerFields: [PREFLIGHT, 'a customer of whom something is missing (requiredCustomerFields)'],
  floorPriceType: [PREFLIGHT, 'the floor is known by its id in 1C, though the shop has a word of its own for it'],
  createsProducts: [PREFLIGHT, 'products that a 1C which makes none does not have (createsProducts)'],
  lockRequisite: [WORDS, 'stand under other names where the node says so; an unknown person is taken and told'],
  siteOfNewOrders: [
    'exchange/order-documents-births.test.ts',
    'is counted to the site that the node names for such orders',
  ],
  statusWhenShipped: [
    WORDS,
    'change no status where the node reads none, and give that of a shipment where it has one',
  ],
  readsStatus: [WORDS, 'change no status where the node reads none, and give that of a shipment where it has one'],
  winners: [CONFLICTS, 'becomes 1C’s by `1c`: the shop’s change is not sent back over it, and is contested no more'],
  settledOrders: [CONFLICTS, 'takes only payment and shipment, and the journal says so once for each content'],
  finalStatuses: [
    'commerceml/writer-settings.test.ts',
    'a final status is final to 1C (finalStatuses), a cancelled order never',
  ],
  removalAction: [RUNS, 'without removing anything where the node is set so, and without asking anybody'],
  removalLimitPercent: [RUNS, 'of more than 30 % of a catalogue of over 100, after deactivate too'],
  keepFields: ['exchange/step-writer.test.ts', 'a kept field is filled once and then left alone'],
  defaultCurrency: [
    'exchange/step-writer.test.ts',
    "the node's currency fills a price type that names none, and does not take the place of a named one",
  ],
  promoCodeDictionary: [CASE, 'promo codes and employees come from dictionaries of 1C and can be chosen in the CRM'],
  employeeDictionary: [CASE, 'promo codes and employees come from dictionaries of 1C and can be chosen in the CRM'],
};
