import { type Command, Option } from 'commander';
import { UzelError } from '../errors.js';
import { addNode } from '../exchange/node-desk.js';
import type { Profile } from '../nodes/exchange-node.js';
import type { NodeKind, NodeKinds } from '../nodes/node-kind.js';
import { PROFILE_NAMES } from '../nodes/one-c/profiles.js';
import { newPassword } from '../store/nodes/secrets.js';
import { example } from './example.js';
import { ordersLeft } from './left-orders.js';
import { newNodeFrom } from './node-assignments.js';
import { newKeysHelp } from './node-keys.js';
import { nodeJson, nodeRecord } from './node-view.js';
import { jsonOption, type OutputOptions, print } from './output.js';
import { currentShop, uzelHere } from './shop-option.js';
import { withDatabase } from './with-database.js';

interface AddOptions extends OutputOptions {
  readonly kind: string;
  readonly login?: string;
  readonly password?: string;
  readonly profile: Profile;
  readonly timeZone?: string;
  readonly idSpace?: string;
  readonly orders: boolean;
}

/** The kind that every server has. */
const BUILT_IN = 'one-c';

export function registerNodeAdd(node: Command): void {
  node
    .command('add')
    .description('connect a 1C database: make its login')
    .argument('<name>', 'how it is called here, e.g. as the 1C database is')
    .argument('[key=value...]', 'flags, priority and settings that differ from the defaults')
    .option('--login <login>', 'what 1C logs in with; unique on this server. A kind that the server calls has none')
    .option('--password <password>', 'left out: one is made and printed, once')
    .option('--kind <kind>', 'the code behind it: a kind of uzel.config', BUILT_IN)
    .addOption(
      new Option(
        '--profile <profile>',
        'utp: УТП, УТ 10.3; trade: BAS, УТ 11, Розница, КА; unf: УНФ; bitrix3: 1C-Bitrix module',
      )
        .choices(PROFILE_NAMES)
        .default('trade'),
    )
    .option('--time-zone <zone>', 'IANA name of the zone that 1C writes its times in (default: DEFAULT_TIME_ZONE)')
    .option('--id-space <name>', 'nodes whose databases share the ids of goods share it (default: main)')
    .option('--no-orders', 'this 1C gets no orders')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `\nKeys (a kind of uzel.config may have more):\n${newKeysHelp()}\n${example(
        'uzel node add shop1c --login shop1c --password secret --profile utp --time-zone Europe/Kyiv',
        'uzel node add site --login site --profile bitrix3 ordersFrom=2026-01-01 taxName=ПДВ',
      )}`,
    )
    .action(add);
}

async function add(name: string, assignments: readonly string[], options: AddOptions, command: Command): Promise<void> {
  if (options.kind === BUILT_IN && options.login === undefined) {
    command.error("error: required option '--login <login>' not specified");
  }
  await withDatabase(async (services) => {
    const kind = knownKind(services.kinds, options.kind);
    const made = options.login !== undefined && options.password === undefined ? newPassword() : undefined;
    const settled = await addNode(services, currentShop(), {
      name,
      kind: kind.name,
      profile: options.profile,
      ...loginOf(kind, options, made),
      timeZone: options.timeZone ?? services.config.DEFAULT_TIME_ZONE,
      idSpace: options.idSpace,
      ...(options.orders ? {} : { receivesOrders: false }),
      ...newNodeFrom(options.profile, assignments, kind),
    });
    const { node, ordersTooLong } = settled;
    const shown = made === undefined ? {} : { password: made };
    print(options, { ...nodeJson(node), ordersTooLong, ...shown }, () =>
      [
        `The node "${node.name}" is made.`,
        '',
        nodeRecord(node),
        ...(made === undefined ? [] : ['', `Password: ${made}`, 'It is shown only now.']),
        ...(node.receivesOrders && node.login && !node.settings.numberPrefix ? ['', prefixHint(name)] : []),
        ...ordersLeft(settled),
      ].join('\n'),
    );
  });
}

function knownKind(kinds: NodeKinds, name: string): NodeKind {
  const kind = kinds.find(name);
  if (kind) return kind;
  const known = kinds.all.map((each) => each.name).join(', ');
  throw new UzelError('UZ1607', `There is no node kind "${name}". This server has ${known}; uzel.config names more.`);
}

/** @throws UzelError UZ1607 for a login too many or too few */
function loginOf(kind: NodeKind, options: AddOptions, made: string | undefined) {
  if (kind.calledBy === 'server') {
    if (options.login === undefined && options.password === undefined) return {};
    throw new UzelError(
      'UZ1607',
      `The server itself calls nodes of the kind ${kind.name}: leave login and password out.`,
    );
  }
  if (options.login !== undefined) return { login: options.login, password: made ?? options.password ?? '' };
  throw new UzelError('UZ1607', `A node of the kind ${kind.name} logs in: give it a login with --login.`);
}

/** A 1C that numbers its own orders 1, 2, 3 … may send one back that looks like the shop's of the same number. */
const prefixHint = (name: string): string =>
  `Its orders have no prefix yet. If this 1C numbers orders of its own, give them one before the first: ${uzelHere()} node set ${/^[\w-]+$/.test(name) ? name : `"${name}"`} numberPrefix=W-`;
