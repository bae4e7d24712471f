import { randomUUID } from 'node:crypto';
import type { Samples } from './samples.js';
import { formOf, type World } from './world.js';

/** A whole CommerceML file that brings nothing. */
export const EMPTY_FEED =
  '<?xml version="1.0" encoding="UTF-8"?><КоммерческаяИнформация ВерсияСхемы="2.07" ДатаФормирования="2026-01-01T00:00:00"/>';

/** A webhook for nothing that happens here. @returns its id */
export async function makeWebhook({ made, receiver }: World): Promise<string> {
  return (await made('POST', '/v1/webhooks', { url: receiver.url, events: ['import.failed'] })).id;
}

/** What is written of directories, webhooks and feeds. */
export const otherSamples: Samples = {
  putEmployee: async () => ({ body: { name: 'Ірина' } }),
  putPromoCode: async () => ({ body: { name: 'Весна' } }),
  putOrderStatus: async () => ({ body: { name: 'Наш' } }),
  putPaymentMethod: async () => ({ body: { name: 'Наш' } }),
  putDelivery: async () => ({ body: { name: 'Наш' } }),
  uploadFeed: async () => ({ form: await formOf(EMPTY_FEED, 'import.xml', { node: '1c' }) }),
  makeWebhook: async ({ receiver }) => ({ body: { url: receiver.url, events: ['order.*'] } }),
  patchWebhook: async (world) => ({ params: { id: await makeWebhook(world) }, body: { description: randomUUID() } }),
  deleteWebhook: async (world) => ({ params: { id: await makeWebhook(world) } }),
  rotateWebhookSecret: async (world) => ({ params: { id: await makeWebhook(world) } }),
};
