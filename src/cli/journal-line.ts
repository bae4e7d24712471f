import type { JournalEntry } from '../store/exchanges/journal.js';
import { plainText } from './display-width.js';
import { localTime } from './local-time.js';

/** An entry of a journal on a line. */
export const journalLine = (entry: JournalEntry): string =>
  `${localTime(entry.at)}  ${MARKS[entry.severity]}  ${plainText(entry.message)}`;

/** Seen at a glance, without colours, which logs and mails lose. */
const MARKS = { info: '       ', warning: 'warning', error: 'ERROR  ' } as const;
