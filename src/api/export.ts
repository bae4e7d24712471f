import type { z } from 'zod';
import type { ExportForm, ExportTask } from '../exchange/export/export-task.js';
import { type ExportPriceType, readAllPriceTypes } from '../store/catalogue/export-names.js';
import { findChannel } from '../store/channels/channels.js';
import { getShop } from '../store/nodes/shops.js';
import { InvalidRequest } from './http/invalid-request.js';
import { type Call, type Route, type RouteDocs, streamRoute } from './http/route.js';
import { sendExport } from './http/send-export.js';
import { CsvQuery, NdjsonQuery, YmlQuery } from './schemas/export.js';
import { Product } from './schemas/product.js';
import { productParts } from './views/product.js';

const DESCRIPTION =
  'All products of one moment, by our ids, however many they are: what is written meanwhile is not in it. Follow `/v1/changes?after=` the header `Uzel-Seq` from there on, and nothing is missed. An answer that is not whole breaks off without a clean end of its chunks: throw it away. Packed by gzip for who takes that. At most two at once; one that takes longer than EXPORT_MINUTES is cut.';

const docsOf = (format: string, summary: string, type: string) =>
  ({
    method: 'get',
    path: `/export/products.${format}`,
    operationId: `exportProducts${format[0]?.toUpperCase()}${format.slice(1)}`,
    tag: 'Catalogue',
    summary,
    description: DESCRIPTION,
    status: 200,
    produces: { type },
    answer: 'The products, until the last one.',
    answerHeaders: { 'Uzel-Seq': 'The last change of the log that is in it.' },
    errors: ['UZ1501', 'UZ1524', 'UZ1601'],
  }) satisfies RouteDocs;

type ExportCall = Call<object, Pick<z.output<typeof YmlQuery>, 'active' | 'channel' | 'priceType'>, object>;

/** @throws InvalidRequest when there is no such channel or price type */
async function taskOf(
  call: ExportCall,
  formOf: (priceTypes: readonly ExportPriceType[]) => { readonly form: ExportForm; readonly priceType?: string },
): Promise<ExportTask> {
  const { services, shopId, query } = call;
  const { knex, url } = services.db;
  const channel = query.channel === undefined ? null : await findChannel(knex, shopId, query.channel);
  if (query.channel !== undefined && channel === null) {
    throw new InvalidRequest([{ path: 'channel', message: 'There is no such channel. GET /v1/channels lists them.' }]);
  }
  const priceTypes = await readAllPriceTypes(knex, shopId);
  const { form, priceType: asked = query.priceType ?? null } = formOf(priceTypes);
  // Our id as it is kept, whatever the case it was written in.
  const priceType = priceTypes.find(({ priceTypeId }) => priceTypeId === asked?.toLowerCase())?.priceTypeId ?? asked;
  if (priceType !== null && !priceTypes.some((type) => isNamed(type, priceType))) {
    const message = 'There is no such price type. GET /v1/price-types lists them.';
    throw new InvalidRequest([{ path: 'priceType', message }]);
  }
  const { active } = query;
  return { databaseUrl: url, shopId, publicUrl: services.config.PUBLIC_URL, active, channel, priceType, form };
}

const isNamed = ({ priceTypeId, externalId }: ExportPriceType, name: string): boolean =>
  priceTypeId === name.toLowerCase() || externalId === name;

const NDJSON = 'application/x-ndjson';
const ndjson = streamRoute(
  {
    ...docsOf('ndjson', 'Every product, one JSON a line', NDJSON),
    query: NdjsonQuery,
    produces: { type: NDJSON, schema: Product },
    answer: 'A line for each product, with the members that `GET /v1/products` shows; the schema is that of a line.',
  },
  async (call, request, response) => {
    const { members: product, offers: offer } = productParts(call.query);
    const task = await taskOf(call, () => ({ form: { format: 'ndjson', parts: { product, offer } } }));
    await sendExport(call, request, response, { task, type: NDJSON });
  },
);

const CSV = 'text/csv; charset=utf-8; header=present';
const csv = streamRoute(
  { ...docsOf('csv', 'Every offer, one line of a table', 'text/csv'), query: CsvQuery },
  async (call, request, response) => {
    const task = await taskOf(call, () => ({ form: { format: 'csv', bom: call.query.bom === 'true' } }));
    await sendExport(call, request, response, { task, type: CSV });
  },
);

const OTHER = { ru: 'Прочее', uk: 'Інше', en: 'Other' };

const yml = streamRoute(
  { ...docsOf('yml', 'Every offer that has a price, in Yandex Market Language', 'application/xml'), query: YmlQuery },
  async (call, request, response) => {
    const { productUrl = null } = call.query;
    const { name, settings } = await getShop(call.services.db.knex, call.shopId);
    const form: ExportForm = { format: 'yml', shopName: name, other: OTHER[settings.language], productUrl };
    const task = await taskOf(call, (priceTypes) => {
      const { channel, priceType } = call.query;
      if (channel !== undefined) return { form };
      const [type, ...others] = priceTypes.filter((one) => priceType === undefined || isNamed(one, priceType));
      const refuse = (message: string) => new InvalidRequest([{ path: 'priceType', message }]);
      if (priceType === undefined && (!type || others.length > 0)) {
        throw refuse('Name a price type, or a channel: what do the offers cost?');
      }
      if (type && !/^[A-Z]{3}$/.test(type.currency ?? '')) {
        throw refuse('1C says no currency of this price type. Name a channel: it has one.');
      }
      return priceType === undefined && type ? { form, priceType: type.priceTypeId } : { form };
    });
    await sendExport(call, request, response, { task, type: 'application/xml; charset=utf-8' });
  },
);

/** The whole catalogue as one stream. */
export const exportRoutes: readonly Route[] = [ndjson, csv, yml];
