import { z } from 'zod';
import { JournalEntry } from './exchange.js';
import { pageOf, pageQuery } from './list.js';
import { Id, maybeText, moment } from './primitives.js';

const summaryFields = {
  id: Id,
  name: z.string(),
  kind: z.string().describe('The code behind it: `one-c`, or a kind of `uzel.config`.'),
  profile: z.enum(['utp', 'trade', 'unf', 'bitrix3']).describe('Which 1C it is.'),
  login: maybeText('What its 1C logs in with; null = no one logs in, the server calls.'),
  idSpace: z.string().describe('Nodes whose databases share the ids of goods share it.'),
  timeZone: z.string().describe('IANA name of the zone that its 1C writes times in.'),
  state: z.enum(['active', 'paused']).describe('A paused one logs in no more, and what it owns waits.'),
  priority: z.int().describe('Of those that want an order the highest gets it.'),
  receivesOrders: z.boolean().describe('It is given orders of the shop.'),
  sendsOrders: z.boolean().describe('What it says of orders is applied.'),
  receivesOnlyOwn: z.boolean().describe('It is given only orders that were made in it.'),
  createsOrders: z.boolean().describe('Orders that were made in it are made here too.'),
  createsCustomers: z.boolean().describe('Customers that only it knows are made here too.'),
  settings: z
    .record(z.string(), z.unknown())
    .describe('What differs from the defaults: `schemas/node-settings.json`. What its kind adds is not shown.'),
  lastExchangeAt: moment('When its 1C was heard last; null = never.').nullable(),
};

export const NodeSummary = z
  .object(summaryFields)
  .meta({ id: 'NodeSummary', description: 'An exchange node: one 1C database that exchanges with the shop.' });

export const Node = z
  .object({
    ...summaryFields,
    orders: z.object({
      owned: z.int().describe('Orders that belong to it.'),
      waiting: z.int().describe('Of them, those that its 1C has not confirmed in their present state.'),
      held: z.int().describe('Of these, those that something keeps back.'),
      locked: z.int().describe('Of these, those that are being edited, or that 1C has locked.'),
      conflicts: z.int().describe('Groups of fields that the shop and this 1C both changed.'),
      duplicates: z.int().describe('Documents that it sent of orders of other nodes.'),
    }),
  })
  .meta({ id: 'Node' });

export const NodeList = z.object({ items: z.array(NodeSummary) }).meta({ id: 'NodeList' });

export const NodeJournalEntry = z
  .object({
    ...JournalEntry.shape,
    exchangeId: Id.nullable().describe('null = it was decided while no 1C was there.'),
  })
  .meta({ id: 'NodeJournalEntry' });

export const NodeJournalPage = pageOf(NodeJournalEntry).meta({ id: 'NodeJournalPage' });

export const NodeJournalQuery = z.strictObject({
  ...pageQuery,
  exchanges: z
    .enum(['true', 'false'])
    .default('false')
    .describe('`true`: with what its exchanges tell; `false`: only what was decided outside of them.'),
});

export const NodeCheck = z
  .object({
    errors: z.int(),
    warnings: z.int(),
    findings: z.array(
      z.object({
        severity: z.enum(['ok', 'warning', 'error']),
        check: z.string().describe('Which check found it; stable.'),
        text: z.string().describe('What is, and what to do.'),
      }),
    ),
  })
  .meta({ id: 'NodeCheck', description: 'What a 1C would meet, as `uzel node test` says it.' });
