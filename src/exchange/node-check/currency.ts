import { currenciesInUse } from '../../store/nodes/node-facts.js';
import { uzelOf } from '../uzel-command.js';
import { error, ok, type Said, warning } from './findings.js';
import type { NodeCheck } from './scene.js';

/** How the shop's currencies are called in this 1C: УТП finds one by its name only, and an unknown one fails the order. */
export const checkCurrency: NodeCheck = async ({ tx, node, profile, shape, sample }) => {
  if (!node.receivesOrders) return [];
  const used = await currenciesInUse(tx, node.shopId);
  const currencies = used.length > 0 ? used : [sample.order.currency];
  const spelled = { ...profile.currencySpelling, ...node.settings.currencySpelling };
  const said: Said[] = [
    ok(`Currencies go as: ${currencies.map((iso) => `${iso} as ${shape.currency(iso)}`).join(', ')}.`),
  ];
  const guessed = currencies.filter((iso) => !Object.hasOwn(spelled, iso));
  if (node.profile === 'utp' && guessed.length > 0) {
    said.push(
      warning(
        `УТП finds a currency by its name in its own list, and refuses an order with one that it does not find. Say how it calls ${guessed.join(', ')}: ${uzelOf(node.shopId)} node set "${node.name}" currencySpelling.${guessed[0]}=…`,
      ),
    );
  }
  const allowed = node.settings.currencies;
  const refused = allowed ? currencies.filter((iso) => !allowed.includes(iso)) : [];
  if (refused.length > 0) {
    const text = `Orders in ${refused.join(', ')} are kept back from it (currencies=${allowed?.join(',')}).`;
    said.push(refused.length === currencies.length ? error(`${text} That is all the shop sells in.`) : warning(text));
  }
  return said;
};
