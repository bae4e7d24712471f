import { LONGEST_NUMBER } from '../../commerceml/order-number.js';
import { nextOrderNumber } from '../../store/nodes/node-facts.js';
import { uzelOf } from '../uzel-command.js';
import { error, ok, type Said, warning } from './findings.js';
import type { NodeCheck } from './scene.js';

/** So few numbers are left before the prefix makes them too long. */
const NEAR = 1000;

/** 1C compares numbers in a column of 11 characters: a longer one makes a duplicate at every exchange (one-c-client.md §5). */
export const checkNumberLength: NodeCheck = async ({ tx, node }) => {
  if (!node.receivesOrders || node.receivesOnlyOwn) return [];
  const prefix = node.settings.numberPrefix ?? '';
  const next = (await nextOrderNumber(tx, node.shopId)) ?? '1';
  const whole = prefix + next;
  const room = LONGEST_NUMBER - prefix.length;
  if (whole.length > LONGEST_NUMBER) {
    return [
      error(
        `The next order would be ${whole}: ${whole.length} characters, and 1C takes ${LONGEST_NUMBER}. Take a prefix of at most ${Math.max(0, LONGEST_NUMBER - next.length)} characters: ${uzelOf(node.shopId)} node set "${node.name}" numberPrefix=…`,
      ),
    ];
  }
  const said: Said[] = [];
  if (10n ** BigInt(room) - BigInt(next) < BigInt(NEAR)) {
    said.push(
      warning(
        `Fewer than ${NEAR} numbers are left before ${prefix}… is longer than ${LONGEST_NUMBER} characters. Take a shorter numberPrefix soon.`,
      ),
    );
  }
  said.push(
    prefix === ''
      ? warning(
          `Its orders have no prefix (the next is ${whole}). If this 1C numbers orders of its own, one of them may look like the shop's: ${uzelOf(node.shopId)} node set "${node.name}" numberPrefix=W-`,
        )
      : ok(`The next order would be ${whole}: ${whole.length} of ${LONGEST_NUMBER} characters.`),
  );
  return said;
};
