import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const REAL = path.join(process.cwd(), '..', 'shared', 'data', 'real');
/** Where the folder of real exports is absent the tests that need it say so and are skipped. */
export const hasRealFiles = existsSync(REAL);

/** Catalogue files that belong together, versions 2.03 – 2.10, under the names that a 1C gives them. */
export const REAL_EXCHANGES: readonly { readonly name: string; readonly files: Readonly<Record<string, string>> }[] = [
  {
    name: '2.04 official example',
    files: { 'import.xml': 'officialdoc_import.xml', 'offers.xml': 'officialdoc_offers.xml' },
  },
  { name: '2.03 demo', files: { 'import.xml': 'v203_demo_import.xml' } },
  { name: '2.04 CS-Cart', files: { 'import.xml': 'v204_cscart_import.xml' } },
  { name: '2.04 UMI', files: { 'import.xml': 'v204_umi_import.xml', 'offers.xml': 'v204_umi_offers.xml' } },
  {
    name: '2.04 early УТ11',
    files: { 'import.xml': 'ut11early204_import.xml', 'offers.xml': 'ut11early204_offers.xml' },
  },
  {
    name: '2.04 УТП, Ukrainian, changes',
    files: { 'import.xml': 'utp204_changes_ua_import.xml', 'offers.xml': 'utp204_changes_ua_offers.xml' },
  },
  { name: '2.04 УТП, full offers', files: { 'offers.xml': 'utp204_full_offers.xml' } },
  { name: '2.05 УНФ', files: { 'import.xml': 'unf205_import.xml', 'offers.xml': 'unf205_changes_offers.xml' } },
  { name: '2.05 УНФ, older', files: { 'import.xml': 'unf205_import_b.xml', 'offers.xml': 'unf205_offers_b.xml' } },
  {
    name: '2.07 УТ11',
    files: { 'import0_1.xml': 'ut11_207_import0_1.xml', 'offers0_1.xml': 'ut11_207_offers0_1.xml' },
  },
  {
    name: '2.07 УТ11 of 2026, two catalogues',
    files: {
      'import0_1.xml': 'ut11_207_2026_import0_1.xml',
      'import1_1.xml': 'ut11_207_2026_import1_1.xml',
      'offers0_1.xml': 'ut11_207_2026_offers0_1.xml',
      'offers1_1.xml': 'ut11_207_2026_offers1_1.xml',
    },
  },
  {
    name: '2.07 portion 2 and characteristics',
    files: { 'import0_2.xml': 'ut11_207_portion2_import.xml', 'offers0_1.xml': 'ut11_207_offers_characteristics.xml' },
  },
  { name: '2.08/2.10 УНФ', files: { 'import.xml': 'unf208_import.xml', 'offers.xml': 'unf208_offers.xml' } },
  {
    name: '2.09 Bitrix module',
    files: {
      'import___1.xml': 'bitrix209_import.xml',
      'offers___1.xml': 'bitrix209_offers.xml',
      'prices___1.xml': 'bitrix209_prices.xml',
      'rests___1.xml': 'bitrix209_rests.xml',
    },
  },
];

/** A folder as 1C exports it. */
export async function exportFolder(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'uzel-export-'));
  await mkdir(path.join(folder, 'import_files'), { recursive: true });
  for (const [name, source] of Object.entries(files)) await copyFile(path.join(REAL, source), path.join(folder, name));
  return folder;
}
