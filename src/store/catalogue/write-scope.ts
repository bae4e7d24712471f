/** Who writes: the keys that stand in every statement of an import step. */
export interface WriteScope {
  readonly shopId: string;
  readonly nodeId: string;
  readonly idSpace: string;
  readonly exchangeId: string;
  /** Columns that 1C may not overwrite once they are set (a setting of the node). */
  readonly kept: ReadonlySet<string>;
}
