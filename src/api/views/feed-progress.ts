import type { z } from 'zod';
import {
  durationOf,
  type FeedProgress as Progress,
  type FeedReport as Report,
} from '../../exchange/feeds/feed-report.js';
import type { Services } from '../../services.js';
import { readNodeNames } from '../../store/nodes/read-node-names.js';
import type { FeedProgress, FeedReport } from '../schemas/feed-upload.js';

export async function progressJson(
  { db }: Services,
  shopId: string,
  progress: Progress,
): Promise<z.input<typeof FeedProgress>> {
  const { id, nodeId, exchangeId, name, size, state, stopping, receivedAt, startedAt, finishedAt } = progress;
  const names = await readNodeNames(db.knex, shopId, [nodeId]);
  return {
    ...{ id, name, size, state, stopping },
    node: { id: nodeId, name: names.get(nodeId) ?? '' },
    exchange: exchangeId,
    dryRun: exchangeId === null,
    files: progress.files.map((file) => ({ ...file })),
    receivedAt: receivedAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    finishedAt: finishedAt?.toISOString() ?? null,
  };
}

export async function reportJson(
  services: Services,
  shopId: string,
  report: Report,
): Promise<z.input<typeof FeedReport>> {
  return {
    ...(await progressJson(services, shopId, report)),
    seconds: durationOf(report),
    counts: report.counts.map((counts) => ({ ...counts })),
    differences: report.differences.map((difference) => ({ ...difference })),
    more: report.more,
    messages: report.messages.map((message) => ({ ...message })),
  };
}
