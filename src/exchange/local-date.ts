import { writeDateTime } from '../commerceml/values.js';

/** The day of a moment by the clocks of a zone, `yyyy-MM-dd`. @param timeZone IANA name */
export const localDate = (moment: Date, timeZone: string): string => writeDateTime(moment, timeZone).slice(0, 10);
