import { UzelError } from '../../errors.js';
import { nodeSettingsSchema, SETTING_SCHEMAS } from '../../nodes/node-settings.js';
import { checkSettingsFit } from '../../nodes/one-c/fitting-settings.js';
import { error, ok, type Said, someOf, warning } from './findings.js';
import type { CheckScene, NodeCheck } from './scene.js';

/** Whether what is set is right by itself, together with the profile, and known at all. */
export const checkSettings: NodeCheck = (scene) => {
  const { node } = scene;
  const base = Object.fromEntries(Object.entries(node.settings).filter(([key]) => Object.hasOwn(SETTING_SCHEMAS, key)));
  const read = nodeSettingsSchema.safeParse(base);
  const wrong = read.success ? [] : [...new Set(read.error.issues.map(({ path }) => String(path[0] ?? '')))];
  const said = [
    ...wrong.map((key) =>
      error(`${key} is not right. ${descriptionOf(key)} Set it anew: uzel node set "${node.name}" ${key}=…`),
    ),
    ...misfit(scene),
    ...unknown(scene),
  ];
  return said.length > 0 ? said : [ok(`Its settings fit the profile ${node.profile}.`)];
};

const descriptionOf = (key: string): string =>
  Object.hasOwn(SETTING_SCHEMAS, key) ? (SETTING_SCHEMAS[key as keyof typeof SETTING_SCHEMAS].description ?? '') : '';

function misfit({ node }: CheckScene): Said[] {
  try {
    checkSettingsFit(node.profile, node.settings);
    return [];
  } catch (thrown) {
    if (!(thrown instanceof UzelError)) throw thrown;
    return [error(thrown.publicMessage.replace(/ Nothing was changed\.$/, ''))];
  }
}

/** What neither every node nor its kind has: left over from another kind, or from another version. */
function unknown({ node, kind }: CheckScene): Said[] {
  if (!kind) return [];
  const known = { ...SETTING_SCHEMAS, ...kind.settings?.shape };
  const others = Object.keys(node.settings).filter((key) => !Object.hasOwn(known, key));
  return others.length === 0
    ? []
    : [warning(`Nobody reads the settings ${someOf(others)}: they are left over from another version of its kind.`)];
}
