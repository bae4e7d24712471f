import type { Channel } from '../../store/channels/channels.js';
import type { ActiveFilter } from '../../store/list-page.js';

/** Which members of products, and of the offers in them, are written; null = all. */
export interface ExportParts {
  readonly product: readonly string[] | null;
  readonly offer: readonly string[] | null;
}

/** What the writer of a format needs to know besides the products. */
export type ExportForm =
  | { readonly format: 'ndjson'; readonly parts: ExportParts }
  | { readonly format: 'csv'; readonly bom: boolean }
  | { readonly format: 'yml'; readonly shopName: string; readonly other: string; readonly productUrl: string | null };

/** An export that is asked for. Plain data: it is handed to another thread. */
export interface ExportTask {
  readonly databaseUrl: string;
  readonly shopId: string;
  readonly publicUrl: string | undefined;
  readonly active: ActiveFilter;
  /** With what the offers cost in it. */
  readonly channel: Channel | null;
  /** Our id or 1C's: only the prices of this type. */
  readonly priceType: string | null;
  readonly form: ExportForm;
}
