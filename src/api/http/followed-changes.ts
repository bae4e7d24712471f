import { UzelError } from '../../errors.js';
import { type ChangesAsked, type ChangesPage, readChanges } from '../../store/changes/read-changes.js';
import type { ChangeType } from '../../store/changes/record-changes.js';
import { CHANGE_TYPES } from '../schemas/change.js';
import type { ApiParts } from './api-parts.js';
import type { Call } from './call.js';

/** Of persons and their orders: which there are and when they change is not for every reader of the catalogue. */
const OF_ORDERS: readonly ChangeType[] = ['order', 'counterparty'];

type Caller = Pick<
  Call<object, object, object>,
  'services' | 'parts' | 'shopId' | 'keyId' | 'scopes' | 'seq' | 'signal'
>;

/** The number that `after` names. @param after digits, or `latest` */
export const placeOf = ({ seq }: Pick<Caller, 'seq'>, after: string): number =>
  after === 'latest' ? seq : Number(after);

/**
 * The types of changes that a key sees of those that are asked for.
 * @returns undefined = all that there are
 * @throws UzelError UZ1008 a type was named that needs the scope `orders`
 */
export function typesFor(
  { scopes }: Pick<Caller, 'scopes'>,
  asked: readonly ChangeType[] | undefined,
): readonly ChangeType[] | undefined {
  if (scopes.includes('orders')) return asked;
  const refused = asked?.find((type) => OF_ORDERS.includes(type));
  if (refused === undefined) return asked ?? CHANGE_TYPES.filter((type) => !OF_ORDERS.includes(type));
  throw new UzelError(
    'UZ1008',
    `Changes of the type "${refused}" need a key with the scope "orders". Leave the type out, or make one: uzel key add <name> --scopes read,orders.`,
  );
}

/** Why changes behind a number cannot be followed: some were deleted, or it was never given; null = they can. */
export function lossBehind(after: number, { newest, forgotten }: ChangesPage): UzelError | null {
  if (after < forgotten) {
    return new UzelError(
      'UZ1521',
      `Changes up to ${forgotten} are kept no more, and ${after} lies before. Read an export and follow from its Uzel-Seq, or take \`after=latest\` when what was before does not matter.`,
    );
  }
  if (after <= newest) return null;
  return new UzelError(
    'UZ1521',
    `The number ${after} was never given: the last one is ${newest}. The database was put back to an earlier day, and numbers go on from there. Read an export and follow from its Uzel-Seq.`,
  );
}

/** Reads changes behind a number. @throws UzelError UZ1521 as `lossBehind` says */
export async function readFollowed({ services, shopId }: Caller, asked: ChangesAsked): Promise<ChangesPage> {
  const page = await readChanges(services.db.knex, shopId, asked);
  const loss = lossBehind(asked.after, page);
  if (loss) throw loss;
  return page;
}

/**
 * Reads changes behind a number; when there are none, waits for one. No connection is held meanwhile. The page is empty when the time
 * has passed, the client is gone or the server begins to stop.
 * @throws UzelError UZ1521
 */
export async function waitForChanges(call: Caller, asked: ChangesAsked, waitMs: number): Promise<ChangesPage> {
  const until = Date.now() + waitMs;
  for (let { after } = asked; ; ) {
    const page = await readFollowed(call, { ...asked, after });
    const rest = until - Date.now();
    if (page.items.length > 0 || rest <= 0) return page;
    after = page.last; // what others changed meanwhile is not read again
    if (!(await call.parts.changes.wait(call.shopId, after, rest, call.signal))) return page;
  }
}

const taken = new WeakMap<ApiParts, Map<string, number>>();

/**
 * Takes one of the places of those who wait with one key.
 * @returns gives it back
 * @throws UzelError UZ1524 STREAMS_PER_KEY wait already
 */
export function takeWaitingPlace({ parts, keyId, services }: Caller): () => void {
  const places = taken.get(parts) ?? new Map<string, number>();
  taken.set(parts, places);
  const most = services.config.STREAMS_PER_KEY;
  const count = places.get(keyId) ?? 0;
  if (count >= most) {
    throw new UzelError(
      'UZ1524',
      `${most} requests of this key are waiting for changes: STREAMS_PER_KEY allows no more. Close those that nobody reads.`,
    );
  }
  places.set(keyId, count + 1);
  return () => {
    const left = (places.get(keyId) ?? 1) - 1;
    if (left > 0) places.set(keyId, left);
    else places.delete(keyId);
  };
}
