import { CONTACT } from '../../commerceml/order-names.js';

/** BAS with a Ukrainian interface looks for `Пошта`, with a Russian one for `Почта`: both are written, each ignores the other. */
export function emailTypes(ukrainian: boolean): readonly string[] {
  return ukrainian ? [CONTACT.email, CONTACT.emailUkrainian] : [CONTACT.email];
}
