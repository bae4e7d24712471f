import { SaxesParser } from 'saxes';
import { decode } from './order-reader.js';

/**
 * Reads an orders document as the strictest 1C clients do together (one-c-client.md §5, §8).
 * @returns what they would stumble over; [] = every client takes it.
 */
export function stumblingBlocks(body: Buffer): string[] {
  const found: string[] = [];
  if (!body.subarray(0, 5).equals(Buffer.from('<?xml'))) found.push('the body does not begin with <?xml');
  const xml = decode(body);
  if (xml.includes('windows-1251') && body.includes(0x98)) found.push('bytes that the declared encoding does not know');
  if (xml.includes('<![CDATA[')) found.push('CDATA: УТП ignores it');
  if (/\sxmlns/.test(xml)) found.push('xmlns: BAS validates strictly');

  const stack: { name: string; text: string; children: number }[] = [];
  const seen = new Map<string, string>();
  const parser = new SaxesParser({ xmlns: false });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const parent = stack.at(-1);
    if (parent) parent.children += 1;
    stack.push({ name, text: '', children: 0 });
    if (name === 'Документ') seen.clear();
    for (const [attribute, value] of Object.entries(attributes)) {
      if (String(value).trim() === '') found.push(`empty attribute ${attribute} of ${name}`);
    }
  });
  parser.on('text', (text) => {
    const open = stack.at(-1);
    if (open) open.text += text;
  });
  parser.on('closetag', () => {
    const path = stack
      .map((one) => one.name)
      .join('/')
      .replace(/^КоммерческаяИнформация\/(Контейнер\/)?/, '');
    const closed = stack.pop();
    if (!closed) return;
    const blank = closed.text.trim() === '';
    if (closed.children === 0 && blank && stack.length > 0) found.push(`empty element ${path}`);
    if (closed.children > 0 && !blank) found.push(`text beside elements in ${path}`);
    if (closed.children === 0 && stack.length > 0) {
      seen.set(path, closed.text);
      found.push(...leafProblems(path, closed.text));
    }
    if (closed.name === 'Документ') found.push(...documentProblems(seen));
  });
  parser.write(xml.replace(/^<\?xml[^>]*\?>/, '')).close();
  return found;
}

function leafProblems(path: string, text: string): string[] {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (text !== text.trim()) return [`blanks around the text of ${path}`];
  if (['Сумма', 'ЦенаЗаЕдиницу', 'Количество', 'Курс', 'Ставка'].includes(name) && !/^-?\d+(\.\d+)?$/.test(text)) {
    return [`${path} is not a number that 1C reads: ${text}`];
  }
  return [];
}

function documentProblems(seen: ReadonlyMap<string, string>): string[] {
  const problems: string[] = [];
  const need = (path: string): string => {
    const text = seen.get(`Документ/${path}`) ?? '';
    if (text === '') problems.push(`no ${path}`);
    return text;
  };
  need('Ид');
  need('Контрагенты/Контрагент/Наименование');
  // A container holds payments and shipments beside the order, each of which names it.
  const isOrder = need('ХозОперация') === 'Заказ товара';
  if (!isOrder && !seen.has('Документ/Основание')) problems.push('ХозОперация is not «Заказ товара»');
  if (need('Номер').length > 11) problems.push('Номер is longer than 11 characters');
  if (need('Валюта').length > 3) problems.push('Валюта is longer than 3 characters');
  const date = `${need('Дата').replaceAll('-', '')}${need('Время').replaceAll(':', '')}`;
  if (!/^\d{14}$/.test(date)) problems.push(`the date is not of 14 digits: ${date}`);
  const persons = [...seen.keys()].filter((path) =>
    /Контрагент\/(ПолноеНаименование|ОфициальноеНаименование)$/.test(path),
  );
  if (persons.length !== 1) problems.push('neither a person nor a company, or both');
  return problems;
}
