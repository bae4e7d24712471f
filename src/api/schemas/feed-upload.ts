import { z } from 'zod';
import { pageOf, pageQuery } from './list.js';
import { filledText, Id, Moment, maybeText, moment, orNull, text } from './primitives.js';

/** Feeds that a person uploads. */

const State = z
  .enum(['queued', 'running', 'done', 'failed', 'stopped'])
  .describe('`stopped`: a person stopped it; whole steps that were imported till then stay.');

const file = z.object({
  name: z.string(),
  state: z.enum(['queued', 'running', 'done', 'failed', 'stopped', 'progress']),
  text: z.string().describe('What and how far, what was done, or why it failed, in Russian.'),
  code: z.string().nullable().describe('Of the error.'),
});

const progress = {
  id: Id.describe('The feed’s; `GET /v1/feeds/{id}` gives its bytes, those of a dry run apart.'),
  node: z.object({ id: Id, name: z.string() }),
  exchange: orNull(Id).describe('Its exchange, with the journal; null = a dry run.'),
  dryRun: z.boolean(),
  name: z.string(),
  size: z.int().describe('Bytes.'),
  state: State,
  stopping: z.boolean().describe('Somebody wants it to stop: it does so behind the current step.'),
  files: z.array(file).describe('The file, and of an archive what is in it, in the order of the work.'),
  receivedAt: moment('When it was received.'),
  startedAt: Moment.nullable(),
  finishedAt: Moment.nullable(),
};

export const FeedProgress = z.object(progress).meta({ id: 'FeedProgress' });

export const FeedReport = z
  .object({
    ...progress,
    seconds: z.number().nullable().describe('How long it took; null = it has not ended.'),
    counts: z
      .array(
        z.object({
          entity: z.string(),
          new: z.int(),
          changed: z.int(),
          removed: z.int().describe('Taken off sale.'),
          deleted: z.int(),
        }),
      )
      .describe('What became of the catalogue; of a dry run what would.'),
    differences: z
      .array(
        z.object({
          entity: z.string(),
          id: z.string().describe('Id of 1C; of a file its path.'),
          what: z.enum(['new', 'changed', 'deleted']),
          field: z.string().optional(),
          before: z.unknown().optional(),
          after: z.unknown().optional(),
        }),
      )
      .describe('The first 100.'),
    more: z.boolean().describe('Whether there are more differences.'),
    messages: z
      .array(
        z.object({
          severity: z.enum(['info', 'warning', 'error']),
          code: z.string(),
          count: z.int(),
          message: z.string().describe('Of the first, in Russian.'),
        }),
      )
      .describe('What the journal of its exchange says, by code.'),
  })
  .meta({ id: 'FeedReport' });

export const FeedUpload = z
  .object({
    id: Id,
    exchange: orNull(Id).describe('Null = a dry run.'),
    dryRun: z.boolean(),
    progress: z.string().describe('Where to ask how far it is.'),
    report: z.string().describe('Where its report is.'),
  })
  .meta({ id: 'FeedUpload' });

export const FeedUploadSummary = z
  .object({
    id: Id,
    node: z.object({ id: Id, name: z.string() }),
    exchange: orNull(Id).describe('Null = a dry run.'),
    dryRun: z.boolean(),
    name: z.string(),
    size: z.int().describe('Bytes.'),
    mail: maybeText('Who hears of its end.'),
    mailState: z.enum(['wanted', 'sent', 'failed']).nullable(),
    receivedAt: moment('When it was received.'),
    endedAt: Moment.nullable().describe('Null = it goes on, or has ended within these seconds.'),
  })
  .meta({ id: 'FeedUploadSummary' });

export const FeedUploadPage = pageOf(FeedUploadSummary).meta({ id: 'FeedUploadPage' });
export const FeedUploadQuery = z.strictObject(pageQuery);

/** The fields of the form, besides its `file`. */
export const FeedUploadForm = z.strictObject({
  node: filledText(255).describe('Its id or name: on behalf of which 1C.'),
  dryRun: z.enum(['true', 'false']).optional().describe('`true`: only tell what it would change; at most 200 MB.'),
  mail: text(255)
    .regex(/^[^\s@,;:<>"]+@[^\s@,;:<>"]+$/, 'This must be an e-mail address.')
    .optional()
    .describe('Who gets the report.'),
});

/** The whole form, as it is documented: its file is read as it comes. */
export const FeedUploadBody = FeedUploadForm.extend({
  file: z
    .string()
    .meta({ format: 'binary', contentMediaType: 'application/octet-stream' })
    .describe('CommerceML, or a ZIP of it.'),
}).meta({ id: 'FeedUploadForm' });

export const FeedReportQuery = z.strictObject({
  format: z.enum(['json', 'html']).optional().describe('Absent: what `Accept` prefers, JSON first.'),
});
