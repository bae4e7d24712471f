import { isDeepStrictEqual } from 'node:util';
import type { FieldGroup } from '../../nodes/exchange-node.js';
import type { Json } from '../../records.js';
import type { ShopChanges } from '../../store/nodes/shop-changes.js';
import type { OneCSaid } from '../../store/orders/one-c-said.js';
import type { OrderContent } from '../../store/orders/order-rows.js';

/** An order as it is being changed. */
export type Draft = { -readonly [Field in keyof OrderContent]: OrderContent[Field] };

/** What a document says of one part of its order. Only what 1C says anew is a statement: a repeated one is none. */
export interface Statement {
  readonly group: FieldGroup;
  /** Parts of the order, as `ShopChanges` names them. */
  readonly parts: readonly string[];
  /** Field → what the shop has and what 1C says, as far as they differ; empty = they say the same. */
  readonly differences: Readonly<Record<string, { readonly site: Json; readonly oneC: Json }>>;
  /** Taken even from an order that is settled. */
  readonly always?: boolean | undefined;
  /** It takes back a cancellation. */
  readonly revives?: boolean | undefined;
  /** What 1C said last, from now on. */
  readonly remember: OneCSaid;
  /** Whether 1C only says what it was told before the shop changed it: then it has not changed anything. */
  isEcho(changes: ShopChanges): boolean;
  /** @param isContested the shop changed it too, and 1C has won */
  apply(draft: Draft, isContested: boolean): void;
}

/** What 1C is taken to have said of a field before it ever spoke of it: "not paid" is no news of an order that the shop says is paid. */
const UNSPOKEN: OneCSaid = { paid: false, shipped: false, cancelled: false, deleted: false };

interface Simple<Member extends keyof OneCSaid> {
  readonly group: FieldGroup;
  /** Part of the order, as `ShopChanges` names it. */
  readonly part: string;
  /** Where it is remembered. */
  readonly member: Member;
  /** In 1C's own words; undefined = not said. */
  readonly said: OneCSaid[Member];
  /** What it means to the shop. */
  readonly value: Json;
  /** What the order has. */
  readonly present: Json | undefined;
  /** Whether a value of the shop is what 1C says; absent = when they are equal. */
  readonly means?: ((value: unknown) => boolean) | undefined;
  readonly revives?: boolean | undefined;
  apply(draft: Draft): void;
}

/** A statement of one value. @returns none when it is not said, or nothing new */
export function stated<Member extends keyof OneCSaid>(former: OneCSaid, one: Simple<Member>): Statement[] {
  const { group, part, member, said, value, apply, revives } = one;
  if (said === undefined || isDeepStrictEqual(said, former[member] ?? UNSPOKEN[member])) return [];
  const present = one.present ?? null;
  const means = (each: unknown) => (one.means ? one.means(each) : isDeepStrictEqual(each ?? null, value));
  return [
    {
      group,
      parts: [part],
      differences: means(present) ? {} : { [part]: { site: present, oneC: value } },
      remember: { [member]: said },
      revives,
      isEcho: (changes) => changes.get(part)?.former.some(means) ?? false,
      apply,
    },
  ];
}
