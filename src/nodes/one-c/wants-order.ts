import type { Order } from '../../orders.js';
import type { NodeSettings } from '../exchange-node.js';
import type { Wish } from '../node-kind.js';

/** Languages of a shop's people. */
type Language = 'ru' | 'uk' | 'en';

/** One setting of a node that says whose orders it wants. */
interface Rule {
  readonly wanted: readonly string[] | undefined;
  /** What of the order is compared with it; all that are missing match nothing. */
  readonly has: readonly (string | null | undefined)[];
  readonly words: Readonly<Record<Language, string>>;
}

const NONE: Readonly<Record<Language, string>> = { ru: 'не указан', uk: 'не вказано', en: 'none' };

/**
 * Whether a node wants an order, by its settings `orderSites`, `orderRegions`, `orderWarehouses` and `orderCustomers`. One that is set
 * and does not fit says no, whatever the others say; one that fits says yes; where none is set it does not mind. Blanks around a value
 * and the case of its letters make no difference.
 * @param language of the reason, which stands on the order
 */
export function wantsBySettings(settings: NodeSettings, order: Order, language: Language = 'ru'): Wish {
  const set = rulesOf(settings, order).filter((rule) => rule.wanted !== undefined);
  const unfit = set.find((rule) => !fits(rule));
  const rule = unfit ?? set[0];
  if (rule === undefined) return { wants: null };
  return { wants: unfit === undefined, reason: `${rule.words[language]}: ${said(rule) ?? NONE[language]}` };
}

function rulesOf(settings: NodeSettings, { site, delivery, customer, warehouse, customerId }: Order): Rule[] {
  return [
    { wanted: settings.orderSites, has: [site], words: { ru: 'сайт', uk: 'сайт', en: 'site' } },
    {
      wanted: settings.orderRegions,
      has: [delivery?.address?.region ?? customer.address?.region],
      words: { ru: 'регион', uk: 'регіон', en: 'region' },
    },
    { wanted: settings.orderWarehouses, has: [warehouse], words: { ru: 'склад', uk: 'склад', en: 'warehouse' } },
    {
      wanted: settings.orderCustomers,
      has: [customer.id, customerId],
      words: { ru: 'покупатель', uk: 'покупець', en: 'customer' },
    },
  ];
}

const plain = (text: string): string => text.trim().toLowerCase();

function fits({ wanted, has }: Rule): boolean {
  const values = new Set(has.flatMap((value) => (value ? [plain(value)] : [])));
  return wanted?.some((value) => values.has(plain(value))) ?? true;
}

const said = ({ has }: Rule): string | undefined => has.find((value) => value) ?? undefined;
