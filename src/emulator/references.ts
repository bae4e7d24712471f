import { create } from 'xmlbuilder2';

/** A user dictionary of 1C («Справочник»), as it goes to the site. */
export interface UserDictionary {
  readonly id: string;
  readonly name: string;
  readonly items: readonly UserDictionaryItem[];
}

/** One item: its requisites by name; numbers and dates as 1C writes them (`5.00`, `2024-06-30`). */
export interface UserDictionaryItem {
  readonly id: string;
  readonly values: Readonly<Record<string, string>>;
}

/**
 * `references.xml` as the Bitrix module writes it for `type=reference` (commerceml.md §2.9): UTF-8 with a BOM, CRLF.
 * A requisite of the dictionary has its name as its id.
 */
export function referencesXml(dictionaries: readonly UserDictionary[], onlyChanges = false): Buffer {
  const root = create({ version: '1.0', encoding: 'UTF-8' }).ele('КоммерческаяИнформация', {
    xmlns: 'urn:1C.ru:commerceml_3',
    ВерсияСхемы: '3.1',
    ДатаФормирования: new Date().toISOString().slice(0, 19),
  });
  const all = root.ele('ПользовательскиеСправочники', { СодержитТолькоИзменения: String(onlyChanges) });
  for (const { id, name, items } of dictionaries) {
    const dictionary = all.ele('Справочник');
    dictionary.ele('Ид').txt(id).up().ele('Наименование').txt(name);
    const names = [...new Set(items.flatMap((item) => Object.keys(item.values)))];
    const requisites = dictionary.ele('Реквизиты');
    for (const requisite of names) {
      const one = requisites.ele('Реквизит');
      for (const [element, text] of [
        ['Ид', requisite],
        ['Наименование', requisite],
        ['ТипЗначений', 'Строка'],
      ] as const)
        one.ele(element).txt(text);
    }
    const elements = dictionary.ele('ЭлементыСправочника');
    for (const item of items) {
      const element = elements.ele('ЭлементСправочника');
      element.ele('Ид').txt(item.id);
      const values = element.ele('ЗначенияРеквизитов');
      for (const [requisite, value] of Object.entries(item.values)) {
        const one = values.ele('ЗначениеРеквизита');
        one.ele('Наименование').txt(requisite);
        one.ele('Значение').txt(value);
      }
    }
  }
  return Buffer.from(`\ufeff${root.end({ prettyPrint: true, indent: '\t', newline: '\r\n' })}`);
}
