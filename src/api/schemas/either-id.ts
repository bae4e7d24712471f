import { z } from 'zod';
import { text } from './primitives.js';

/** What a route takes that names one thing by our id or by its id in 1C. */
export const EitherIdParams = z.object({
  id: text(1000).describe('Our id, or the id in 1C (percent-encoded in an address).'),
});

export const EitherIdQuery = z.strictObject({
  idSpace: text(1000).optional().describe('The id space of an id of 1C. Needed only when several have that id.'),
});
