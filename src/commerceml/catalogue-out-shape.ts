import { freeText } from './order-values.js';
import type { OrdersShape } from './orders-shape.js';

/** What the catalogue that goes to 1C looks like for one exchange node: encoding, version and spellings are those of its orders. */
export interface CatalogueOutShape
  extends Pick<OrdersShape, 'encoding' | 'schemaVersion' | 'generatedAt' | 'timeZone' | 'currency'> {
  /** `Каталог/Ид`: the same for every exchange of a shop. */
  readonly catalogueId: string;
  /** Whose catalogue it is: the name of the shop. */
  readonly owner: string;
}

/** Whether the document is of this version or a later one. */
export function isFrom(shape: Pick<CatalogueOutShape, 'schemaVersion'>, version: string): boolean {
  const [major = 0, minor = 0] = shape.schemaVersion.split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = version.split('.').map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

/** CommerceML 3: dictionaries stand in the classifier, stock in `Остатки`. */
export const isThird = (shape: Pick<CatalogueOutShape, 'schemaVersion'>): boolean => isFrom(shape, '3.0');

/** A text of the catalogue: whole, whatever the schemas take, so that nothing is lost on the way. */
export const wholeText = (text: string | null | undefined): string | undefined =>
  freeText(text, Number.MAX_SAFE_INTEGER);

export const flagText = (flag: boolean | null | undefined): string | undefined =>
  flag === null || flag === undefined ? undefined : String(flag);
