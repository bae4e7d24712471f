import { z } from 'zod';
import { pageOf, pageQuery } from './list.js';
import { filledText, Id, maybeText, moment } from './primitives.js';

const exchangeFields = {
  id: Id,
  node: z.object({ id: Id, name: z.string() }),
  type: z
    .enum(['catalog', 'sale', 'reference', 'get_catalog', 'import', 'push', 'replay', 'restore'])
    .describe(
      '`get_catalog` = our goods went to 1C, `import` = by the command line or `POST /v1/feeds`, `replay` and `restore` = by the command line.',
    ),
  clientVersion: maybeText('`version=` of the client: the protocol it speaks.'),
  cmlVersion: maybeText('`cmlVersion=` of the client.'),
  userAgent: maybeText('What the client calls itself.'),
  address: maybeText('Where 1C called from.'),
  repeats: Id.nullable().describe(
    'Of type `replay` the exchange whose files it applied again; of type `restore` the one before which it put the catalogue back.',
  ),
  openedAt: moment('When 1C logged in.'),
  lastSeenAt: moment('When it was heard of last.'),
  endedAt: moment('When the exchange ended by its silence; null = it may still go on.').nullable(),
  counts: z.object({
    feeds: z.int().describe('Files received.'),
    warnings: z.int().describe('Warnings in the journal.'),
    errors: z.int().describe('Errors in the journal.'),
  }),
};

export const ExchangeSummary = z
  .object(exchangeFields)
  .meta({ id: 'ExchangeSummary', description: 'One session of a 1C, from its login on.' });

export const JournalEntry = z
  .object({
    id: Id,
    at: moment('When it happened.'),
    severity: z.enum(['info', 'warning', 'error']),
    code: z.string().describe('Stable: programs may rely on it.'),
    message: z.string().describe('For a person, in Russian.'),
    feedId: Id.nullable(),
    line: z.int().nullable().describe('Line of the feed.'),
    detail: z.unknown().describe('What programs may want to know; its form depends on `code`.'),
  })
  .meta({ id: 'JournalEntry' });

export const Feed = z
  .object({
    id: Id,
    name: z.string().describe('As 1C names it.'),
    content: z.enum(['xml', 'zip', 'file', 'unknown']),
    state: z
      .enum(['receiving', 'closed', 'unpacked', 'expired'])
      .describe('`receiving`: more pieces may come; `expired`: the bytes are gone, see RETENTION_DAYS.'),
    size: z.int().describe('Bytes.'),
    archiveId: Id.nullable().describe('The feed that it was unpacked from.'),
    receivedAt: moment('When its first piece came.'),
    job: z
      .object({
        kind: z
          .enum(['unpack', 'import', 'files'])
          .describe('Of an archive: `unpack` (its XML), then `files` (its pictures and other files).'),
        state: z
          .enum(['queued', 'running', 'done', 'failed', 'stopped'])
          .describe('`stopped`: a person stopped it; what was imported till then stays.'),
        progress: maybeText('What and how far, in Russian.'),
        counts: z
          .record(z.string(), z.number())
          .describe(
            'Records by their kind (`product`, `offer`, `document`…), and what became of them: `product.new`, `.changed`, `.unchanged`, `.removed` (taken off sale), `.refused` (by the node kind); `document.applied`, `.created`, `.unchanged`, `.waits`, `.ignored`.',
          ),
        error: z.object({ code: z.string(), message: z.string() }).nullable(),
      })
      .nullable()
      .describe('What was done with it; null = nothing yet.'),
  })
  .meta({ id: 'Feed', description: 'One file as received.' });

export const Exchange = z
  .object({
    ...exchangeFields,
    feeds: z
      .array(Feed)
      .describe('The XML files and archives in the order they came, the first 1,000; pictures left out.'),
    journal: pageOf(JournalEntry).describe('Oldest first, one page: `limit` and `cursor` page through it.'),
  })
  .meta({ id: 'Exchange' });

export const ExchangeRequest = z
  .object({
    id: Id,
    at: moment('When it came.'),
    method: z.string(),
    type: maybeText('`type=`'),
    mode: maybeText('`mode=`'),
    file: maybeText('`filename=`'),
    status: z.int().describe('Of HTTP; a `failure` has 200 as well.'),
    answer: maybeText('First line of the answer.'),
    bytesIn: z.int(),
    bytesOut: z.int(),
    ms: z.int().describe('How long it took.'),
    address: maybeText('Where it came from.'),
    error: maybeText('Code of the error.'),
  })
  .meta({ id: 'ExchangeRequest', description: 'One request of a 1C, as it was answered. It holds no secrets.' });

export const ExchangeRequestPage = pageOf(ExchangeRequest).meta({ id: 'ExchangeRequestPage' });

export const ExchangePage = pageOf(ExchangeSummary).meta({ id: 'ExchangePage' });

export const ExchangeQuery = z.strictObject({
  ...pageQuery,
  node: filledText(255).optional().describe('Id or name of a node.'),
  type: exchangeFields.type.optional(),
});

export const JournalQuery = z.strictObject(pageQuery);
