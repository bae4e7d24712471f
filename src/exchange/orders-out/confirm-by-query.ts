import type { Tx } from '../../db/open.js';
import type { ExchangeNode } from '../../nodes/exchange-node.js';
import type { Services } from '../../services.js';
import type { Exchange } from '../../store/exchanges/exchanges.js';
import { addJournal } from '../../store/exchanges/journal.js';
import { acknowledgeBatch } from '../../store/orders/batches.js';
import { answeredBefore, noteAnswered, noteSuccessMissed } from '../../store/orders/unconfirmed-batches.js';
import { uzelOf } from '../uzel-command.js';

/** So many exchanges tell that a 1C never says `success`. */
const EXCHANGES_WITHOUT_SUCCESS = 3;

/**
 * What a `query` says of the answers before it. `confirmBy=next-query`: orders whose answer went out whole before this exchange began
 * are acknowledged by it, for a 1C that never sends `success`; an answer that broke off is not, its orders are offered again. Else, once
 * for a node that was never heard to confirm anything, the journal proposes that setting.
 */
export async function hearQuery(tx: Tx, node: ExchangeNode, exchange: Exchange): Promise<void> {
  const { shopId, nodeId } = node;
  const { exchangeId } = exchange;
  if (node.settings.confirmBy === 'next-query') {
    const batches = await answeredBefore(tx, { shopId, nodeId, exchangeId });
    for (const batch of batches) await acknowledgeBatch(tx, shopId, batch);
    return;
  }
  if (!(await noteSuccessMissed(tx, { shopId, nodeId, exchangeId }, EXCHANGES_WITHOUT_SUCCESS))) return;
  await addJournal(tx, {
    shopId,
    nodeId,
    exchangeId,
    severity: 'warning',
    code: 'success-never-sent',
    message: `1С забирает заказы, но ни разу не подтвердила их (mode=success), поэтому каждый обмен выдает их снова. Если заказы в 1С появляются, включите подтверждение следующим запросом: ${uzelOf(shopId)} node set "${node.name}" confirmBy=next-query`,
  });
}

/** What the protocol tells of the answer that holds a batch: it went out to its last byte; or, after all, it did not. */
export interface Sending {
  whole(): Promise<void>;
  lost(): Promise<void>;
}

/** Notes how the sending of a batch ends. What cannot be noted is logged: the orders are offered again then, which 1C stands. */
export function sendingOf(services: Pick<Services, 'db' | 'log'>, shopId: string, batchId: string): Sending {
  const note = async (whole: boolean) => {
    try {
      await noteAnswered(services.db.knex, { shopId, batchId }, whole);
    } catch (error) {
      services.log.warn({ err: error, batch: batchId }, 'it could not be noted how the sending of orders ended');
    }
  };
  return { whole: () => note(true), lost: () => note(false) };
}
