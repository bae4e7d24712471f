/** The time that a clock on the wall shows in a zone: 1C writes and expects times without a zone (commerceml.md §4.3). */

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(timeZone, made);
  return made;
}

/** A time without a zone: `yyyy-MM-dd` and `HH:mm:ss`. */
export interface LocalTime {
  readonly date: string;
  readonly time: string;
}

/** The wall clock of `timeZone` (IANA) at a moment. */
export function localTime(at: Date, timeZone: string): LocalTime {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes, width: number) => (parts.get(type) ?? '').padStart(width, '0');
  return {
    date: `${part('year', 4)}-${part('month', 2)}-${part('day', 2)}`,
    time: `${part('hour', 2)}:${part('minute', 2)}:${part('second', 2)}`,
  };
}

/** `yyyy-MM-dd` in the zone. */
export function writeDate(at: Date, timeZone: string): string {
  return localTime(at, timeZone).date;
}

/** `HH:mm:ss` in the zone: no fraction, no zone (УТ loses the date otherwise; commerceml.md §2.8). */
export function writeTime(at: Date, timeZone: string): string {
  return localTime(at, timeZone).time;
}

/** `yyyy-MM-ddTHH:mm:ss` in the zone. */
export function writeDateTime(at: Date, timeZone: string): string {
  const { date, time } = localTime(at, timeZone);
  return `${date}T${time}`;
}
