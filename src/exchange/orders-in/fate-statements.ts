import type { NodeSettings } from '../../nodes/exchange-node.js';
import type { Order } from '../../orders.js';
import type { OneCSaid } from '../../store/orders/one-c-said.js';
import type { SpokenFate } from './document-fate.js';
import { shopWord, shopWords } from './shop-words.js';
import { type Statement, stated } from './statements.js';

/** `Оплачен`. */
export const paidStatement = (order: Order, said: OneCSaid, { paid }: SpokenFate): Statement[] =>
  stated(said, {
    group: 'payment',
    part: 'paid',
    member: 'paid',
    said: paid,
    value: paid ?? null,
    present: order.paid,
    apply: (draft) => {
      draft.paid = paid ?? draft.paid;
    },
  });

/** `Отгружен`. */
export const shippedStatement = (order: Order, said: OneCSaid, { shipped }: SpokenFate): Statement[] =>
  stated(said, {
    group: 'shipment',
    part: 'shipped',
    member: 'shipped',
    said: shipped,
    value: shipped ?? null,
    present: order.shipped,
    apply: (draft) => {
      draft.shipped = shipped ?? draft.shipped;
    },
  });

/** Cancellation (by whom stands beside it) and the mark of deletion. */
export function endStatements(order: Order, said: OneCSaid, { cancelled, deleted }: SpokenFate): Statement[] {
  const end = stated(said, {
    group: 'status',
    part: 'cancelled',
    member: 'cancelled',
    said: cancelled,
    value: cancelled ?? null,
    present: order.cancelled,
    revives: cancelled === false,
    apply: (draft) => {
      draft.cancelled = cancelled ?? draft.cancelled;
      draft.cancelledBy = draft.cancelled ? 'node' : null;
    },
  });
  const mark = stated(said, {
    group: 'status',
    part: 'deleted',
    member: 'deleted',
    said: deleted,
    value: deleted ?? null,
    present: order.deleted,
    apply: (draft) => {
      draft.deleted = deleted ?? draft.deleted;
    },
  });
  return [...end, ...mark];
}

/** The status that a word of 1C stands for: by the id that the site gave, then by its name; a word that no setting names is the status. */
export function statusMeant(
  settings: NodeSettings,
  fate: Pick<SpokenFate, 'status' | 'statusName'>,
  present: readonly (string | null)[],
): string | undefined {
  const { status, statusName } = fate;
  if (status === undefined) return undefined;
  const { statuses = {} } = settings;
  const byWord = shopWord(statuses, status, present);
  if (byWord !== undefined || Object.hasOwn(statuses, status)) return byWord ?? status;
  return (statusName === undefined ? undefined : shopWord(statuses, statusName, present)) ?? status;
}

/** The status that 1C says, in the shop's word (setting `statuses`); nothing when it may not change it (`readsStatus`). */
export function statusStatement(order: Order, said: OneCSaid, fate: SpokenFate, settings: NodeSettings): Statement[] {
  if (settings.readsStatus === false) return [];
  const meant = statusMeant(settings, fate, [order.status]);
  const same = [fate.status, fate.statusName].flatMap((word) => (word ? shopWords(settings.statuses, word) : []));
  return stated(said, {
    group: 'status',
    part: 'status',
    member: 'status',
    said: fate.status,
    value: meant ?? null,
    present: order.status,
    means: (value) => value === meant || (typeof value === 'string' && same.includes(value)),
    apply: (draft) => {
      draft.status = meant ?? draft.status;
    },
  });
}

/** The status of an order that 1C says is shipped now (setting `statusWhenShipped`), instead of what its document says of the status. */
export function shippedStatus(order: Order, fate: SpokenFate, settings: NodeSettings): Statement[] {
  const status = settings.statusWhenShipped;
  if (status === undefined) return [];
  const isFinal =
    settings.settledOrders?.includes('final') &&
    order.status !== null &&
    settings.finalStatuses?.includes(order.status);
  return [
    {
      group: 'status',
      parts: ['status'],
      differences: status === order.status ? {} : { status: { site: order.status, oneC: status } },
      always: !isFinal,
      remember: fate.status === undefined ? {} : { status: fate.status },
      isEcho: () => false,
      apply: (draft) => {
        draft.status = status;
      },
    },
  ];
}
