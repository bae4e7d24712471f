import { CONTACT } from '../../commerceml/order-names.js';

/** Bitrix wrote `ТелефонРабочий` up to 2.05; the later schemas, and УТ11, say it with a blank (commerceml.md §2.8). */
export function phoneTypes(schemaVersion: string): readonly string[] {
  return [schemaVersion <= '2.05' ? CONTACT.phoneUpTo205 : CONTACT.phone];
}

/** BAS with a Ukrainian interface looks for `Пошта`, with a Russian one for `Почта`: both are written, each ignores the other. */
export function emailTypes(ukrainian: boolean): readonly string[] {
  return ukrainian ? [CONTACT.email, CONTACT.emailUkrainian] : [CONTACT.email];
}
