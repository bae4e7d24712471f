/** Small feeds as 1C writes them, made from a few words. */

const ROOT = 'КоммерческаяИнформация';

export const feed = (...parts: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${ROOT} ВерсияСхемы="2.07">\n${parts.join('\n')}\n</${ROOT}>\n`;

const attribute = (onlyChanges: boolean | undefined): string =>
  onlyChanges === undefined ? '' : ` СодержитТолькоИзменения="${onlyChanges}"`;

const element = (name: string, value: string | undefined): string =>
  value === undefined ? '' : `<${name}>${value}</${name}>`;

export interface ItemText {
  readonly id: string;
  readonly name?: string;
  readonly deleted?: boolean;
  /** Further elements. */
  readonly more?: string;
}

const item = (tag: string, { id, name, deleted, more }: ItemText): string =>
  `<${tag}${deleted ? ' Статус="Удален"' : ''}><Ид>${id}</Ид>${element('Наименование', name)}${more ?? ''}</${tag}>`;

export const classifier = (inside = ''): string => `<Классификатор><Ид>K</Ид>${inside}</Классификатор>`;

export const catalogue = (goods: readonly ItemText[], onlyChanges?: boolean, id = 'C'): string =>
  `<Каталог${attribute(onlyChanges)}><Ид>${id}</Ид><ИдКлассификатора>K</ИдКлассификатора><Товары>\n${goods
    .map((one) => item('Товар', one))
    .join('\n')}\n</Товары></Каталог>`;

export const offers = (list: readonly ItemText[], onlyChanges?: boolean, id = 'C'): string =>
  `<ПакетПредложений${attribute(onlyChanges)}><Ид>${id}#</Ид><ИдКаталога>${id}</ИдКаталога><Предложения>\n${list
    .map((one) => item('Предложение', one))
    .join('\n')}\n</Предложения></ПакетПредложений>`;

export const price = (amount: string, type = 't1'): string =>
  `<Цены><Цена><ЦенаЗаЕдиницу>${amount}</ЦенаЗаЕдиницу><ИдТипаЦены>${type}</ИдТипаЦены></Цена></Цены>`;

export const ids = (count: number, prefix = 'p'): string[] => Array.from({ length: count }, (_, i) => `${prefix}${i}`);
