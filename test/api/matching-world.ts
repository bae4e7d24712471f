import { runMatching } from '../../src/exchange/matching/run-matching.js';
import { foldText } from '../../src/listing/fold-text.js';
import { insertProduct } from './catalogue-rows.js';
import { openRest, type Rest } from './open-rest.js';

export interface MatchingWorld {
  readonly rest: Rest;
  /** Inserts a product and gives its id. */
  product(row: Record<string, unknown>): Promise<string>;
  put(system: string, items: readonly object[]): Promise<void>;
  /** Asks for a run, does it, and gives it as it is then. */
  run(body: object): Promise<{ state: string; result: Record<string, number>; skipped: string[] }>;
  /** The matches of a query, by the refs of their items or the 1C ids of their products. */
  matches(query: string): Promise<Record<string, MatchBody>>;
}

export interface MatchBody {
  readonly id: string;
  readonly state: string;
  readonly item: { readonly ref: string } | null;
  readonly of: { readonly externalId: string } | null;
  readonly product: { readonly id: string } | null;
  readonly rule: string | null;
  readonly candidates: readonly {
    readonly product: { readonly id: string };
    readonly rule: string;
    readonly likeness: number | null;
  }[];
  readonly refused: readonly string[];
  readonly decision: string | null;
}

export async function openMatchingWorld(): Promise<MatchingWorld> {
  const rest = await openRest();
  let made = 0;
  const sent = async (method: 'put' | 'post', url: string, body: object, status: number) => {
    const answer = await rest.request(method, url, { body });
    if (answer.status !== status) throw new Error(answer.text);
    return answer.body;
  };
  return {
    rest,
    product: async (row) => {
      made += 1;
      return await insertProduct(rest.knex, { external_id: `x-${made}`, ...row });
    },
    put: async (system, items) => {
      await sent('put', `/v1/shop-items/${system}`, { items }, 204);
    },
    run: async (body) => {
      const { id } = await sent('post', '/v1/matching/run', body, 202);
      await runMatching({ ...rest.services, foldText });
      return (await rest.get(`/v1/matching/runs/${id}`)).body;
    },
    matches: async (query) => {
      const { items } = (await rest.get(`/v1/matching?limit=500&${query}`)).body as { items: MatchBody[] };
      return Object.fromEntries(items.map((match) => [match.item?.ref ?? match.of?.externalId ?? '', match]));
    },
  };
}
