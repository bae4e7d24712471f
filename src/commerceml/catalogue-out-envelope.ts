import { priceTypeFields, warehouseFields } from './catalogue-out-references.js';
import { type CatalogueOutShape, isFrom, isThird } from './catalogue-out-shape.js';
import { CATALOGUE_WORD } from './catalogue-out-words.js';
import { NAME } from './names.js';
import { declaration } from './order-encoding.js';
import { elementXml } from './order-xml.js';
import { localTime } from './values/wall-clock.js';

/** What stands before and behind the elements of one portion; each element is written by itself in between. */
export interface Envelope {
  readonly head: string;
  readonly tail: string;
}

type PriceTypeOut = Parameters<typeof priceTypeFields>[0];
type WarehouseOut = Parameters<typeof warehouseFields>[0];

/** A `Классификатор` with one list in it: `Группы`, `Свойства` … ; without a name of a list, as many as one likes. */
export function classifierEnvelope(shape: CatalogueOutShape, list?: string): Envelope {
  return root(shape, NAME.classifier, headOf(shape, CATALOGUE_WORD.classifier), list);
}

/** A `Каталог` of changes: a portion must never make its reader take away what stands in another one. */
export function catalogueEnvelope(shape: CatalogueOutShape): Envelope {
  const head = [
    elementXml(NAME.id, { '#': shape.catalogueId }),
    elementXml(NAME.classifierId, { '#': shape.catalogueId }),
    elementXml(NAME.name, { '#': CATALOGUE_WORD.catalogue }),
    owner(shape),
  ];
  return root(shape, `${NAME.catalogue} ${NAME.onlyChanges}="true"`, head.join(''), NAME.products);
}

/** A `ПакетПредложений` of changes. In 2.x it names the price types and, from 2.06 on, the warehouses of its offers. */
export function offersEnvelope(
  shape: CatalogueOutShape,
  priceTypes: readonly PriceTypeOut[],
  warehouses: readonly WarehouseOut[],
): Envelope {
  const types = { [NAME.priceType]: priceTypes.map((type) => priceTypeFields(type, shape)) };
  const places = { [NAME.warehouse]: isFrom(shape, '2.06') ? warehouses.map((place) => warehouseFields(place)) : [] };
  const head = [
    elementXml(NAME.id, { '#': `${shape.catalogueId}#` }),
    elementXml(NAME.name, { '#': CATALOGUE_WORD.offers }),
    elementXml(NAME.catalogueId, { '#': shape.catalogueId }),
    elementXml(NAME.classifierId, { '#': shape.catalogueId }),
    owner(shape),
    isThird(shape) || priceTypes.length === 0 ? '' : elementXml(NAME.priceTypes, types),
    isThird(shape) || places[NAME.warehouse]?.length === 0 ? '' : elementXml(NAME.warehouses, places),
  ];
  return root(shape, `${NAME.offerPackage} ${NAME.onlyChanges}="true"`, head.join(''), NAME.offers);
}

function headOf(shape: CatalogueOutShape, name: string): string {
  return elementXml(NAME.id, { '#': shape.catalogueId }) + elementXml(NAME.name, { '#': name }) + owner(shape);
}

/** `Владелец`: every schema demands one, with the official name of a company. */
function owner(shape: CatalogueOutShape): string {
  return elementXml(NAME.owner, {
    [NAME.id]: shape.catalogueId,
    [NAME.name]: shape.owner,
    [NAME.officialName]: shape.owner,
  });
}

function root(shape: CatalogueOutShape, section: string, head: string, list: string | undefined): Envelope {
  const { date, time } = localTime(shape.generatedAt, shape.timeZone);
  const about = `${NAME.schemaVersion}="${shape.schemaVersion}" ${NAME.generatedAt}="${date}T${time}"`;
  const [name] = section.split(' ');
  return {
    head: `${declaration(shape.encoding)}<${NAME.root} ${about}>\n<${section}>${head}${list ? `\n<${list}>` : ''}\n`,
    tail: `${list ? `</${list}>\n` : ''}</${name}>\n</${NAME.root}>\n`,
  };
}
