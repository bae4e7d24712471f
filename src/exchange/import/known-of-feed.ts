import type { Recogniser } from '../../commerceml/read-options.js';
import { type BlockRewrite, rewritesOf } from '../../store/catalogue/block-rewrites.js';
import {
  type Distrusted,
  type Found,
  type KnownPart,
  KnownTable,
  type Snapshot,
} from '../../store/catalogue/known-table.js';

/** What the reading of a feed asks of the database, from whatever thread. */
export interface KnownStore {
  /**
   * What is known of the records of one section.
   * @param key 32 hex digits
   * @returns undefined when none of them is to be recognised
   */
  known(key: string): Promise<AsyncIterable<KnownPart> | undefined>;
  /** Writes blocks anew that are better so. It never fails: what is not done now is done at another import. */
  rewrite(rewrite: BlockRewrite): Promise<void>;
}

/** Recognises the records of one feed, with what is known of each of its sections in memory. */
export class KnownOfFeed implements Recogniser<Found> {
  readonly #snapshots = new Map<Buffer, Snapshot>();

  /** @param context `FeedTask.fingerprintContext` */
  constructor(
    readonly context: string,
    private readonly distrusted: Distrusted,
    private readonly store: KnownStore,
  ) {}

  async known(key: Buffer): Promise<KnownTable | undefined> {
    const parts = await this.store.known(key.toString('hex'));
    if (!parts) return undefined;
    const table = await KnownTable.of(parts, this.distrusted);
    this.#snapshots.set(key, table.snapshot);
    // Before anything of the feed is applied: what is written anew counts as younger than what the feed brings otherwise.
    for (const rewrite of rewritesOf(key.toString('hex'), table)) await this.store.rewrite(rewrite());
    return table;
  }

  /** What records that were recognised under a key rely on. */
  snapshotOf(key: Buffer): Snapshot {
    const snapshot = this.#snapshots.get(key);
    if (!snapshot) throw new Error('nothing was asked under this key');
    return snapshot;
  }
}
