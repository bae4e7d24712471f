import type { Tx } from '../../db/open.js';
import { UzelError } from '../../errors.js';
import type { Services } from '../../services.js';
import { lockIdSpace } from '../../store/catalogue/id-space-lock.js';
import { hasImagesSince, idSpacesOf, openJobsSince, putBack } from '../../store/catalogue/restored-rows.js';
import { type Differences, differencesOf } from '../../store/catalogue/row-differences.js';
import { voidRunsSince } from '../../store/catalogue/void-runs.js';
import { recordChanges } from '../../store/changes/record-changes.js';
import { type Exchange, endExchangeNow, openExchange } from '../../store/exchanges/exchanges.js';
import { addJournal } from '../../store/exchanges/journal.js';
import { exchangesToUndo, type UndoneExchange } from '../../store/exchanges/undone-exchanges.js';
import { dryRun } from './dry-run.js';

/** What a restore did, or would do. */
export interface Restored {
  /** The exchange that it is recorded as. */
  readonly exchangeId: string;
  /** What is taken back: that exchange and the later ones that brought goods, oldest first. */
  readonly undone: readonly UndoneExchange[];
  readonly differences: Differences;
  /** Full exports that were under way or held, and are given up. */
  readonly voidRuns: number;
}

/**
 * Puts the catalogue back as it was before an exchange, with all that later exchanges did to the same shop; orders stay. One
 * transaction: it is done as a whole or not at all, and imports wait for it. It is an exchange of its own, of type `restore`, with a
 * journal, change events and before-images, so that `restore` undoes it the same way.
 * @param before one of the shop's exchanges
 * @param show how many differences are told at most
 * @throws UzelError UZ1612 before-images of it or of a later exchange are kept no more; UZ1204 files of them are still being imported
 */
export async function restore(services: Services, before: Exchange, show: number): Promise<Restored> {
  const { shopId, exchangeId, nodeId } = before;
  const done = await services.db.transaction(async (tx) => {
    for (const idSpace of await idSpacesOf(tx, shopId)) await lockIdSpace(tx, { shopId, idSpace });
    await requirePossible(tx, before);
    const undone = await exchangesToUndo(tx, shopId, exchangeId);
    const { exchange } = await openExchange(tx, {
      shopId,
      nodeId,
      type: 'restore',
      userAgent: 'uzel restore',
      repeats: exchangeId,
    });
    const changes = await putBack(tx, { shopId, before: exchangeId, exchangeId: exchange.exchangeId });
    const runs = await voidRunsSince(tx, shopId, exchangeId);
    await tell(tx, before, exchange, { rows: changes.length, runs: runs.length });
    await endExchangeNow(tx, exchange);
    await recordChanges(tx, shopId, exchange.exchangeId, changes);
    return { exchangeId: exchange.exchangeId, voidRuns: runs.length, undone };
  });
  return { ...done, differences: await differencesOf(services.db.knex, shopId, done.exchangeId, show) };
}

/** What `restore` would do. Nothing of it stays. @throws as `restore` */
export async function tryRestore(services: Services, before: Exchange, show: number): Promise<Restored> {
  return await dryRun(services, async (dry) => await restore(dry, before, show));
}

async function requirePossible(tx: Tx, { shopId, exchangeId }: Exchange): Promise<void> {
  if (!(await hasImagesSince(tx, shopId, exchangeId))) {
    throw new UzelError(
      'UZ1612',
      `What the catalogue was before the exchange ${exchangeId} is kept no more: RETENTION_DAYS has passed. A full export from 1C makes it right.`,
    );
  }
  const open = await openJobsSince(tx, shopId, exchangeId);
  if (open === 0) return;
  throw new UzelError(
    'UZ1204',
    `${open} file(s) of this exchange or of later ones are still to be imported and would bring it all again. Pause the node, wait until they are done, and repeat.`,
  );
}

async function tell(
  tx: Tx,
  before: Exchange,
  { exchangeId }: Exchange,
  { rows, runs }: { rows: number; runs: number },
): Promise<void> {
  const { shopId, nodeId } = before;
  const runsText = runs === 0 ? '' : ` Незавершённые и отложенные полные выгрузки (${runs}) больше не действуют.`;
  await addJournal(tx, [
    {
      ...{ shopId, nodeId, exchangeId, severity: 'info', code: 'catalogue-restored' },
      message: `Каталог возвращён к состоянию до обмена ${before.exchangeId}: записей ${rows}.${runsText}`,
      detail: { before: before.exchangeId, rows, runs },
    },
    {
      ...{ shopId, nodeId, exchangeId: before.exchangeId, severity: 'warning', code: 'exchange-undone' },
      message: `Изменения каталога этого и более поздних обменов отменены (обмен ${exchangeId}).`,
      detail: { by: exchangeId },
    },
  ]);
}
