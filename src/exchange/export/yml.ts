import { createHash } from 'node:crypto';
import type { ExportGroup } from '../../store/catalogue/export-names.js';
import { byExternalId } from '../../store/catalogue/read-by-external-id.js';
import type { ExportForm } from './export-task.js';
import { costOf, type ExportedOffer, type ExportedProduct, parsedProducts, stockOf } from './exported-product.js';
import type { ExportWriter, WriterScene } from './write-export.js';

/** The category of what stands in no group that has come: an offer must have one. */
const NO_GROUP = 1;
/** The format's own bounds. */
const MOST_PICTURES = 20;
const LONGEST_DESCRIPTION = 6000;

type Form = Extract<ExportForm, { format: 'yml' }>;

/** What XML 1.0 has no place for. */
const NO_XML = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]|\p{Surrogate}/gu;
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

const escaped = (text: string): string => text.replace(NO_XML, '').replace(/[&<>"']/g, (one) => ENTITIES[one] ?? one);

const element = (name: string, text: string | null | undefined, attributes = ''): string =>
  text == null || text.trim() === '' ? '' : `<${name}${attributes}>${escaped(text)}</${name}>`;

/**
 * Yandex Market Language. Offers without a price in the currency of the price type or channel are left out: the format has no offer
 * without one.
 */
export function ymlWriter(form: Form, scene: WriterScene): ExportWriter {
  const ids = categoryIds(scene.groups);
  const { currency } = scene;
  const offers = (product: ExportedProduct) =>
    product.offers.map((offer) => offerXml(product, offer, { form, ids, currency })).join('');
  return {
    head: `<?xml version="1.0" encoding="UTF-8"?>\n<yml_catalog date="${scene.at.toISOString().slice(0, 19)}+00:00"><shop>${element('name', form.shopName)}${element('company', form.shopName)}${element('url', form.productUrl === null ? scene.publicUrl : new URL(form.productUrl).origin)}\n<currencies>${currency === null ? '' : `<currency id="${escaped(currency)}" rate="1"/>`}</currencies>\n<categories>\n${categoriesXml(scene.groups, ids, form.other)}</categories>\n<offers>\n`,
    rows: (lines) => parsedProducts(lines).map(offers),
    tail: '</offers>\n</shop></yml_catalog>\n',
  };
}

/** The format wants numbers for categories: made of our ids, so they are the same tomorrow. */
function categoryIds(groups: readonly ExportGroup[]): ReadonlyMap<string, number> {
  const taken = new Set([NO_GROUP]);
  return new Map(
    groups.map(({ groupId }) => {
      let id = createHash('sha256').update(groupId).digest().readUIntBE(0, 6);
      while (taken.has(id)) id += 1;
      taken.add(id);
      return [groupId, id];
    }),
  );
}

function categoriesXml(groups: readonly ExportGroup[], ids: ReadonlyMap<string, number>, other: string): string {
  const byKey = byExternalId(groups);
  const parents = new Map(
    groups.map(({ groupId, idSpace, parentExternalId }) => [
      groupId,
      parentExternalId === null ? undefined : byKey.get({ idSpace, externalId: parentExternalId })?.groupId,
    ]),
  );
  const lines = groups.map(({ groupId, externalId, name }) => {
    const parent = parents.get(groupId);
    const parentId = parent === undefined || isInRing(groupId, parents) ? '' : ` parentId="${ids.get(parent)}"`;
    return `<category id="${ids.get(groupId)}"${parentId}>${escaped(name?.trim() || externalId)}</category>\n`;
  });
  return `<category id="${NO_GROUP}">${escaped(other)}</category>\n${lines.join('')}`;
}

/** 1C may say that a group stands below itself. */
function isInRing(groupId: string, parents: ReadonlyMap<string, string | undefined>): boolean {
  const seen = new Set<string>();
  for (let at = parents.get(groupId); at !== undefined && !seen.has(at); at = parents.get(at)) {
    if (at === groupId) return true;
    seen.add(at);
  }
  return false;
}

interface Shown {
  readonly form: Form;
  readonly ids: ReadonlyMap<string, number>;
  readonly currency: string | null;
}

function offerXml(product: ExportedProduct, offer: ExportedOffer, { form, ids, currency }: Shown): string {
  const cost = costOf(offer);
  if (!cost || cost.currency === null || cost.currency !== currency || !/[1-9]/.test(cost.amount)) return '';
  if (cost.amount.startsWith('-')) return '';
  const stock = stockOf(offer);
  const count = stock === null ? null : wholeOf(stock);
  const group = product.groups.find(({ id }) => id !== null && ids.has(id));
  const pictures = [...offer.pictures, ...product.pictures].slice(0, MOST_PICTURES);
  const params = [
    ...offer.characteristicValues.map(({ name, value }) => ({ name, values: [value] })),
    ...offer.properties,
    ...product.properties,
  ].flatMap(({ name, values }) =>
    name === null || name.trim() === '' ? [] : [element('param', values.join(', '), ` name="${escaped(name)}"`)],
  );
  const attributes = ` id="${escaped(offer.id)}" available="${count !== '0'}"`;
  return `<offer${attributes}>${[
    element('name', offer.name ?? product.name ?? product.externalId),
    element('vendor', product.brand ?? product.manufacturer),
    element('vendorCode', offer.sku ?? product.sku),
    element('url', addressOf(form.productUrl, product)),
    element('price', cost.amount),
    element('currencyId', cost.currency),
    element('categoryId', String((group?.id && ids.get(group.id)) ?? NO_GROUP)),
    ...pictures.map(({ url }) => element('picture', url)),
    element('description', product.description?.slice(0, LONGEST_DESCRIPTION)),
    element('country_of_origin', product.country),
    element('barcode', offer.barcode ?? product.barcode),
    element('weight', weightOf(offer.weight ?? product.weight)),
    element('count', count),
    ...params,
  ].join('')}</offer>\n`;
}

/** Whole pieces; what is less than one, or below nothing, is none. */
const wholeOf = (stock: string): string => (stock.startsWith('-') ? '0' : (stock.split('.')[0] ?? '0'));

/** Nothing weighs nothing. */
const weightOf = (weight: string | null): string | null =>
  weight !== null && /^[^-]*[1-9]/.test(weight) ? weight : null;

const addressOf = (template: string | null, { id, externalId, sku }: ExportedProduct): string | null =>
  template?.replace(/\{(id|externalId|sku)\}/g, (_, name: string) =>
    encodeURIComponent(({ id, externalId, sku: sku ?? '' } as Record<string, string>)[name] ?? ''),
  ) ?? null;
