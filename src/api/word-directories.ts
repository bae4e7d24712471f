import type { z } from 'zod';
import type { WordDirectory } from '../store/customers/directory-keys.js';
import { type EntryRow, readEntry } from '../store/customers/read-directories.js';
import { putWord, readWords, retireWord } from '../store/customers/word-directories.js';
import { readNodeNames } from '../store/nodes/read-node-names.js';
import { wordsInOrders } from '../store/orders/order-dictionary.js';
import { type Call, jsonRoute, notFound, type Route } from './http/route.js';
import { Word, WordInput, WordPage, WordParams, WordQuery } from './schemas/dictionaries.js';

type WordJson = z.input<typeof Word>;
type Asked = Pick<Call<object, object, object>, 'services' | 'shopId'>;

/** A list of words that orders carry, as a resource. */
export interface WordResource {
  readonly directory: WordDirectory;
  /** Below /v1. */
  readonly path: string;
  /** `OrderStatus`: of the names of its operations. */
  readonly name: string;
  readonly names: string;
  /** `status`: as a person says one of them. */
  readonly one: string;
  readonly many: string;
}

async function shown({ services, shopId }: Asked, rows: readonly EntryRow[]): Promise<WordJson[]> {
  const names = await readNodeNames(
    services.db.knex,
    shopId,
    rows.flatMap((row) => row.nodeId ?? []),
  );
  return rows.map(({ key, name, active, content, nodeId, updatedAt }) => ({
    ...{ key, name: name || key, active, content: { ...content } },
    source: nodeId === null ? 'ours' : '1c',
    node: nodeId === null ? null : { id: nodeId, name: names.get(nodeId) ?? '' },
    updatedAt,
  }));
}

const onlyInOrders = (key: string): WordJson => ({
  ...{ key, name: key, active: true, content: {} },
  source: 'orders',
  node: null,
  updatedAt: null,
});

async function written(call: Asked, directory: WordDirectory, key: string): Promise<WordJson> {
  const row = await readEntry(call.services.db.knex, call.shopId, directory, key);
  const [word] = row ? await shown(call, [row]) : [];
  if (!word) throw notFound(key);
  return word;
}

/** What is read and written of such a list. */
export function wordRoutes({ directory, path, name, names, one, many }: WordResource): readonly Route[] {
  const list = jsonRoute(
    {
      method: 'get',
      path,
      operationId: `list${names}`,
      tag: 'Directories',
      summary: `The ${many} that orders carry or may carry`,
      description: `All in one page: those of the shop and of its 1C, then those that only stand in orders (500 at most). A 1C that maps ${many} is offered the same (type=sale, mode=info).`,
      query: WordQuery,
      status: 200,
      reply: WordPage,
      answer: 'All of them.',
      errors: ['UZ1501'],
    },
    async (call) => {
      const { active } = call.query;
      const kept = await shown(call, await readWords(call.services.db.knex, call.shopId, directory, active));
      const words = active === 'false' ? [] : await wordsInOrders(call.services.db.knex, call.shopId, directory);
      return { body: { items: [...kept, ...words.map(onlyInOrders)], next: null } };
    },
  );

  const put = jsonRoute(
    {
      method: 'put',
      path: `${path}/{key}`,
      operationId: `put${name}`,
      tag: 'Directories',
      summary: `Makes or replaces a ${one} of the shop`,
      params: WordParams,
      body: WordInput,
      status: 200,
      reply: Word,
      answer: 'The entry as it is now.',
      idempotent: true,
      errors: ['UZ1501', 'UZ1507', 'UZ1524', 'UZ1528'],
    },
    async (call) => {
      const { key } = call.params;
      const { name: given = '', active = true, content = {} } = call.body;
      const entry = { key, name: given.trim(), active, content };
      await call.services.db.transaction(async (tx) => await putWord(tx, call.shopId, directory, entry));
      return { body: await written(call, directory, key) };
    },
  );

  const remove = jsonRoute(
    {
      method: 'delete',
      path: `${path}/{key}`,
      operationId: `delete${name}`,
      tag: 'Directories',
      summary: `Takes a ${one} of the shop out of use; it stays to be seen`,
      description: `Orders keep the ${one} that they have. What only stands in orders cannot be taken away.`,
      params: WordParams,
      status: 200,
      reply: Word,
      answer: 'The entry, which is not active any more.',
      idempotent: true,
      errors: ['UZ1507', 'UZ1528'],
    },
    async (call) => {
      const { key } = call.params;
      const found = await call.services.db.transaction(async (tx) => await retireWord(tx, call.shopId, directory, key));
      if (!found) throw notFound(key);
      return { body: await written(call, directory, key) };
    },
  );

  return [list, put, remove];
}
