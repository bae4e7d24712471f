import net from 'node:net';
import nodemailer from 'nodemailer';
import type { Config } from '../../config.js';
import type { Services } from '../../services.js';
import { dueMails, endDoneRequests, type FeedRequest, noteMail } from '../../store/exchanges/feed-requests.js';
import { feedReport } from './feed-report.js';
import { reportHtml, titleOf } from './report-html.js';

/** A mail that is not sent within so long is tried again later. */
const PATIENCE_MS = 20_000;

/** Whether this server sends mail. */
export const sendsMail = ({ SMTP_URL, MAIL_FROM }: Config): boolean =>
  SMTP_URL !== undefined && MAIL_FROM !== undefined;

/**
 * Sees which uploads have ended and mails their reports, each at least once: that it was sent is noted behind it. What cannot be sent is
 * tried again at a later call; when the mail server itself cannot be spoken to, the others wait too. Never throws what a mail server says.
 * @param ending lets go of a mail server that is being waited for; the mail is sent after the next start
 */
export async function tellEndedRequests(services: Services, ending: AbortSignal): Promise<void> {
  const { db, config } = services;
  await endDoneRequests(db.knex);
  if (!sendsMail(config)) return;
  for (const request of await dueMails(db.knex)) {
    if (ending.aborted || !(await tell(services, request, ending))) return;
  }
}

/** @returns whether the mail server was there: it may have refused this mail */
async function tell(services: Services, request: FeedRequest, ending: AbortSignal): Promise<boolean> {
  const { db, log } = services;
  const { shopId, requestId } = request;
  try {
    const report = await feedReport(services, shopId, requestId);
    if (report && request.mailTo !== null)
      await send(services.config, ending, { to: request.mailTo, subject: titleOf(report), html: reportHtml(report) });
    await noteMail(db.knex, request, true);
    return true;
  } catch (error) {
    if (ending.aborted) return false;
    log.warn({ err: error, request: requestId }, 'the report of an upload could not be mailed and will be tried again');
    await noteMail(db.knex, request, false);
    return (error as { responseCode?: number }).responseCode !== undefined;
  }
}

interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly html: string;
}

async function send({ SMTP_URL, MAIL_FROM }: Config, ending: AbortSignal, mail: Mail): Promise<void> {
  const signal = AbortSignal.any([ending, AbortSignal.timeout(PATIENCE_MS)]);
  const transport = nodemailer.createTransport({
    url: SMTP_URL,
    // The connection is ours, so that it can be let go of at any moment: closing the transport waits for the mail server.
    getSocket: ({ host = 'localhost', secure, port }, done) => {
      const connection = net.connect({ host, port: Number(port ?? (secure ? 465 : 587)), signal });
      connection.once('error', done);
      connection.once('connect', () => {
        connection.off('error', done);
        done(null, { connection });
      });
    },
  });
  try {
    const { subject: text } = mail;
    await transport.sendMail({ ...mail, text, from: MAIL_FROM, disableFileAccess: true, disableUrlAccess: true });
  } finally {
    transport.close();
  }
}
