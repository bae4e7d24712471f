/** An element in the making: names of children and `@attributes` in their order; a list is a repeated child. */
export type Node = { readonly [name: string]: string | Node | readonly (string | Node)[] | undefined };

/** A requisite and its value; undefined = not written. */
export type Requisite = readonly [name: string, value: string | undefined];

/** `ЗначенияРеквизитов` of those that have a value; nothing when none has. */
export function requisitesNode(requisites: readonly Requisite[]): Node {
  const written = requisites.flatMap(([name, value]) =>
    value === undefined ? [] : [{ Наименование: name, Значение: value }],
  );
  return written.length === 0 ? {} : { ЗначенияРеквизитов: { ЗначениеРеквизита: written } };
}

/** The node without what is undefined. */
export function withoutHoles(node: Node): Node {
  return Object.fromEntries(Object.entries(node).filter(([, value]) => value !== undefined)) as Node;
}
