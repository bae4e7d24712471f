import { v5 as uuid } from 'uuid';
import { classifierEnvelope } from '../../commerceml/catalogue-out-envelope.js';
import type { CatalogueOutShape } from '../../commerceml/catalogue-out-shape.js';
import { encodeXml } from '../../commerceml/order-encoding.js';
import type { Tx } from '../../db/open.js';
import type { ExchangeNode } from '../../nodes/exchange-node.js';
import { shapeFor } from '../../nodes/one-c/profiles.js';
import type { Services } from '../../services.js';
import {
  type CataloguePortion,
  type CataloguePosition,
  forgetPortions,
  insertPortion,
  lastPortion,
  lockCatalogueOf,
  portionAsked,
} from '../../store/catalogue/catalogue-portions.js';
import type { Exchange } from '../../store/exchanges/exchanges.js';
import { addJournal } from '../../store/exchanges/journal.js';
import { wordsOfOneC } from '../import/catalogue-words.js';
import { type CatalogueOut, PHASES_OUT } from './catalogue-out-phases.js';

const CATALOGUES = 'b1a1b7c8-3f0e-5a53-9f0c-6c0d1c5f6a27';
const START: CataloguePosition = { phase: 'classifier', after: null, done: 0, total: null, upTo: null };

/** One portion as it is answered. */
export interface PortionAnswer {
  /** A line for the person at the 1C, then the XML, both in the node's encoding. */
  readonly body: Buffer;
  readonly contentType: string;
}

/**
 * init of type=get_catalog: the next portion is the first. Waits for a portion that is still being written for a client that gave it
 * up: noted later, it would be the one behind which the new walk goes on.
 */
export async function beginCatalogue(services: Services, exchange: Exchange): Promise<void> {
  await services.db.transaction(async (tx) => {
    await lockCatalogueOf(tx, exchange);
    await forgetPortions(tx, exchange);
  });
}

/**
 * query of type=get_catalog: the next portion of the goods on sale of the node's id space (commerceml.md §1.3), in the order of our
 * ids: what is imported meanwhile is neither skipped nor repeated. The position is durable, kept per exchange.
 * @param asked `package=`, whatever the client counts from: one that was answered before gets the rows of that answer again, as they
 *   are now; any other, and none, the rows behind the last answer
 * @returns null when everything was given
 */
export async function queryCatalogue(
  services: Services,
  exchange: Exchange,
  node: ExchangeNode,
  asked: string | undefined,
): Promise<PortionAnswer | null> {
  return await services.db.transaction(async (tx) => {
    await lockCatalogueOf(tx, exchange);
    const shape = shapeOf(services, node);
    const of = { shopId: node.shopId, idSpace: node.idSpace };
    const out: CatalogueOut = { tx, of, shape, words: wordsOfOneC(node.settings) };
    const former = asked === undefined ? null : await portionAsked(tx, exchange, asked);
    if (former) return await again(out, former);
    const last = await lastPortion(tx, exchange);
    const written = await next(out, last?.ends ?? START);
    const portion = { ...written.portion, portion: (last?.portion ?? 0) + 1 };
    if (written.answer || last?.begins.phase !== 'end') await insertPortion(tx, exchange, portion, asked);
    if (!written.answer && last?.begins.phase !== 'end') await tell(tx, exchange, node, portion.portion - 1);
    return written.answer;
  });
}

function shapeOf(services: Services, node: ExchangeNode): CatalogueOutShape {
  const { encoding, schemaVersion, generatedAt, timeZone, currency } = shapeFor(node, new Date());
  const { PUBLIC_URL } = services.config;
  return {
    encoding,
    schemaVersion,
    generatedAt,
    timeZone,
    currency,
    catalogueId: uuid(`${node.shopId}\0${node.idSpace}`, CATALOGUES),
    owner: PUBLIC_URL === undefined ? node.shopId : new URL(PUBLIC_URL).host,
  };
}

interface Written {
  readonly portion: Omit<CataloguePortion, 'portion'>;
  readonly answer: PortionAnswer | null;
}

/** The first portion from here on that holds anything. */
async function next(out: CatalogueOut, from: CataloguePosition): Promise<Written> {
  let begins = from;
  while (begins.phase !== 'end') {
    const phase = PHASES_OUT[begins.phase];
    const total = begins.total ?? (await phase.count(out, begins));
    const written = await phase.write(out, begins, null);
    if (written) {
      const done = begins.done + written.rows;
      const ends = { ...begins, after: written.lastRow, done, total };
      return {
        portion: { begins: { ...begins, total }, lastRow: written.lastRow, ends },
        answer: answerOf(out, written.xml, ends),
      };
    }
    const upTo = begins.phase === 'products' ? begins.after : begins.upTo;
    begins = { ...START, phase: phase.follows, upTo };
  }
  return { portion: { begins, lastRow: null, ends: begins }, answer: null };
}

/** The rows of a portion once more; what was taken off sale since is not among them, and there may be none. */
async function again(out: CatalogueOut, former: CataloguePortion): Promise<PortionAnswer | null> {
  const { begins, lastRow, ends } = former;
  if (begins.phase === 'end') return null;
  const written = await PHASES_OUT[begins.phase].write(out, begins, lastRow);
  const { head, tail } = classifierEnvelope(out.shape);
  return answerOf(out, written?.xml ?? head + tail, ends);
}

function answerOf({ shape }: CatalogueOut, xml: string, { phase, done, total }: CataloguePosition): PortionAnswer {
  const label = phase === 'end' ? '' : PHASES_OUT[phase].label;
  const progress = `Выгружено ${label}: ${done} из ${Math.max(done, total ?? 0)}`;
  return {
    body: encodeXml(`${progress}\n${xml}`, shape.encoding),
    contentType: `text/plain; charset=${shape.encoding}`,
  };
}

async function tell(tx: Tx, exchange: Exchange, node: ExchangeNode, portions: number): Promise<void> {
  await addJournal(tx, {
    shopId: node.shopId,
    exchangeId: exchange.exchangeId,
    nodeId: node.nodeId,
    severity: 'info',
    code: 'catalogue-given',
    message: `Каталог сайта выдан 1С целиком, порций: ${portions}.`,
    detail: { portions },
  });
}
