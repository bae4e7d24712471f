import type { ShopSettings } from '../../nodes/shop-settings.js';

type Text = Readonly<Record<ShopSettings['language'], (kind: string) => string>>;

/** Stands on an order whose node has a kind that the server does not have. */
export const MISSING: Text = {
  ru: (kind) => `Вида узла «${kind}» нет на сервере: подключите его в uzel.config и перезапустите Uzel.`,
  uk: (kind) => `Виду вузла «${kind}» немає на сервері: підключіть його в uzel.config і перезапустіть Uzel.`,
  en: (kind) => `The server has no node kind "${kind}": name it in uzel.config and start Uzel again.`,
};

/** Stands on an order that the kind of its node could not say anything about. */
export const FAILED: Text = {
  ru: (kind) => `Вид узла «${kind}» не справился с заказом; причина в журнале узла. Заказ будет проверен снова.`,
  uk: (kind) => `Вид вузла «${kind}» не впорався із замовленням; причина в журналі вузла. Замовлення перевірять знову.`,
  en: (kind) => `The node kind "${kind}" failed on the order; the node's journal tells why. It will be checked again.`,
};
