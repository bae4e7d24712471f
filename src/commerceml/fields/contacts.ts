import { NAME } from '../names.js';
import type { Fields } from '../xml/fields.js';

export interface Contact {
  readonly type: string;
  readonly value: string;
}

/** `Контакты/Контакт{Тип, Значение}`; УНФ also writes `Контакты/Телефон{Значение}`, which has its type for a name. */
export function readContacts(owner: Fields): Contact[] | undefined {
  const lists = owner.all(NAME.contacts);
  if (lists.length === 0) return undefined;
  return lists.flatMap((list) => [...list.node.children()].flatMap((child) => readContact(list.of(child))));
}

function readContact(contact: Fields): Contact[] {
  const value = contact.text(NAME.value);
  if (!value) {
    contact.unread();
    return [];
  }
  const named = contact.node.name === NAME.contact ? '' : contact.node.name;
  return [{ type: contact.textOr(named, NAME.type), value }];
}

/**
 * An address as one line: `Представление`, else its fields joined, else its text. The fields stay for `extra`.
 * @param names elements that may hold it, in order of preference
 */
export function readAddress(owner: Fields, ...names: string[]): string | null | undefined {
  let empty: null | undefined;
  for (const name of names) {
    const address = owner.child(name);
    if (!address) continue;
    const said = address.text(NAME.presentation) || address.ownText || joinedFields(address);
    if (said) return said;
    empty = null;
  }
  return empty;
}

function joinedFields(address: Fields): string {
  const values = [...address.node.children()]
    .filter((child) => child.name === NAME.addressField)
    .map((field) => field.child(NAME.value)?.text.trim() ?? '');
  return values.filter((value) => value !== '').join(', ');
}
