import { uzelOf } from '../uzel-command.js';
import { error, ok, type Said, warning } from './findings.js';
import type { CheckScene, NodeCheck } from './scene.js';

/** Which form the orders have, and whether a 1C of this profile sees them (one-c-client.md §5). */
export const checkOrdersDocument: NodeCheck = (scene) => {
  const { node, kind, shape } = scene;
  if (!node.receivesOrders || kind?.calledBy === 'server') return [];
  const said = [...invisible(scene), ...otherwise(scene)];
  const form = shape.family === 3 ? 'each in a «Контейнер»' : 'one «Документ» each';
  return [ok(`Its orders are written as CommerceML ${shape.schemaVersion} in ${shape.encoding}, ${form}.`), ...said];
};

/** What its 1C would not see, or not read, and confirm all the same. */
function invisible({ node, profile, shape }: CheckScene): Said[] {
  const said: Said[] = [];
  if (profile.family === 2 && shape.schemaVersion === '3.1') {
    said.push(
      error(
        `A 1C of the profile ${node.profile} does not know «Контейнер» of CommerceML 3.1: it finds no orders and confirms them all the same, they would be lost. Take the setting back: ${uzelOf(node.shopId)} node set "${node.name}" schemaVersion=`,
      ),
    );
  }
  if (profile.family === 3 && shape.schemaVersion !== '3.1') {
    said.push(
      error(
        `The module of 1C-Bitrix sees no orders outside «Контейнер», and CommerceML ${shape.schemaVersion} has none. Take the setting back: ${uzelOf(node.shopId)} node set "${node.name}" schemaVersion=`,
      ),
    );
  }
  if (profile.family === 3 && shape.encoding !== 'utf-8') {
    said.push(
      error(
        `The module of 1C-Bitrix reads its orders in UTF-8 only. Take the setting back: ${uzelOf(node.shopId)} node set "${node.name}" ordersEncoding=`,
      ),
    );
  }
  return said;
}

/** What is set otherwise than this configuration is known to read. */
function otherwise({ node, profile, shape }: CheckScene): Said[] {
  const said: Said[] = [];
  const unknownTypes = (of: 'phone' | 'email', standard: readonly string[]): boolean =>
    !standard.some((type) => shape.contactTypes[of].includes(type));
  if (unknownTypes('phone', profile.phoneTypes)) {
    said.push(
      warning(
        `The telephone goes as ${shape.contactTypes.phone.join(', ')}; a stock configuration of this profile looks for ${profile.phoneTypes.join(', ')}. Add it to phoneTypes unless yours was changed.`,
      ),
    );
  }
  const emailTypes = profile.emailTypes(shape.ukrainian);
  if (unknownTypes('email', emailTypes)) {
    said.push(
      warning(
        `The e-mail goes as ${shape.contactTypes.email.join(', ')}; a stock configuration of this profile looks for ${emailTypes.join(' or ')}. Add it to emailTypes unless yours was changed.`,
      ),
    );
  }
  if (shape.companyCodeElement !== profile.companyCodeElement) {
    said.push(
      warning(
        `The register code of a company goes as ${shape.companyCodeElement}; a stock configuration of this profile reads ${profile.companyCodeElement}.`,
      ),
    );
  }
  if (node.profile === 'utp' && shape.deliveryAddressOfCounterparty) {
    said.push(
      warning(
        'УТП takes the address of the customer for the legal one: with deliveryAddressOfCounterparty=true every delivery address becomes it.',
      ),
    );
  }
  return said;
}
