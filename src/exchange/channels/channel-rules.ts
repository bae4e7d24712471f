import type { PriceRule } from '../../pricing/rule.js';
import type { RuleRow } from '../../store/channels/price-rules.js';

/** A rule as it is kept, and as it is applied. */
export type ChannelRule = PriceRule & Pick<RuleRow, 'ruleId' | 'name'>;

/** What the table keeps as JSON was read by the schema of `PUT /v1/channels/{id}/rules` before it was written. */
export const asChannelRules = (rows: readonly RuleRow[]): readonly ChannelRule[] => rows as readonly ChannelRule[];
