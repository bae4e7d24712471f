import { writeDateTime } from './values/wall-clock.js';

/**
 * A time as 1C reads it: `yyyy-MM-ddTHH:mm:ss` on the wall clock of its zone. What names no zone stays as it is: a bare date, a text
 * that is no time.
 */
export function timeFor1c(text: string | undefined, timeZone: string): string | undefined {
  if (text === undefined || !WITH_ZONE.test(text)) return text;
  const moment = new Date(text);
  return Number.isNaN(moment.getTime()) ? text : writeDateTime(moment, timeZone);
}

const WITH_ZONE = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?\s?(Z|[+-]\d\d:?\d\d)$/i;
