import { catchUp } from '../../src/listing/index.js';
import type { Rest } from './open-rest.js';

/** Brings the listing up to what the log of changes says. */
export async function followListing(rest: Rest): Promise<void> {
  await catchUp(rest.services);
}

/** Makes the listing anew: rows that were written by plain SQL are in no log of changes. */
export async function makeListing(rest: Rest): Promise<void> {
  await rest.knex.raw('delete from listing_state');
  await catchUp(rest.services);
}
