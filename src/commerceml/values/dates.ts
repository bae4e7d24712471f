import type { Read } from './read.js';
import { writeDateTime } from './wall-clock.js';

/** 1C's empty date. */
const EMPTY_YEAR = '0001';
const MIDNIGHT = '00:00:00';
const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[TТ\s]+(.+))?$/i;
const EUROPEAN = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[TТ\s]+(.+))?$/i;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(\d{6})?$/;
const TIME = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?(?:\d{2})?)?$/i;
const COMPACT_TIME = /^(\d{2})(\d{2})(\d{2})$/;

interface Moment {
  readonly date: string;
  /** undefined = only a date was written. */
  readonly time?: string;
  readonly zone?: string;
}

/**
 * A date (`yyyy-MM-dd`, `dd.MM.yyyy`, `yyyyMMdd`, each also with a time; commerceml.md §4.3) → `yyyy-MM-dd`, no zone.
 * @param timeZone a time that names its zone is brought to this one
 * @returns null for blank and for 1C's empty date, undefined for what is no date of the calendar
 */
export function readDate(text: string, timeZone: string): Read<string> {
  const moment = readMoment(text);
  return moment ? inZone(moment, timeZone).date : moment;
}

/** As readDate, with the time: `yyyy-MM-ddTHH:mm:ss`, or `yyyy-MM-dd` where only a date is written. */
export function readDateTime(text: string, timeZone: string): Read<string> {
  const moment = readMoment(text);
  if (!moment) return moment;
  const { date, time } = inZone(moment, timeZone);
  return time === undefined ? date : `${date}T${time}`;
}

/**
 * A time (`HH:mm:ss`, `H:mm`, with a fraction or a zone, or behind a date) → `HH:mm:ss`. A zone means nothing without a day: it is
 * brought to `timeZone` behind a date only.
 * @returns null for blank and for 1C's empty date at midnight, undefined for what is no time
 */
export function readTime(text: string, timeZone: string): Read<string> {
  const bare = text.trim();
  if (bare === '') return null;
  const alone = readClock(bare.replace(/^[TТ]/i, ''));
  if (alone) return alone.time;
  const moment = splitMoment(bare);
  if (!moment) return undefined;
  if (!moment.date.startsWith(EMPTY_YEAR)) return inZone(moment, timeZone).time;
  // XDTO writes a time as the time of the empty date; at midnight that is the empty date itself.
  return moment.time === undefined || moment.time === MIDNIGHT ? null : moment.time;
}

function readMoment(text: string): Read<Moment> {
  const bare = text.trim();
  if (bare === '') return null;
  const moment = splitMoment(bare);
  return moment?.date.startsWith(EMPTY_YEAR) ? null : moment;
}

function splitMoment(text: string): Moment | undefined {
  const iso = ISO.exec(text);
  const european = iso ? null : EUROPEAN.exec(text);
  const compact = iso || european ? null : COMPACT.exec(text);
  const [year, month, day] = european
    ? [european[3], european[2], european[1]]
    : [(iso ?? compact)?.[1], (iso ?? compact)?.[2], (iso ?? compact)?.[3]];
  if (year === undefined || month === undefined || day === undefined || !onCalendar(+year, +month, +day))
    return undefined;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const clock = (iso ?? european ?? compact)?.[4];
  if (clock === undefined) return { date };
  const time = readClock(clock.trim());
  return time && { date, ...time };
}

function readClock(text: string): { time: string; zone?: string } | undefined {
  const match = TIME.exec(text) ?? COMPACT_TIME.exec(text);
  if (!match) return undefined;
  const [, hour = '', minute = '', second = '00', zone] = match;
  if (+hour > 23 || +minute > 59 || +second > 59) return undefined;
  return { time: `${hour.padStart(2, '0')}:${minute}:${second}`, ...(zone === undefined ? {} : { zone }) };
}

function onCalendar(year: number, month: number, day: number): boolean {
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);
}

function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function inZone(moment: Moment, timeZone: string): Moment {
  if (moment.zone === undefined || moment.time === undefined) return moment;
  const digits = moment.zone.toUpperCase() === 'Z' ? '+0000' : moment.zone.replace(':', '').padEnd(5, '0');
  const at = new Date(`${moment.date}T${moment.time}${digits.slice(0, 3)}:${digits.slice(3)}`);
  if (Number.isNaN(at.getTime())) return { date: moment.date, time: moment.time };
  const [date = moment.date, time = moment.time] = writeDateTime(at, timeZone).split('T');
  return { date, time };
}
