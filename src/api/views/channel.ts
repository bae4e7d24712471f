import type { z } from 'zod';
import type { ChannelRule } from '../../exchange/channels/channel-rules.js';
import { asChannelRules } from '../../exchange/channels/channel-rules.js';
import type { Channel as StoredChannel } from '../../store/channels/channels.js';
import type { RuleInput, RuleRow } from '../../store/channels/price-rules.js';
import type { Channel } from '../schemas/channel.js';
import type { PriceRule, RuleFields } from '../schemas/price-rule.js';

export const channelJson = ({ channelId, priceTypes, ...channel }: StoredChannel): z.input<typeof Channel> => ({
  id: channelId,
  ...channel,
  priceTypes: [...priceTypes],
});

export const rulesJson = (rules: readonly RuleRow[]): z.input<typeof PriceRule>[] =>
  asChannelRules(rules).map(({ ruleId, name, active, validFrom, validTo, scope, action }) => ({
    ...{ id: ruleId, name, active },
    validFrom: validFrom?.toISOString() ?? null,
    validTo: validTo?.toISOString() ?? null,
    scope: scope as z.input<typeof PriceRule>['scope'],
    action: action as z.input<typeof PriceRule>['action'],
  }));

/** A rule as it is kept, out of what a client gave. */
export function ruleOf(fields: z.output<typeof RuleFields> & { readonly id?: string | undefined }): RuleInput {
  const { id, name = null, active = true, validFrom = null, validTo = null, scope = {}, action } = fields;
  return {
    ...(id !== undefined && { ruleId: id }),
    ...{ name, active, scope, action },
    validFrom: validFrom === null ? null : new Date(validFrom),
    validTo: validTo === null ? null : new Date(validTo),
  };
}

/** Rules that are kept nowhere. */
export const draftRules = (list: readonly z.output<typeof RuleFields>[]): readonly ChannelRule[] =>
  asChannelRules(list.map((fields) => ({ ...ruleOf(fields), ruleId: DRAFT })));

/** The id of a rule that has none. */
export const DRAFT = '';
