import { type DictionaryItemRecord, defineNodeKind, NODE_KIND_API, z } from 'uzel';

const settings = z.strictObject({
  promoDictionary: z.string().default('Промокоды').describe('Name of the user dictionary with the promo codes.'),
  cardDictionary: z.string().default('Бонусные карты').describe('Name of the user dictionary with the bonus cards.'),
  onlyKnownCards: z
    .enum(['true', 'false'])
    .default('false')
    .describe('Whether an order with a bonus card that 1C does not know is kept back: true or false.'),
});

/** Promo codes and bonus cards live in 1C: they come in as directories, and go out with the orders. */
export default defineNodeKind({
  name: 'promo-and-bonus',
  apiVersion: NODE_KIND_API,
  description: 'A 1C that keeps promo codes and bonus cards.',
  settings,

  directories: [
    {
      name: 'promo-codes',
      entryOf: ({ settings }, item, dictionary) =>
        dictionary !== settings.promoDictionary || !item.name
          ? null
          : {
              key: item.name,
              name: fieldOf(item, 'Описание') ?? item.name,
              validTo: dayEnd(fieldOf(item, 'ДействуетПо')),
              content: { discount: fieldOf(item, 'Скидка') ?? '0' },
            },
    },
    {
      name: 'bonus-cards',
      entryOf: ({ settings }, item, dictionary) =>
        dictionary !== settings.cardDictionary || !item.name ? null : { key: item.name, name: item.name },
    },
  ],

  checkOrder: async ({ settings, tx, node }, { bonus }) => {
    const card = bonus?.card;
    if (card === undefined) return [];
    if (!isCardNumber(card)) {
      return [
        { code: 'bonus-card-wrong', text: `Номер бонусной карты «${card}» набран с ошибкой: исправьте его в заказе.` },
      ];
    }
    if (settings.onlyKnownCards === 'false') return [];
    const known = await tx('directory_entries')
      .where({ shop_id: node.shopId, directory: 'promo-and-bonus/bonus-cards', entry_key: card, active: true })
      .first('entry_key');
    return known
      ? []
      : [{ code: 'bonus-card-unknown', text: `Карты «${card}» нет в 1С: оформите ее или уберите из заказа.` }];
  },

  writeOrder: (_context, { bonus, promoCodes }) => ({
    requisites: {
      'Карта лояльности': bonus?.card ?? '',
      'Списано бонусов': bonus?.amount ?? '',
      Акция: promoCodes.join(', '),
    },
  }),

  readDocument: (_context, document) => {
    const earned = document.requisites.find((requisite) => requisite.name === 'Начислено бонусов')?.values[0];
    return earned === undefined ? {} : { requisites: { 'Начислено бонусов': earned } };
  },
});

const fieldOf = (item: DictionaryItemRecord, field: string): string | undefined =>
  item.values?.find((value) => value.name === field)?.values[0];

/** The end of a day `yyyy-MM-dd`, whatever time stands behind it. */
const dayEnd = (day: string | undefined): string | null =>
  day && /^\d{4}-\d{2}-\d{2}/.test(day) ? `${day.slice(0, 10)}T23:59:59Z` : null;

/** 13 digits, of which the last is the check digit of an EAN-13. */
export function isCardNumber(card: string): boolean {
  if (!/^\d{13}$/.test(card)) return false;
  const sum = [...card].reduce((all, digit, index) => all + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0;
}
