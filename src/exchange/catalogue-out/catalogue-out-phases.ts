import { catalogueEnvelope, classifierEnvelope, offersEnvelope } from '../../commerceml/catalogue-out-envelope.js';
import { groupsXml } from '../../commerceml/catalogue-out-groups.js';
import { offerXml } from '../../commerceml/catalogue-out-offer.js';
import { productXml } from '../../commerceml/catalogue-out-product.js';
import { propertyXml } from '../../commerceml/catalogue-out-property.js';
import { classifierReferences } from '../../commerceml/catalogue-out-references.js';
import type { CatalogueOutShape } from '../../commerceml/catalogue-out-shape.js';
import { NAME } from '../../commerceml/names.js';
import type { Tx } from '../../db/open.js';
import {
  countPropertiesOut,
  groupsOut,
  offerReferences,
  propertiesOut,
  unitsOut,
} from '../../store/catalogue/catalogue-out-references.js';
import {
  type CatalogueScope,
  countOffersOut,
  countProductsOut,
  offersOut,
  productsOut,
} from '../../store/catalogue/catalogue-out-rows.js';
import type { CataloguePhase, CataloguePosition } from '../../store/catalogue/catalogue-portions.js';
import type { CatalogueWords } from '../import/catalogue-words.js';
import { type WalkedPortion, walkPortion } from './catalogue-out-walk.js';
import { offerInWords, productInWords, referencesInWords, unitsInWords } from './catalogue-out-words.js';

/** Whose catalogue is given out, and how it is written. */
export interface CatalogueOut {
  readonly tx: Tx;
  readonly of: CatalogueScope;
  readonly shape: CatalogueOutShape;
  /** What this 1C calls the shop's price types, warehouses and units; null = as the shop does. */
  readonly words: CatalogueWords | null;
}

/** One stretch of the catalogue that has its own envelope. */
export interface PhaseOut {
  /** Russian, for the person at the 1C: of what how many were given. */
  readonly label: string;
  readonly follows: CataloguePhase;
  count(out: CatalogueOut, begins: CataloguePosition): Promise<number>;
  /** @param until as `walkPortion` */
  write(out: CatalogueOut, begins: CataloguePosition, until: string | null): Promise<WalkedPortion | null>;
}

/** The classifier is one portion: its only "row" has this key. */
const WHOLE = 'whole';

/** The catalogue in the order in which 1C needs it: what is referred to stands before what refers. */
export const PHASES_OUT: Readonly<Record<Exclude<CataloguePhase, 'end'>, PhaseOut>> = {
  classifier: {
    label: 'групп',
    follows: 'properties',
    count: async ({ tx, of }) => (await groupsOut(tx, of)).length,
    write: async ({ tx, of, shape, words }, begins) => {
      if (begins.after !== null) return null;
      const groups = await groupsOut(tx, of);
      const references = {
        ...referencesInWords(await offerReferences(tx, of), words),
        units: unitsInWords(await unitsOut(tx, of), words),
      };
      const { head, tail } = classifierEnvelope(shape);
      const xml = `${head}${groupsXml(groups)}${classifierReferences(shape, references)}${tail}`;
      return { xml, rows: groups.length, lastRow: WHOLE };
    },
  },
  properties: {
    label: 'свойств',
    follows: 'products',
    count: async ({ tx, of }) => await countPropertiesOut(tx, of),
    write: async ({ tx, of, shape }, { after }, until) =>
      await walkPortion(
        {
          envelope: classifierEnvelope(shape, NAME.properties),
          read: async (stretch) => await propertiesOut(tx, of, stretch),
          write: (property) => propertyXml(property, shape),
        },
        after,
        until,
      ),
  },
  products: {
    label: 'товаров',
    follows: 'offers',
    count: async ({ tx, of }) => await countProductsOut(tx, of),
    write: async ({ tx, of, shape, words }, { after }, until) =>
      await walkPortion(
        {
          envelope: catalogueEnvelope(shape),
          read: async (stretch) => await productsOut(tx, of, stretch),
          write: (product) => productXml(productInWords(product, words), shape),
        },
        after,
        until,
      ),
  },
  offers: {
    label: 'предложений',
    follows: 'end',
    count: async ({ tx, of }, { upTo }) => await countOffersOut(tx, of, upTo),
    write: async ({ tx, of, shape, words }, { after, upTo }, until) => {
      const { priceTypes, warehouses } = referencesInWords(await offerReferences(tx, of), words);
      return await walkPortion(
        {
          envelope: offersEnvelope(shape, priceTypes, warehouses),
          read: async (stretch) => await offersOut(tx, of, stretch, upTo),
          write: (offer) => offerXml(offerInWords(offer, words), shape),
        },
        after,
        until,
      );
    },
  },
};
