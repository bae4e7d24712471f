import { declaration, encodeXml } from './order-encoding.js';
import { freeText, LENGTH } from './order-values.js';
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
 * The answer to type=sale&mode=info (commerceml.md §1.6), `<?xml` at byte 0. An empty list is left out.
 * @param kinds the node's own payment kinds: name of a method → kind
 */
export function writeDictionary(
  lists: DictionaryLists,
  encoding: OrdersShape['encoding'],
  kinds: Readonly<Record<string, PaymentKind>> = {},
): Buffer {
  const xml = elementXml(NAMES.root, {
    [NAMES.statuses]: listOf(lists.statuses),
    [NAMES.payments]: listOf(lists.payments, (word) => ({
      [NAMES.paymentKind]: PAYMENT_KINDS[paymentKindOf(word, kinds)],
    })),
    [NAMES.deliveries]: listOf(lists.deliveries),
  });
  return encodeXml(`${declaration(encoding)}${xml}`, encoding);
}

function listOf(words: readonly string[], more: (word: string) => XmlFields = () => ({})): XmlFields {
  const texts = words.flatMap((word) => freeText(word, LENGTH.value) ?? []); // as the requisites of an order are written
  return {
    [NAMES.element]: [...new Set(texts)].map((text) => ({ [NAMES.id]: text, [NAMES.name]: text, ...more(text) })),
  };
}
