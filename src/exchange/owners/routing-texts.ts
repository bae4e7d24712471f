import type { ShopSettings } from '../../nodes/shop-settings.js';

/** Why an order went where it went, as it stands on the order. Names are those of nodes. */
interface RoutingTexts {
  readonly only: (node: string) => string;
  readonly priority: (node: string, priority: number) => string;
  readonly wanted: (node: string) => string;
  readonly load: (node: string, open: number) => string;
  readonly oldest: (node: string, open: number) => string;
  readonly turn: (node: string, open: number) => string;
  readonly given: (node: string) => string;
  readonly born: (node: string) => string;
  readonly moved: (from: string | null, to: string | null) => string;
  readonly noNodes: () => string;
  readonly nobody: () => string;
  readonly tooLong: (number: string, node: string) => string;
}

export const ROUTING_TEXTS: Readonly<Record<ShopSettings['language'], RoutingTexts>> = {
  ru: {
    only: (node) => `Кроме узла «${node}», этот заказ не берёт никто.`,
    priority: (node, priority) => `У узла «${node}» самый высокий приоритет: ${priority}.`,
    wanted: (node) => `Такие заказы — для узла «${node}».`,
    load: (node, open) => `У узла «${node}» меньше всего незавершённых заказов: ${open}.`,
    oldest: (node, open) => `Незавершённых заказов поровну (${open}); узел «${node}» создан раньше других.`,
    turn: (node, open) =>
      `Незавершённых заказов везде не меньше ${open}; узел «${node}» дольше всех не получал нового.`,
    given: (node) => `Узел «${node}» назван в запросе.`,
    born: (node) => `Заказ создан в 1С узла «${node}».`,
    moved: (from, to) =>
      to === null
        ? `Заказ забрали у узла «${from}»; чтобы его получила 1С, передайте его узлу.`
        : from === null
          ? `Заказ передали узлу «${to}».`
          : `Заказ передали от узла «${from}» узлу «${to}».`,
    noNodes: () =>
      'Нет ни одного действующего узла, который получает заказы. Создайте узел или возобновите его работу.',
    nobody: () => 'Ни один узел не берёт этот заказ. Проверьте настройки узлов или передайте заказ узлу сами.',
    tooLong: (number, node) =>
      `Номер ${number} с префиксом узла «${node}» длиннее 11 знаков, 1С его не примет. Сократите префикс узла или номер.`,
  },
  uk: {
    only: (node) => `Крім вузла «${node}», це замовлення не бере ніхто.`,
    priority: (node, priority) => `У вузла «${node}» найвищий пріоритет: ${priority}.`,
    wanted: (node) => `Такі замовлення — для вузла «${node}».`,
    load: (node, open) => `У вузла «${node}» найменше незавершених замовлень: ${open}.`,
    oldest: (node, open) => `Незавершених замовлень порівну (${open}); вузол «${node}» створено раніше за інших.`,
    turn: (node, open) =>
      `Незавершених замовлень усюди не менше ${open}; вузол «${node}» найдовше не отримував нового.`,
    given: (node) => `Вузол «${node}» названо в запиті.`,
    born: (node) => `Замовлення створено в 1С вузла «${node}».`,
    moved: (from, to) =>
      to === null
        ? `Замовлення забрали у вузла «${from}»; щоб його отримала 1С, передайте його вузлу.`
        : from === null
          ? `Замовлення передали вузлу «${to}».`
          : `Замовлення передали від вузла «${from}» вузлу «${to}».`,
    noNodes: () => 'Немає жодного діючого вузла, який отримує замовлення. Створіть вузол або відновіть його роботу.',
    nobody: () =>
      'Жоден вузол не бере це замовлення. Перевірте налаштування вузлів або передайте замовлення вузлу самі.',
    tooLong: (number, node) =>
      `Номер ${number} з префіксом вузла «${node}» довший за 11 знаків, 1С його не прийме. Скоротіть префікс вузла або номер.`,
  },
  en: {
    only: (node) => `No node but "${node}" takes this order.`,
    priority: (node, priority) => `"${node}" has the highest priority: ${priority}.`,
    wanted: (node) => `Such orders are for "${node}".`,
    load: (node, open) => `"${node}" has the fewest open orders: ${open}.`,
    oldest: (node, open) => `The nodes have equally many open orders (${open}); "${node}" is the oldest of them.`,
    turn: (node, open) => `All the nodes have ${open} open orders or more; "${node}" has waited longest for one.`,
    given: (node) => `The request names "${node}".`,
    born: (node) => `The order was made in the 1C of "${node}".`,
    moved: (from, to) =>
      to === null
        ? `The order was taken away from "${from}"; move it to a node for a 1C to get it.`
        : from === null
          ? `The order was moved to "${to}".`
          : `The order was moved from "${from}" to "${to}".`,
    noNodes: () => 'There is no active node that receives orders. Add one, or resume one that is paused.',
    nobody: () => 'No node takes this order. Check the settings of the nodes, or move the order to a node yourself.',
    tooLong: (number, node) =>
      `The number ${number} with the prefix of "${node}" is longer than 11 characters, which 1C does not take. Shorten the prefix or the number.`,
  },
};
