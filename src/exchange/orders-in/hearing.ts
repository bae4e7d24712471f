import type { FieldGroup, NodeSettings, Winner } from '../../nodes/exchange-node.js';
import type { ShopChanges } from '../../store/nodes/shop-changes.js';
import type { OneCSaid } from '../../store/orders/one-c-said.js';
import { contentOf } from '../../store/orders/order-changes.js';
import type { OrderConflict } from '../../store/orders/order-conflicts.js';
import type { StoredOrder } from '../../store/orders/order-rows.js';
import { type Contest, decide } from './conflicts.js';
import { isSettled } from './settled-orders.js';
import type { Draft, Statement } from './statements.js';

/** By what a statement of 1C is judged. */
export interface Rules {
  readonly settings: NodeSettings;
  readonly changes: ShopChanges;
  /** When 1C made its file. */
  readonly saidAt: Date;
}

/** Fields that the shop and 1C both changed, and who won. */
export type Contested = Pick<OrderConflict, 'group' | 'fields' | 'rule' | 'winner'> & {
  /** The version that the shop's change made. */
  readonly since: number;
};

/** Who wins when the node does not say. */
export const DEFAULT_WINNERS: Readonly<Record<FieldGroup, Winner>> = {
  status: 'site',
  payment: 'site',
  shipment: '1c',
  lines: '1c',
  contact: 'site',
};

/** Takes what 1C states of an order, one group after the other, as far as the rules of the node allow it. */
export class Hearing {
  readonly draft: Draft;
  said: OneCSaid;
  readonly conflicts: Contested[] = [];
  readonly refused: Record<string, unknown> = {};
  cancelAgain = false;
  isSettled = false;

  constructor(
    private readonly stored: StoredOrder,
    private readonly rules: Rules,
  ) {
    this.draft = { ...contentOf(stored.order) };
    this.said = stored.said;
  }

  /** From now on nothing is taken of an order that was settled before and is after its payment and shipment were heard. */
  settle(): void {
    const { settings } = this.rules;
    this.isSettled = isSettled(this.stored.order, settings) && isSettled(this.draft, settings);
  }

  take(group: FieldGroup, statements: readonly Statement[]): void {
    const contested: Statement[] = [];
    for (const statement of statements) {
      if (Object.keys(statement.differences).length === 0) this.remember(statement);
      else if (statement.revives && this.stored.order.cancelledBy === 'customer') this.keepCancelled(statement);
      else if (this.isSettled && !statement.always) this.refuse(statement);
      else if (!this.isContested(group, statement)) this.hear(statement, false);
      else if (statement.isEcho(this.rules.changes)) this.remember(statement);
      else contested.push(statement);
    }
    if (contested.length > 0) this.decide(group, contested);
  }

  private hear(statement: Statement, isContested: boolean): void {
    statement.apply(this.draft, isContested);
    this.remember(statement);
  }

  private remember({ remember }: Statement): void {
    const requisites = remember.requisites && { requisites: { ...this.said.requisites, ...remember.requisites } };
    this.said = { ...this.said, ...remember, ...requisites };
  }

  /** Not even heard: it counts when the order is not settled any more. */
  private refuse({ differences }: Statement): void {
    for (const [part, { oneC }] of Object.entries(differences)) this.refused[part] = oneC;
  }

  private keepCancelled(statement: Statement): void {
    this.remember(statement);
    this.cancelAgain = true;
    const { version } = this.stored.order;
    const [rule, winner] = ['customer-cancelled', 'site'] as const;
    this.conflicts.push({ group: 'status', fields: statement.differences, rule, winner, since: version });
  }

  /** Whether the shop changed it as well: what 1C does not know, and by the rule `newest` also what is newer than 1C's word. */
  private isContested(group: FieldGroup, { parts }: Statement): boolean {
    const isNewest = this.rule(group) === 'newest';
    return parts.some((part) => {
      const change = this.rules.changes.get(part);
      return change !== undefined && (change.isPending || (isNewest && change.at > this.rules.saidAt));
    });
  }

  private decide(group: FieldGroup, statements: readonly Statement[]): void {
    const parts = new Set(statements.flatMap((statement) => statement.parts));
    const changes = [...this.rules.changes].flatMap(([part, change]) => (parts.has(part) ? [change] : []));
    const contest: Contest = { group, rule: this.rule(group), saidAt: this.rules.saidAt, changes };
    const { winner, since } = decide(contest);
    const fields = Object.assign({}, ...statements.map(({ differences }) => differences)) as Contested['fields'];
    this.conflicts.push({ group, fields, rule: contest.rule, winner, since });
    if (winner === '1c') for (const statement of statements) this.hear(statement, true);
  }

  private rule(group: FieldGroup): Winner {
    return this.rules.settings.winners?.[group] ?? DEFAULT_WINNERS[group];
  }
}
