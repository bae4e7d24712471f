import { createClient, type Schemas } from '../../src/client/index.js';

/** Never run: `tsc` checks that the client refuses what the document does not know. */
export async function typed(): Promise<unknown> {
  const uzel = createClient({ url: 'http://localhost:8080', key: 'k' });
  const { data: page } = await uzel.get('/v1/products');
  const product: Schemas['Product'] | undefined = page.items[0];
  const { data: one } = await uzel.get('/v1/products/{id}', {
    params: { id: product?.id ?? '' },
    query: { channel: undefined },
  });
  const priced: string | undefined = one.offers?.[0]?.prices?.[0]?.amount;
  const { data: order } = await uzel.post('/v1/orders', {
    body: {
      customer: { type: 'person', name: 'A' },
      currency: 'UAH',
      lines: [{ name: 'x', quantity: '1', price: '2' }],
    },
  });
  await uzel.patch('/v1/orders/{id}', { params: { id: order.id }, body: { comment: 'x' }, ifMatch: '"1"' });
  const gone: undefined = (await uzel.delete('/v1/webhooks/{id}', { params: { id: 'x' } })).data;
  for await (const item of uzel.all('/v1/orders', { query: { limit: 10 } })) {
    const number: string = item.number;
    void number;
  }
  const file: Response = await uzel.raw('get', '/v1/files/{id}', { params: { id: 'x' } });
  // @ts-expect-error no such address
  await uzel.get('/v1/nothing');
  // @ts-expect-error not a method of it
  await uzel.post('/v1/products');
  // @ts-expect-error the id is missing
  await uzel.get('/v1/products/{id}');
  // @ts-expect-error no such parameter
  await uzel.get('/v1/products', { query: { colour: 'red' } });
  // @ts-expect-error an amount is text
  const payment: Schemas['PaymentAction'] = { key: 'a', amount: 1 };
  await uzel.post('/v1/orders/{id}/payments', { params: { id: 'x' }, body: payment });
  // @ts-expect-error no list
  uzel.all('/v1/shop');
  // @ts-expect-error no such type of change
  uzel.changes({ after: 0, types: ['cat'] });
  return { priced, gone, file };
}
