import { declaration, encodeXml } from './order-encoding.js';
import { elementXml } from './order-xml.js';
import type { OrdersShape } from './orders-shape.js';

/** What a client may map to its own lists; each word is its own id. */
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
} as const;

/** The answer to type=sale&mode=info (commerceml.md §1.6), `<?xml` at byte 0. An empty list is left out. */
export function writeDictionary(lists: DictionaryLists, encoding: OrdersShape['encoding']): Buffer {
  const list = (words: readonly string[]) => ({
    [NAMES.element]: words.map((word) => ({ [NAMES.id]: word, [NAMES.name]: word })),
  });
  const xml = elementXml(NAMES.root, {
    [NAMES.statuses]: list(lists.statuses),
    [NAMES.payments]: list(lists.payments),
    [NAMES.deliveries]: list(lists.deliveries),
  });
  return encodeXml(`${declaration(encoding)}${xml}`, encoding);
}
