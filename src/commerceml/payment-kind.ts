/** How money comes: in cash, through a bank account, or by a card (acquiring). It decides the operation of the payment document. */
export type PaymentKind = 'cash' | 'cashless' | 'card';

/**
 * Beginnings of words in Russian, Ukrainian and English names of payment methods. The first list that fits decides: «безналичный» holds
 * «налич», and «картой курьеру при получении» is paid by a card.
 */
const WORDS: readonly (readonly [PaymentKind, readonly string[]])[] = [
  ['cashless', ['безнал', 'без нал', 'безгот', 'не налич', 'non-cash', 'noncash', 'cashless']],
  [
    'card',
    [
      ...[
        'карт',
        'банковская карт',
        'эквайр',
        'еквайр',
        'онлайн',
        'терминал',
        'термінал',
        'сбп',
        'мир',
        'visa',
        'mastercard',
      ],
      ...[
        'card',
        'acquir',
        'online',
        'terminal',
        'maestro',
        'apple pay',
        'applepay',
        'google pay',
        'googlepay',
        'paypal',
      ],
      ...['stripe', 'liqpay', 'wayforpay', 'fondy', 'portmone', 'plata', 'monopay', 'privat24', 'приват24', 'юkassa'],
      ...['юкасс', 'yookassa', 'yoomoney', 'юmoney', 'робокасс', 'robokassa', 'cloudpayments'],
    ],
  ],
  [
    'cash',
    [
      ...[
        'налич',
        'нал',
        'наложен',
        'накладен',
        'накладн',
        'готівк',
        'післяплат',
        'послеплат',
        'при получении',
        'при доставке',
      ],
      ...['при отриманні', 'cash', 'cod', 'on delivery', 'upon delivery'],
    ],
  ],
];

/**
 * The kind of a payment by the name of its method.
 * @param name as the shop says it
 * @param overrides the node's `paymentKinds`: name → kind, compared without regard to case and blanks
 * @param nameIn1c what this 1C calls it: it tells where the shop's name does not
 * @returns `cashless` for a payment without a name, and when no word tells
 */
export function paymentKindOf(
  name: string | null | undefined,
  overrides: Readonly<Record<string, PaymentKind>> = {},
  nameIn1c: string | null | undefined = name,
): PaymentKind {
  const names = [...new Set([name ?? '', nameIn1c ?? ''])].map(folded);
  return first(names, (each) => givenKind(each, overrides)) ?? first(names, kindByWords) ?? 'cashless';
}

function first<Found>(names: readonly string[], look: (name: string) => Found | undefined): Found | undefined {
  for (const name of names) {
    const found = look(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

const givenKind = (name: string, overrides: Readonly<Record<string, PaymentKind>>): PaymentKind | undefined =>
  Object.entries(overrides).find(([known]) => folded(known) === name)?.[1];

const kindByWords = (name: string): PaymentKind | undefined =>
  WORDS.find(([, words]) => words.some((word) => startsAWord(name, word)))?.[0];

/** Whole short words only: «нал» is no beginning of «налог», «мир» none of «мировой». */
function startsAWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const [before, after] = [text.charAt(at - 1), text.charAt(at + word.length)];
    if (!LETTER.test(before) && (word.length > 3 || !LETTER.test(after))) return true;
  }
  return false;
}

const LETTER = /[\p{L}\p{N}]/u;

const folded = (name: string): string => name.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();
