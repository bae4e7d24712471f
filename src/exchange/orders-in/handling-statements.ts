import type { DocumentReading } from '../../nodes/node-kind.js';
import type { Order } from '../../orders.js';
import type { OneCSaid } from '../../store/orders/one-c-said.js';
import type { ReadRequisites } from './order-requisites-read.js';
import { type Statement, stated } from './statements.js';

/** Who handles the order: by the node's requisite, or as its kind reads it, which comes first. */
export function responsibleStatement(
  order: Order,
  former: OneCSaid,
  read: ReadRequisites,
  reading: DocumentReading,
): Statement[] {
  const byKind = reading.responsible;
  // An empty requisite is most often one that 1C does not keep: it takes nobody's work away, unless 1C gave it.
  const said = read.responsible === '' && !former.responsible ? undefined : read.responsible;
  const one =
    byKind === undefined
      ? { member: 'responsible' as const, said }
      : { member: 'kindResponsible' as const, said: byKind ?? '' };
  const value = one.said || null;
  return stated(former, {
    group: 'status',
    part: 'responsible',
    ...one,
    value,
    present: order.responsible,
    apply: (draft) => {
      draft.responsible = value;
    },
  });
}

/** The status that the node's kind reads, in the shop's words. */
export const kindStatus = (order: Order, former: OneCSaid, { status }: DocumentReading): Statement[] =>
  stated(former, {
    group: 'status',
    part: 'status',
    member: 'kindStatus',
    said: status,
    value: status ?? null,
    present: order.status,
    apply: (draft) => {
      draft.status = status ?? draft.status;
    },
  });

/** The order's own requisites that the node's kind reads. */
export function kindRequisites(order: Order, former: OneCSaid, { requisites = {} }: DocumentReading): Statement[] {
  const known = former.requisites ?? {};
  return Object.entries(requisites).flatMap(([name, value]): Statement[] => {
    if (Object.hasOwn(known, name) && known[name] === value) return [];
    const part = `requisites.${name}`;
    const present = Object.hasOwn(order.requisites, name) ? (order.requisites[name] ?? null) : null;
    return [
      {
        group: 'status',
        parts: [part],
        differences: present === value ? {} : { [part]: { site: present, oneC: value } },
        remember: { requisites: { [name]: value } },
        isEcho: (changes) => changes.get(part)?.former.some((each) => (each ?? null) === value) ?? false,
        apply: (draft) => {
          const others = Object.entries(draft.requisites).filter(([each]) => each !== name);
          draft.requisites = Object.fromEntries(value === null ? others : [...others, [name, value]]);
        },
      },
    ];
  });
}
