import { create } from 'xmlbuilder2';
import type { EmulatorProfile } from '../options.js';
import type { ParsedOrder } from '../parsed-order.js';
import { bitrixContainer } from './bitrix-container.js';
import type { OrderFate } from './fate.js';
import { flatDocument } from './flat-document.js';
import type { Node } from './nodes.js';

const SCHEMAS = {
  'xmlns:xs': 'http://www.w3.org/2001/XMLSchema',
  'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
};

/** Root of each 1C's files (one-c-client.md §7). */
const ROOTS: Readonly<Record<EmulatorProfile, Readonly<Record<string, string>>>> = {
  utp: { ВерсияСхемы: '2.04' },
  trade: { xmlns: 'urn:1C.ru:commerceml_2', ...SCHEMAS, ВерсияСхемы: '2.07' },
  unf: { xmlns: 'urn:1C.ru:commerceml_210', ...SCHEMAS, ВерсияСхемы: '2.08' },
  'unf-bitrix': { xmlns: 'urn:1C.ru:commerceml_210', ...SCHEMAS, ВерсияСхемы: '2.10' },
  bitrix3: { xmlns: 'urn:1C.ru:commerceml_3', ...SCHEMAS, ВерсияСхемы: '3.1' },
};

/**
 * What the 1C of the profile writes about orders that it fetched (one-c-client.md §6): a whole sale file, UTF-8 with a
 * BOM, CRLF as from Windows. Numbers, guids and dates of 1C follow from the order alone: the same orders and the same
 * fate give the same documents each time, as 1C sends the same order at every exchange. `generatedAt` stands in
 * ДатаФормирования; УНФ «1С-Битрикс» writes payments and shipments only when subordinate documents are switched on.
 */
export function fatesOf(
  orders: readonly ParsedOrder[],
  profile: EmulatorProfile,
  fate: OrderFate = {},
  generatedAt: Date = new Date(),
  subordinateDocuments = true,
): Buffer {
  const documents: Node =
    profile === 'bitrix3'
      ? { Контейнер: orders.map((order) => bitrixContainer(order, fate)) }
      : { Документ: orders.map((order) => flatDocument(order, profile, fate, subordinateDocuments)) };
  const attributes = Object.entries({ ...ROOTS[profile], ДатаФормирования: generatedAt.toISOString().slice(0, 19) });
  const root: Node = {
    КоммерческаяИнформация: {
      ...Object.fromEntries(attributes.map(([name, value]) => [`@${name}`, value])),
      ...documents,
    },
  };
  const text = create({ version: '1.0', encoding: 'UTF-8' }, root).end({
    prettyPrint: true,
    indent: '\t',
    newline: '\r\n',
  });
  return Buffer.from(`\ufeff${text}`);
}
