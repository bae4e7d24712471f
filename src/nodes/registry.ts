import { UzelError } from '../errors.js';
import { NODE_KEYS } from './node-keys.js';
import { NODE_KIND_API, type NodeKind, type NodeKinds } from './node-kind.js';
import { SETTING_SCHEMAS } from './node-settings.js';
import { oneCKind } from './one-c/kind.js';

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const HOOKS = [
  'beginExchange',
  'products',
  'offers',
  'wantsOrder',
  'checkOrder',
  'writeOrder',
  'readDocument',
  'endExchange',
  'deliverOrders',
] as const satisfies readonly (keyof NodeKind)[];
/** Steps of the protocol that only a 1C which logs in takes. */
const OF_WHO_LOGS_IN = ['beginExchange', 'writeOrder', 'endExchange'] as const satisfies readonly (keyof NodeKind)[];

/**
 * The kinds of a server: the built-in one and those of `uzel.config`, each checked.
 * @throws UzelError UZ1611 with one sentence: made for another version of the interface, no name, a name twice, a setting that every
 *   node has already, something that is no kind at all
 */
export function createRegistry(further: readonly NodeKind[] = []): NodeKinds {
  const byName = new Map<string, NodeKind>();
  for (const kind of [oneCKind, ...further]) {
    checkKind(kind);
    if (byName.has(kind.name))
      throw unusable(`There are two node kinds "${kind.name}": give one of them another name.`);
    byName.set(kind.name, kind);
  }
  return {
    of: (node) => byName.get(node.kind) ?? missing(node),
    find: (name) => byName.get(name),
    all: [...byName.values()],
  };
}

/** @throws UzelError UZ1611 when it is no kind that this server can use */
export function checkKind(kind: NodeKind): void {
  if (typeof kind !== 'object' || kind === null || typeof kind.name !== 'string') {
    throw unusable(
      'Something that is no node kind stands in nodeKinds: export what defineNodeKind({ name, … }) gives.',
    );
  }
  const { name } = kind;
  if (!NAME.test(name) || name.length > 50) {
    throw unusable(
      `The node kind "${name}" needs a name of small letters, digits and dashes that begins with a letter.`,
    );
  }
  const version: unknown = kind.apiVersion;
  if (version !== NODE_KIND_API) {
    throw unusable(
      `The node kind "${name}" is made for version ${String(version)} of the interface, and this Uzel has version ${NODE_KIND_API}: take a version of the kind that fits, or take it out of uzel.config.`,
    );
  }
  const wrong = HOOKS.find((hook) => kind[hook] !== undefined && typeof kind[hook] !== 'function');
  if (wrong) throw unusable(`The node kind "${name}" has a ${wrong} that is no function.`);
  checkSettings(kind);
  checkDirectories(kind);
  checkCaller(kind);
}

/** A hook that nobody would ever call is a mistake that its author would look for long. */
function checkCaller(kind: NodeKind): void {
  const { name, calledBy } = kind;
  if (calledBy !== undefined && calledBy !== 'one-c' && calledBy !== 'server') {
    throw unusable(`The node kind "${name}" is calledBy "${String(calledBy)}": it can be "one-c" or "server".`);
  }
  if (calledBy !== 'server') {
    if (kind.deliverOrders === undefined) return;
    throw unusable(`The node kind "${name}" has deliverOrders, so it needs calledBy: 'server'.`);
  }
  if (!kind.deliverOrders) throw unusable(`The node kind "${name}" is calledBy "server", so it needs deliverOrders.`);
  const unasked = OF_WHO_LOGS_IN.find((hook) => kind[hook] !== undefined);
  if (unasked) {
    throw unusable(
      `The node kind "${name}" is calledBy "server" and has ${unasked}, which only a 1C that logs in leads to: do that in deliverOrders.`,
    );
  }
}

function checkSettings({ name, settings }: NodeKind): void {
  if (settings === undefined) return;
  const shape: unknown = settings.shape;
  if (typeof shape !== 'object' || shape === null) {
    throw unusable(`The settings of the node kind "${name}" are no z.strictObject of zod.`);
  }
  const taken = Object.keys(shape).find((key) => Object.hasOwn(SETTING_SCHEMAS, key) || Object.hasOwn(NODE_KEYS, key));
  if (taken)
    throw unusable(`The node kind "${name}" has a setting "${taken}", which every node has: call it otherwise.`);
}

function checkDirectories({ name, directories }: NodeKind): void {
  if (directories === undefined) return;
  const right =
    Array.isArray(directories) &&
    directories.every(
      (each) => typeof each?.name === 'string' && NAME.test(each.name) && typeof each.entryOf === 'function',
    );
  if (!right) {
    throw unusable(`Each directory of the node kind "${name}" needs a name of small letters and dashes, and entryOf.`);
  }
}

const unusable = (text: string): UzelError => new UzelError('UZ1611', text);

function missing({ name, kind }: { readonly name: string; readonly kind: string }): never {
  throw new UzelError(
    'UZ1611',
    `Узел «${name}» сейчас не работает: его вида «${kind}» нет на сервере. Попросите администратора сайта подключить вид в uzel.config и перезапустить Uzel.`,
  );
}
