import { declaration, encodeXml } from './order-encoding.js';
import { freeText, LENGTH } from './order-values.js';
import { type WordMap, wordOf } from './order-words.js';
import { elementXml, type XmlFields } from './order-xml.js';
import type { OrdersShape } from './orders-shape.js';
import { type PaymentKind, paymentKindOf } from './payment-kind.js';

/**
 * What a client may map to its own lists. Each word is its own id: it is what an order carries in `Статуса заказа ИД`,
 * `Метод оплаты ИД` and `Способ доставки ИД`, and no list can renumber it.
 */
export interface DictionaryLists {
  readonly statuses: readonly string[];
  readonly payments: readonly string[];
  readonly deliveries: readonly string[];
}

const NAMES = {
  root: 'Справочник',
  /** The first letter is a Latin C: so 1C-Bitrix writes it, and so the clients look for it. */
  statuses: 'Cтатусы',
  payments: 'ПлатежныеСистемы',
  deliveries: 'СлужбыДоставки',
  element: 'Элемент',
  id: 'Ид',
  name: 'Название',
  paymentKind: 'ТипОплаты',
} as const;

/** УНФ compares these letter by letter; they are not the names of payment documents. */
const PAYMENT_KINDS: Readonly<Record<PaymentKind, string>> = {
  cash: 'Наличная оплата',
  cashless: 'Безналичная оплата',
  card: 'Эквайринговая оплата',
};

/**
 * The answer to type=sale&mode=info (commerceml.md §1.6), `<?xml` at byte 0, in the words of this 1C. An empty list is left out.
 * @param lists in the words of the shop
 */
export function writeDictionary(
  lists: DictionaryLists,
  { encoding, paymentKinds, words }: Pick<OrdersShape, 'encoding' | 'paymentKinds' | 'words'>,
): Buffer {
  const xml = elementXml(NAMES.root, {
    [NAMES.statuses]: listOf(lists.statuses, words.statuses),
    [NAMES.payments]: listOf(lists.payments, words.paymentMethods, (ours, theirs) => ({
      [NAMES.paymentKind]: PAYMENT_KINDS[paymentKindOf(ours, paymentKinds, theirs)],
    })),
    [NAMES.deliveries]: listOf(lists.deliveries, words.deliveries),
  });
  return encodeXml(`${declaration(encoding)}${xml}`, encoding);
}

/** @param more of a word of the shop, and what this 1C calls it; of two that 1C calls alike the first counts */
function listOf(
  ours: readonly string[],
  map: WordMap,
  more: (ours: string, theirs: string) => XmlFields = () => ({}),
): XmlFields {
  const elements = new Map<string, XmlFields>();
  for (const word of ours) {
    const text = freeText(wordOf(map, word), LENGTH.value); // as the requisites of an order are written
    if (text && !elements.has(text)) elements.set(text, { [NAMES.id]: text, [NAMES.name]: text, ...more(word, text) });
  }
  return { [NAMES.element]: [...elements.values()] };
}
