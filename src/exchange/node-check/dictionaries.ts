import { dictionaryItems } from '../../store/nodes/node-facts.js';
import { ok, type Said, warning } from './findings.js';
import type { NodeCheck } from './scene.js';

/** Whether the user dictionaries that settings name ever came from this 1C. */
export const checkDictionaries: NodeCheck = async ({ tx, node }) => {
  const { promoCodeDictionary, employeeDictionary } = node.settings;
  const said: Said[] = [];
  for (const [setting, what, name] of [
    ['promoCodeDictionary', 'promo codes', promoCodeDictionary],
    ['employeeDictionary', 'employees', employeeDictionary],
  ] as const) {
    if (name === undefined) continue;
    const items = await dictionaryItems(tx, node, name);
    said.push(
      items === null
        ? warning(
            `The dictionary "${name}" (${setting}) never came from this 1C, so there are no ${what} from it. Let 1C export its user dictionaries, and compare the name with GET /v1/dictionaries.`,
          )
        : ok(`The dictionary "${name}" has ${items} item(s): the ${what}.`),
    );
  }
  return said;
};
