/** What the journal says of one real file: how often a warning of a kind comes at a place, and why it is right. */
export interface ApprovedWarning {
  readonly code: string;
  /** Of an unreadable value: what it should have been. */
  readonly kind: string | null;
  readonly path: string | null;
  readonly count: number;
  readonly why: string;
}

/**
 * The warnings of all real files, reviewed by looking at each place in its file. A file that is not here is imported without a word.
 * Beside warnings and errors it has `document-unmatched`, which is an info, but says that something was not taken.
 */
export const APPROVED: Readonly<Record<string, readonly ApprovedWarning[]>> = {
  'officialdoc_orders.xml': [
    {
      code: 'document-unmatched',
      kind: null,
      path: null,
      count: 2,
      why: 'Two documents that tell only how an order fares (no goods, no sum, no buyer), of orders that the shop does not know.',
    },
  ],
  'ut10_sales_204.xml': [
    {
      code: 'document-unmatched',
      kind: null,
      path: null,
      count: 1,
      why: 'A shipment (Отпуск товара) of an order that this shop never had: nobody could say where it belongs.',
    },
  ],
  'v31_freesport_units.xml': [
    {
      code: 'value-unreadable',
      kind: 'empty-id',
      path: 'ЕдиницаИзмерения',
      count: 1,
      why: 'A unit with neither Ид nor Код: no product can name it. It is kept whole apart.',
    },
  ],
};
