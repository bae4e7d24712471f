import { EmulatorFailure } from './failure.js';
import { collection, filled, property, toXdto, type XdtoValue } from './xdto.js';
import { parseXml } from './xml-tree.js';

/** An entry of the lists that УНФ shows for mapping. */
export interface DictionaryEntry {
  readonly id: string;
  readonly name: string;
  /** Payment systems: `cash`, `cashless`, `card`; absent when ТипОплаты is none of the three known words. */
  readonly paymentKind?: 'cash' | 'cashless' | 'card';
}

/** What sale/info gave. */
export interface SaleDictionary {
  readonly statuses: readonly DictionaryEntry[];
  readonly payments: readonly DictionaryEntry[];
  readonly deliveries: readonly DictionaryEntry[];
}

/** Compared letter by letter (commerceml.md §1.6). */
const PAYMENT_KINDS: Readonly<Record<string, 'cash' | 'cashless' | 'card'>> = {
  'Наличная оплата': 'cash',
  'Безналичная оплата': 'cashless',
  'Эквайринговая оплата': 'card',
};

/**
 * Reads the answer to sale/info as УНФ «1С-Битрикс» does: `Cтатусы` with a Latin or a Cyrillic first letter, entries of
 * Ид and Название. Throws EmulatorFailure when it is no such document.
 */
export function readSaleDictionary(text: string): SaleDictionary {
  if (!text.startsWith('<?xml')) {
    throw new EmulatorFailure('info: no XML was received: it must begin with <?xml at the first byte.');
  }
  const root = parseXml(text);
  if (root.name !== 'Справочник') throw new EmulatorFailure(`info: the root must be <Справочник>, not <${root.name}>.`);
  const lists = toXdto(root);
  return {
    statuses: [...entriesOf(property(lists, 'Cтатусы')), ...entriesOf(property(lists, 'Статусы'))],
    payments: entriesOf(property(lists, 'ПлатежныеСистемы')),
    deliveries: entriesOf(property(lists, 'СлужбыДоставки')),
  };
}

function entriesOf(list: XdtoValue | undefined): DictionaryEntry[] {
  return collection(property(list, 'Элемент')).flatMap((entry) => {
    const id = filled(property(entry, 'Ид'));
    if (id === undefined) return [];
    const kind = PAYMENT_KINDS[filled(property(entry, 'ТипОплаты')) ?? ''];
    const name = filled(property(entry, 'Название')) ?? id;
    return [{ id, name, ...(kind === undefined ? {} : { paymentKind: kind }) }];
  });
}
