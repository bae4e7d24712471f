import { InvalidRequest } from './invalid-request.js';
import { notFound } from './route.js';

/**
 * The one row that an id names.
 * @param found what the store has under our id, else under the 1C id, in each id space
 * @param id as the client named it
 * @throws UZ1507 when there is none, UZ1501 when it is a 1C id of several id spaces
 */
export function oneOf<Row>(found: readonly Row[], id: string): Row {
  const [row, another] = found;
  if (row === undefined) throw notFound(id);
  if (another === undefined) return row;
  const message = 'Several id spaces have this 1C id. Say which in `idSpace`, or take our id.';
  throw new InvalidRequest([{ path: 'idSpace', message }]);
}
