import { feedReport } from '../exchange/feeds/feed-report.js';
import { reportHtml } from '../exchange/feeds/report-html.js';
import { answerOf, sendAnswer } from './http/reply.js';
import { IdParams, notFound, type Route, streamRoute } from './http/route.js';
import { FeedReport, FeedReportQuery } from './schemas/feed-upload.js';
import { reportJson } from './views/feed-progress.js';

/** Nothing in it may run, and nothing is fetched. */
const CSP = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

const report = streamRoute(
  {
    method: 'get',
    path: '/feeds/{id}/report',
    operationId: 'getFeedReport',
    tag: 'Exchanges',
    summary: 'What the import of a feed did, or a dry run would have done',
    description:
      'JSON, or a page for a person (`format=html`, or `Accept: text/html`) in the language of the shop. While it goes on: what it did so far. Differences are those of the whole exchange; an upload has one of its own.',
    params: IdParams,
    query: FeedReportQuery,
    status: 200,
    reply: FeedReport,
    produces: { type: 'text/html' },
    answer: 'The report.',
    errors: ['UZ1501', 'UZ1507'],
  },
  async ({ services, shopId, params, query }, request, response) => {
    const told = await feedReport(services, shopId, params.id);
    if (!told) throw notFound(params.id);
    response.vary('Accept');
    const format = query.format ?? (request.accepts(['json', 'html']) === 'html' ? 'html' : 'json');
    if (format === 'json') {
      await sendAnswer(request, response, answerOf(200, { body: await reportJson(services, shopId, told) }));
      return;
    }
    response
      .set({ 'Content-Security-Policy': CSP, 'Cache-Control': 'private, no-cache', 'Content-Language': told.language })
      .type('html')
      .send(reportHtml(told));
  },
);

export const feedReportRoutes: readonly Route[] = [report];
