import { z } from 'zod';
import { listDirectories } from '../store/customers/read-directories.js';
import { entryPage } from './directory-entries.js';
import { jsonRoute, type Route } from './http/route.js';
import { DirectoryEntryPage, DirectoryPage, EntryQuery } from './schemas/directory.js';
import { filledText } from './schemas/primitives.js';

const list = jsonRoute(
  {
    method: 'get',
    path: '/directories',
    operationId: 'listDirectories',
    tag: 'Directories',
    summary: 'Directories that node kinds keep',
    description: 'By name, all in one page. Employees and promo codes have addresses of their own.',
    status: 200,
    reply: DirectoryPage,
    answer: 'The directories that have entries.',
    errors: [],
  },
  async ({ services, shopId }) => {
    const rows = await listDirectories(services.db.knex, shopId);
    const items = rows.map(({ directory, ...row }) => {
      const slash = directory.indexOf('/');
      return { kind: directory.slice(0, slash), name: directory.slice(slash + 1), ...row };
    });
    return { body: { items, next: null } };
  },
);

const entries = jsonRoute(
  {
    method: 'get',
    path: '/directories/{kind}/{name}',
    operationId: 'listDirectoryEntries',
    tag: 'Directories',
    summary: 'The entries of a directory of a node kind',
    description: 'Ordered by id; with `updatedAfter` by `updatedAt`. A directory without entries is an empty one.',
    params: z.object({
      kind: filledText(100).describe('The node kind.'),
      name: filledText(100).describe('The name that the kind gives it.'),
    }),
    query: EntryQuery,
    status: 200,
    reply: DirectoryEntryPage,
    answer: 'One page.',
    errors: ['UZ1501', 'UZ1507'],
  },
  async (call) => ({
    body: await entryPage(
      call,
      { directory: `${call.params.kind}/${call.params.name}` },
      call.query,
      ({ key }, entry) => ({ key, ...entry }),
    ),
  }),
);

export const directoryRoutes: readonly Route[] = [list, entries];
