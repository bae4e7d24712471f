import { z } from 'zod';
import type { ExchangeNode } from './exchange-node.js';
import { PROFILE_NAMES } from './one-c/profiles.js';
import { yesOrNo } from './setting-values.js';

/**
 * What a node has of its own besides its settings, and may be changed: key → value from the text of a command line. The sentence of
 * each says what is right; help, errors and docs/reference/node-settings.md show it.
 */
export const NODE_KEYS = {
  name: z.string().describe('How the node is called here.'),
  login: z.string().describe('What its 1C logs in with.'),
  profile: z.enum(PROFILE_NAMES).describe('Which 1C it is: utp, trade, unf or bitrix3.'),
  idSpace: z.string().describe('Nodes whose databases share the ids of goods share this name.'),
  timeZone: z.string().describe('IANA name of the zone that this 1C writes its times in, e.g. Europe/Kyiv.'),
  state: z
    .enum(['active', 'paused'])
    .describe('Whether it exchanges: active, or paused (then it may not log in, and what it owns waits).'),
  priority: z.coerce
    .number()
    .int()
    .min(-1000)
    .max(1000)
    .describe('Of the nodes that want an order the one with the highest gets it: -1000 to 1000.'),
  receivesOrders: yesOrNo.describe('Whether it gets orders: true or false.'),
  sendsOrders: yesOrNo.describe('Whether what it says of orders is applied: true or false.'),
  receivesOnlyOwn: yesOrNo.describe('Whether it gets only orders that were made in it: true or false.'),
  createsOrders: yesOrNo.describe('Whether orders that were made in it are made here too: true or false.'),
  createsCustomers: yesOrNo.describe('Whether customers that only it knows are made here too: true or false.'),
} satisfies Partial<Record<keyof ExchangeNode, z.ZodType>>;

/** What a new node has when nothing else is said; its time zone is the server's DEFAULT_TIME_ZONE, name and login have no default. */
export const NODE_KEY_DEFAULTS = {
  profile: 'trade',
  idSpace: 'main',
  state: 'active',
  priority: '0',
  receivesOrders: 'true',
  sendsOrders: 'true',
  receivesOnlyOwn: 'false',
  createsOrders: 'true',
  createsCustomers: 'true',
} satisfies Partial<Record<keyof typeof NODE_KEYS, string>>;
