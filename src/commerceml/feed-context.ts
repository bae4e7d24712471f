import type { ValueWarning } from '../records.js';

/** What the mappings of one feed share. */
export interface FeedContext {
  /** IANA name of the zone that 1C lives in. */
  readonly timeZone: string;
  /** `ЧРД` of `ФорматСуммы` and `ФорматКоличества` of the root. */
  amountSeparator: string | undefined;
  quantitySeparator: string | undefined;
  /** Warnings that belong to no record: the next one carries them. */
  readonly pending: ValueWarning[];
  /** Currencies that were warned of already: a price list names one in every row. */
  readonly unknownCurrencies: Set<string>;
  /** A record was not warned of, since an earlier one was: set where that is so, and taken back by whoever asks. */
  isSilenced: boolean;
}
