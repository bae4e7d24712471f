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
}
