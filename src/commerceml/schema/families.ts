/** Files of schemas/commerceml by version (commerceml.md §2.3): a family is named after its newest version. */
const FAMILIES = {
  '2.03': '2.04',
  '2.04': '2.04',
  '2.05': '2.05',
  '2.06': '2.07',
  '2.07': '2.07',
  '2.08': '2.09',
  '2.09': '2.09',
  '2.10': '2.10',
  '3.0': '3.1',
  '3.1': '3.1',
} as const;

export type Family = (typeof FAMILIES)[keyof typeof FAMILIES];

/** A document that does not say its version is measured by the newest schema of the 2.x that everybody speaks. */
const WITHOUT_VERSION: Family = '2.10';

/**
 * @param version `ВерсияСхемы` as it stands in the file; undefined = the attribute is not there
 * @returns null for a version that no 1C speaks any more (1.x, 2.0–2.02) or that is not known; 2.021 is a format of 1C-Bitrix
 */
export function familyOf(version: string | undefined): Family | null {
  if (version === undefined) return WITHOUT_VERSION;
  const known: Readonly<Record<string, Family>> = FAMILIES;
  return known[version.trim()] ?? null;
}
