/**
 * What 1C said last of the fields that the shop may change as well. 1C sends the same orders at every exchange (one real shop kept
 * 5,224 files of them): only what it says anew is applied, so that a repeated file takes back nothing that the shop did since.
 */
export interface OneCSaid {
  readonly status?: string | undefined;
  readonly paid?: boolean | undefined;
  readonly shipped?: boolean | undefined;
  readonly cancelled?: boolean | undefined;
  readonly deleted?: boolean | undefined;
  /** Digest of the lines. */
  readonly lines?: string | undefined;
  readonly total?: string | undefined;
  /** Of an order that was made in 1C: the number that it has there, which may be another than the shop's. */
  readonly number?: string | undefined;
  /** In 1C's own words, whatever they mean to the shop. */
  readonly warehouse?: string | undefined;
  readonly organisation?: string | undefined;
  readonly delivery?: string | undefined;
  readonly trackingNumber?: string | undefined;
  readonly responsible?: string | undefined;
  /** As one text. */
  readonly promoCodes?: string | undefined;
  readonly bonusCard?: string | undefined;
  readonly bonusAmount?: string | undefined;
  /** The status that the node's kind read. */
  readonly kindStatus?: string | undefined;
  /** The responsible person that the node's kind read; '' = nobody. */
  readonly kindResponsible?: string | undefined;
  /** Requisites of the order that the node's kind read. */
  readonly requisites?: Readonly<Record<string, string | null>> | undefined;
  readonly customerName?: string | undefined;
  readonly customerPhone?: string | undefined;
  readonly customerEmail?: string | undefined;
  readonly customerAddress?: string | undefined;
  /** The currency of its last document where that is not the order's: it is told once. */
  readonly otherCurrency?: string | undefined;
  /** Digest of what was last refused because the order is settled: it is told once. */
  readonly refused?: string | undefined;
}
