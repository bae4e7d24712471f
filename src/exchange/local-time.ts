import { writeDateTime } from '../commerceml/values.js';

/**
 * The moment at which the clocks of a zone show this time: 1C writes times without a zone (commerceml.md §4.3). A time that the clocks
 * skip in spring is the moment that many minutes after the jump; of one that they show twice in autumn either may come.
 * @param local `yyyy-MM-dd`, or `yyyy-MM-ddTHH:mm:ss`
 */
export function momentIn(local: string, timeZone: string): Date {
  const wanted = asUtc(local);
  let moment = wanted;
  for (let round = 0; round < 2; round += 1) moment += wanted - asUtc(writeDateTime(new Date(moment), timeZone));
  return new Date(moment);
}

const asUtc = (local: string): number => Date.parse(`${local.length === 10 ? `${local}T00:00:00` : local}Z`);
