import type { ExchangeNode } from '../../nodes/exchange-node.js';
import type { Services } from '../../services.js';
import type { Exchange } from '../../store/exchanges/exchanges.js';
import { callHook } from './call-hook.js';
import type { HookCall } from './hook-call.js';
import { type Subject, tellFailure } from './tell-failure.js';

/**
 * checkauth: tells the node's kind that an exchange begins. A kind that fails is told of in the journal; the exchange goes on.
 * @throws UzelError UZ1611 when the kind is not loaded: without it the node would take goods and orders that it must not
 */
export async function beginExchange(services: Services, exchange: Exchange, node: ExchangeNode): Promise<void> {
  const kind = services.kinds.of(node);
  if (kind.beginExchange) await tell(services, exchange, node, 'beginExchange');
}

/** Tells the node's kind that an exchange has ended: it was silent for long, or 1C said `complete`. Never throws but for the database. */
export async function endExchange(
  services: Services,
  exchange: Pick<Exchange, 'exchangeId'>,
  node: ExchangeNode,
): Promise<void> {
  if (services.kinds.find(node.kind)?.endExchange) await tell(services, exchange, node, 'endExchange');
}

const SUBJECTS: Readonly<Record<'beginExchange' | 'endExchange', Subject>> = {
  beginExchange: { about: 'Начало обмена', without: 'Обмен продолжается.' },
  endExchange: { about: 'Конец обмена', without: 'На принятое это не влияет.' },
};

async function tell(
  services: Services,
  { exchangeId }: Pick<Exchange, 'exchangeId'>,
  node: ExchangeNode,
  hook: 'beginExchange' | 'endExchange',
): Promise<void> {
  const kind = services.kinds.of(node);
  await services.db.transaction(async (tx) => {
    const call: HookCall = { services, tx, node, exchangeId, hook };
    const outcome = await callHook(
      call,
      kind,
      (context) => kind[hook]?.(context),
      () => undefined,
    );
    if (!outcome.answered) await tellFailure(call, SUBJECTS[hook], outcome.reason);
  });
}
