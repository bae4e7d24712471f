import { UzelError } from '../../errors.js';
import type { ExchangeNode, NodeSettings, Profile } from '../../nodes/exchange-node.js';

export interface NodeRow {
  shop_id: string;
  node_id: string;
  name: string;
  kind: string;
  profile: Profile;
  login: string | null;
  password_hash: string | null;
  id_space: string;
  time_zone: string;
  state: ExchangeNode['state'];
  priority: number;
  receives_orders: boolean;
  sends_orders: boolean;
  receives_only_own: boolean;
  creates_orders: boolean;
  creates_customers: boolean;
  settings: NodeSettings | string;
  created_at: Date;
  removed_at: Date | null;
}

/** What of a node may be changed after it was made. */
export interface NodeChanges {
  readonly name?: string | undefined;
  readonly profile?: Profile | undefined;
  readonly login?: string | undefined;
  readonly idSpace?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly state?: ExchangeNode['state'] | undefined;
  readonly priority?: number | undefined;
  readonly receivesOrders?: boolean | undefined;
  readonly sendsOrders?: boolean | undefined;
  readonly receivesOnlyOwn?: boolean | undefined;
  readonly createsOrders?: boolean | undefined;
  readonly createsCustomers?: boolean | undefined;
  /** Replaces all of the node's settings. */
  readonly settings?: NodeSettings | undefined;
}

export const toNode = (row: NodeRow): ExchangeNode => ({
  shopId: row.shop_id,
  nodeId: row.node_id,
  name: row.name,
  kind: row.kind,
  profile: row.profile,
  login: row.login,
  idSpace: row.id_space,
  timeZone: row.time_zone,
  state: row.state,
  priority: row.priority,
  receivesOrders: row.receives_orders,
  sendsOrders: row.sends_orders,
  receivesOnlyOwn: row.receives_only_own,
  createsOrders: row.creates_orders,
  createsCustomers: row.creates_customers,
  settings: row.settings as NodeSettings,
});

/**
 * The columns that a change writes, checked and trimmed; what is undefined is left out.
 * @throws UZ1607 for a blank name, an unknown profile, a login that Basic cannot carry, or an unknown time zone.
 */
export function toColumns(changes: NodeChanges): Partial<NodeRow> {
  const columns = {
    name: changes.name === undefined ? undefined : checkName(changes.name),
    profile: changes.profile === undefined ? undefined : checkProfile(changes.profile),
    login: changes.login === undefined ? undefined : checkLogin(changes.login),
    id_space: changes.idSpace === undefined ? undefined : checkIdSpace(changes.idSpace),
    time_zone: changes.timeZone === undefined ? undefined : checkTimeZone(changes.timeZone),
    state: changes.state,
    priority: changes.priority,
    receives_orders: changes.receivesOrders,
    sends_orders: changes.sendsOrders,
    receives_only_own: changes.receivesOnlyOwn,
    creates_orders: changes.createsOrders,
    creates_customers: changes.createsCustomers,
    settings: changes.settings === undefined ? undefined : JSON.stringify(changes.settings),
  };
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined)) as Partial<NodeRow>;
}

/** Control characters: no header carries them, no list shows them, PostgreSQL's text holds no NUL. */
const CONTROL = /\p{Cc}/u;

function checkName(text: string): string {
  const name = text.trim();
  if (name && name.length <= 100 && !CONTROL.test(name)) return name;
  throw new UzelError('UZ1607', 'A node needs a name of 1 to 100 characters, e.g. the name of the 1C database.');
}

function checkIdSpace(text: string): string {
  const idSpace = text.trim();
  if (idSpace && idSpace.length <= 100 && !CONTROL.test(idSpace)) return idSpace;
  throw new UzelError(
    'UZ1607',
    'An id space is a name of 1 to 100 characters; nodes whose 1C databases share ids share it.',
  );
}

function checkLogin(text: string): string {
  const login = text.trim();
  if (login && login.length <= 100 && !login.includes(':') && !CONTROL.test(login)) return login;
  throw new UzelError(
    'UZ1607',
    'A login is 1 to 100 characters without a colon: HTTP Basic divides login and password by it.',
  );
}

const PROFILES: ReadonlySet<Profile> = new Set<Profile>(['utp', 'trade', 'unf', 'bitrix3']);

function checkProfile(profile: Profile): Profile {
  if (PROFILES.has(profile)) return profile;
  throw new UzelError('UZ1607', `There is no profile "${profile}". Choose ${[...PROFILES].join(', ')}.`);
}

function checkTimeZone(text: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return text;
  } catch (error) {
    throw new UzelError(
      'UZ1607',
      `"${text}" is not a time zone. Give an IANA name such as Europe/Kyiv or Asia/Almaty.`,
      { cause: error },
    );
  }
}
