import type { KeptRequest } from '../store/exchanges/exchange-requests.js';
import type { JournalEntry } from '../store/exchanges/journal.js';
import type { ExchangeOverview, FeedOverview } from '../store/exchanges/read-exchanges.js';
import { plainText } from './display-width.js';
import { foldJournal } from './journal-folding.js';
import { journalLine } from './journal-line.js';
import { localTime, localZone } from './local-time.js';
import { type Column, record, table } from './output.js';
import { uzelHere } from './shop-option.js';

/** What is known of an exchange. */
export interface ExchangeStory {
  readonly exchange: ExchangeOverview;
  readonly feeds: readonly FeedOverview[];
  /** A removal waits for `uzel exchange confirm`. */
  readonly held: boolean;
  readonly journal: readonly JournalEntry[];
  /** null = not asked for. */
  readonly requests: readonly KeptRequest[] | null;
}

const FEEDS: readonly Column[] = [
  { heading: 'RECEIVED' },
  { heading: 'FILE' },
  { heading: 'SIZE', align: 'right' },
  { heading: 'STATE' },
  { heading: 'ID' },
  { heading: 'WHAT WAS DONE' },
];

const REQUESTS: readonly Column[] = [
  { heading: 'TIME' },
  { heading: 'REQUEST' },
  { heading: 'FILE' },
  { heading: 'IN', align: 'right' },
  { heading: 'OUT', align: 'right' },
  { heading: 'MS', align: 'right' },
  { heading: 'ANSWER' },
  { heading: 'FROM' },
];

const requestCells = (request: KeptRequest): (string | number)[] => [
  localTime(request.at),
  `${request.method} ${[request.type, request.mode].filter(Boolean).join('/')}`,
  request.file ?? '',
  bytes(request.bytesIn),
  bytes(request.bytesOut),
  request.ms,
  [request.status === 200 ? '' : request.status, request.answer, request.errorCode].filter(Boolean).join(' '),
  request.address ?? '',
];

/** An exchange for who is called at night: the verdict first, then the files, then the journal. */
export function exchangeText({ exchange, feeds, held, journal, requests }: ExchangeStory, all: boolean): string {
  const pictures = exchange.feeds - feeds.length;
  return [
    head(exchange),
    '',
    verdict(exchange, feeds, held),
    '',
    `FILES${pictures > 0 ? ` (and ${pictures} more, mostly pictures)` : ''}`,
    '',
    table(FEEDS, feeds.map(feedCells), 'None.'),
    '',
    ...(requests === null ? [] : ['REQUESTS', '', table(REQUESTS, requests.map(requestCells), 'None is known.'), '']),
    `JOURNAL (times in ${localZone()})`,
    '',
    journal.length === 0 ? 'Empty.' : (all ? journal.map(journalLine) : foldJournal(journal, journalLine)).join('\n'),
  ].join('\n');
}

function head(exchange: ExchangeOverview): string {
  const versions = [
    exchange.clientVersion && `exchange ${exchange.clientVersion}`,
    exchange.cmlVersion && `CommerceML ${exchange.cmlVersion}`,
    exchange.userAgent,
  ].filter(Boolean);
  return record([
    ['Exchange', exchange.exchangeId],
    ['Node', exchange.nodeName],
    ['Type', exchange.type],
    ['Client', versions.join(', ') || null],
    ['From', exchange.address],
    ['Repeats', exchange.type === 'replay' ? exchange.repeats : null],
    ['Restores', exchange.type === 'restore' ? `what was before ${exchange.repeats}` : null],
    ['Started', localTime(exchange.openedAt)],
    ['Last seen', localTime(exchange.lastSeenAt)],
    ['Ended', exchange.endedAt ? localTime(exchange.endedAt) : 'not yet: it ends when it is silent for long'],
  ]);
}

function verdict(exchange: ExchangeOverview, feeds: readonly FeedOverview[], held: boolean): string {
  const failed = feeds.filter(({ job }) => job?.state === 'failed');
  const open = feeds.filter(({ job }) => job?.state === 'queued' || job?.state === 'running');
  const lines = [
    ...(held
      ? [
          `! A removal of goods waits for a person. To carry it out: ${uzelHere()} exchange confirm ${exchange.exchangeId}`,
        ]
      : []),
    ...failed.map(({ name, job }) =>
      plainText(`! ${name}: ${job?.errorText ?? 'failed'} (${job?.errorCode ?? 'UZ1999'})`),
    ),
    ...(open.length > 0 ? [`${open.length} file(s) still to be imported.`] : []),
    ...(exchange.warnings + exchange.errors > 0
      ? [`The journal has ${exchange.warnings} warning(s) and ${exchange.errors} error(s).`]
      : []),
  ];
  return lines.length === 0 ? 'Nothing went wrong.' : lines.join('\n');
}

function feedCells({ feedId, receivedAt, name, size, state, job }: FeedOverview): string[] {
  const done = job?.state === 'failed' ? `${job.errorCode ?? ''} see above` : (job?.progress ?? '');
  return [localTime(receivedAt), name, bytes(Number(size)), job?.state ?? state, feedId, done];
}

function bytes(count: number): string {
  const units = ['B', 'KB', 'MB', 'GB'] as const;
  const power = Math.min(units.length - 1, count < 1 ? 0 : Math.floor(Math.log2(count) / 10));
  return `${(count / 1024 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`;
}
