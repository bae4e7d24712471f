import type { SettledNode } from '../exchange/node-desk.js';

/** What became of the shop's orders that nobody owned, in lines for a person; none when there were none. */
export function ordersLeft({ ordersRouted, ordersTooLong }: SettledNode): string[] {
  return [
    ...(ordersRouted > 0 ? ['', `${ordersRouted} order(s) without an owner have one now.`] : []),
    ...(ordersTooLong.length > 0
      ? [
          '',
          `Too long for 1C with this prefix, and therefore still without an owner: ${ordersTooLong.join(', ')}. Take a shorter numberPrefix.`,
        ]
      : []),
  ];
}
