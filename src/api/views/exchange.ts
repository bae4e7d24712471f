import type { z } from 'zod';
import type { KeptRequest } from '../../store/exchanges/exchange-requests.js';
import type { JournalEntry as Entry } from '../../store/exchanges/journal.js';
import type { ExchangeOverview, FeedOverview } from '../../store/exchanges/read-exchanges.js';
import type { ExchangeRequest, ExchangeSummary, Feed, JournalEntry } from '../schemas/exchange.js';

export function exchangeSummaryJson(exchange: ExchangeOverview): z.input<typeof ExchangeSummary> {
  return {
    id: exchange.exchangeId,
    node: { id: exchange.nodeId, name: exchange.nodeName },
    type: exchange.type,
    clientVersion: exchange.clientVersion,
    cmlVersion: exchange.cmlVersion,
    userAgent: exchange.userAgent,
    address: exchange.address,
    repeats: exchange.repeats,
    openedAt: exchange.openedAt.toISOString(),
    lastSeenAt: exchange.lastSeenAt.toISOString(),
    endedAt: exchange.endedAt?.toISOString() ?? null,
    counts: { feeds: exchange.feeds, warnings: exchange.warnings, errors: exchange.errors },
  };
}

export function feedJson(feed: FeedOverview): z.input<typeof Feed> {
  const { job } = feed;
  return {
    id: feed.feedId,
    name: feed.name,
    content: feed.content,
    state: feed.state,
    size: Number(feed.size),
    archiveId: feed.parentFeedId,
    receivedAt: feed.receivedAt.toISOString(),
    job: job && {
      kind: job.kind,
      state: job.state,
      progress: job.progress,
      counts: { ...job.counts },
      error: job.errorCode === null ? null : { code: job.errorCode, message: job.errorText ?? '' },
    },
  };
}

export function requestJson(request: KeptRequest): z.input<typeof ExchangeRequest> {
  return {
    id: request.requestId,
    at: request.at.toISOString(),
    method: request.method,
    type: request.type,
    mode: request.mode,
    file: request.file,
    status: request.status,
    answer: request.answer,
    bytesIn: request.bytesIn,
    bytesOut: request.bytesOut,
    ms: request.ms,
    address: request.address,
    error: request.errorCode,
  };
}

export function journalEntryJson(entry: Entry): z.input<typeof JournalEntry> {
  return {
    id: entry.entryId,
    at: entry.at.toISOString(),
    severity: entry.severity,
    code: entry.code,
    message: entry.message,
    feedId: entry.feedId,
    line: entry.line,
    detail: entry.detail,
  };
}
