/** The storefront's side: plain fetch with an API key. */
export interface RestProduct {
  id: string;
  externalId: string;
  sku: string | null;
  barcode: string | null;
  name: string | null;
  description: string | null;
  groups: { id: string | null; externalId: string; name?: string | null }[];
  properties: { id: string; name: string | null; value: string }[];
  pictures: { id: string; url: string }[];
  active: boolean;
  offers: RestOffer[];
}

export interface RestOffer {
  id: string;
  externalId: string;
  sku: string | null;
  characteristics: Record<string, string>;
  prices: { priceType: string; amount: string; currency: string | null; minQuantity: string | null }[];
  stock: { total: string | null; warehouses: Record<string, string> };
}

export interface RestOrder {
  id: string;
  number: string;
  status: string | null;
  owner: unknown;
  total: string;
  paid: boolean;
  shipped: boolean;
  cancelled: boolean;
  oneC: { number: string | null; date: string | null };
  lines: { name: string; quantity: string; price: string; amount: string; externalId: string | null }[];
  version: number;
}

export class Rest {
  constructor(
    private readonly url: string,
    private readonly key: string,
  ) {}

  async request(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.url}/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async get<T>(path: string): Promise<T> {
    return this.read<T>(await this.request('GET', path));
  }

  /** All pages of a list. */
  async all<T>(path: string): Promise<T[]> {
    const items: T[] = [];
    const join = path.includes('?') ? '&' : '?';
    let cursor: string | null = null;
    do {
      const next: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page: { items: T[]; next: string | null } = await this.get(`${path}${join}limit=200${next}`);
      items.push(...page.items);
      cursor = page.next;
    } while (cursor !== null);
    return items;
  }

  async placeOrder(order: unknown, key: string): Promise<RestOrder> {
    return this.read(await this.request('POST', '/orders', order, { 'idempotency-key': key }));
  }

  async patchOrder(id: string, patch: unknown): Promise<RestOrder> {
    return this.read(await this.request('PATCH', `/orders/${id}`, patch));
  }

  private async read<T>(response: Response): Promise<T> {
    const text = await response.text();
    if (!response.ok) throw new Error(`${response.status} ${text}`);
    return JSON.parse(text) as T;
  }
}
