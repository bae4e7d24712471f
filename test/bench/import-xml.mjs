import { isOneOfHundred } from './changes.mjs';
import { randomFrom } from './random.mjs';
import { BRANDS, COLOURS, COUNTRIES, KINDS, SENTENCES } from './words.mjs';
import { escapeXml, head, ids, owner, pick, unit } from './xml-parts.mjs';

const GROUPS = 60;
const PROPERTIES = ['Бренд', 'Цвет', 'Страна происхождения', 'Материал', 'Мощность, Вт', 'Гарантия, мес'];

/**
 * What stands before the products: the Классификатор and the head of the Каталог.
 * @param {import('./generate.mjs').Feed} feed
 */
export function importHead(feed) {
  const id = ids(feed.seed);
  const groups = Array.from({ length: GROUPS / 3 }, (_, top) => {
    const inner = [1, 2].map(
      (step) =>
        `\t\t\t\t\t<Группа>\n\t\t\t\t\t\t<Ид>${id('group', top * 3 + step)}</Ид>\n\t\t\t\t\t\t<Наименование>${KINDS[(top + step) % KINDS.length]} ${top}-${step}</Наименование>\n\t\t\t\t\t</Группа>\n`,
    );
    return `\t\t\t<Группа>\n\t\t\t\t<Ид>${id('group', top * 3)}</Ид>\n\t\t\t\t<Наименование>Раздел ${top + 1}</Наименование>\n\t\t\t\t<Группы>\n${inner.join('')}\t\t\t\t</Группы>\n\t\t\t</Группа>\n`;
  });
  const properties = PROPERTIES.map((name, index) => {
    const variants = COUNTRIES.map(
      (country, one) =>
        `\t\t\t\t\t<Справочник>\n\t\t\t\t\t\t<ИдЗначения>${id('country', one)}</ИдЗначения>\n\t\t\t\t\t\t<Значение>${country}</Значение>\n\t\t\t\t\t</Справочник>\n`,
    );
    const values = index === 2 ? `\t\t\t\t<ВариантыЗначений>\n${variants.join('')}\t\t\t\t</ВариантыЗначений>\n` : '';
    const type = index === 2 ? 'Справочник' : index > 3 ? 'Число' : 'Строка';
    return `\t\t\t<Свойство>\n\t\t\t\t<Ид>${id('property', index)}</Ид>\n\t\t\t\t<Наименование>${name}</Наименование>\n\t\t\t\t<ТипЗначений>${type}</ТипЗначений>\n${values}\t\t\t</Свойство>\n`;
  });
  return (
    `${head(feed)}\t<Классификатор>\n\t\t<Ид>${id('catalogue')}</Ид>\n\t\t<Наименование>Классификатор (Большой каталог)</Наименование>\n` +
    `${owner(id)}\t\t<Группы>\n${groups.join('')}\t\t</Группы>\n\t\t<Свойства>\n${properties.join('')}\t\t</Свойства>\n\t</Классификатор>\n` +
    `\t<Каталог СодержитТолькоИзменения="false">\n\t\t<Ид>${id('catalogue')}</Ид>\n\t\t<ИдКлассификатора>${id('catalogue')}</ИдКлассификатора>\n` +
    `\t\t<Наименование>Большой каталог</Наименование>\n${owner(id)}\t\t<Товары>\n`
  );
}

export const IMPORT_TAIL = '\t\t</Товары>\n\t</Каталог>\n</КоммерческаяИнформация>\n';

/**
 * One Товар of 4–5 KB: a group, a picture or two, six properties, НДС, five requisites, a description in text and in
 * HTML. One of the changed has another description.
 * @param {import('./generate.mjs').Feed} feed
 * @param {number} index
 */
export function product(feed, index) {
  const id = ids(feed.seed);
  const random = randomFrom(Math.imul(feed.seed + 7, 0x27d4eb2f) ^ index);
  const guid = id('item', index);
  const name = `${pick(random, KINDS)} «${pick(random, BRANDS)}» ${100 + random(900)}/${random(100)}`;
  const sentences = Array.from({ length: 2 + random(5) }, () => pick(random, SENTENCES));
  if (feed.phase === 'onePercent' && isOneOfHundred(index))
    sentences.push(`Описание дополнено${feed.round === 0 ? '' : ` в ${feed.round}-й раз`}.`);
  const html = `<ul>${sentences.map((one) => `<li>${one}</li>`).join('')}</ul>`;
  const pictures = Array.from(
    { length: random(3) },
    (_, one) => `import_files/${guid.slice(0, 2)}/${guid}_${id(`picture${one}`, index)}.jpg`,
  );
  const values = [
    pick(random, BRANDS),
    pick(random, COLOURS),
    id('country', random(COUNTRIES.length)),
    pick(random, ['сталь', 'дерево', 'пластик']),
    String(100 + random(2000)),
    String(6 + random(60)),
  ];
  return (
    `\t\t\t<Товар>\n\t\t\t\t<Ид>${guid}</Ид>\n\t\t\t\t<Штрихкод>${2_000_000_000_000 + index}</Штрихкод>\n\t\t\t\t<Артикул>АРТ-${index}</Артикул>\n` +
    `\t\t\t\t<Наименование>${escapeXml(name)}</Наименование>\n${unit()}` +
    `\t\t\t\t<Группы>\n\t\t\t\t\t<Ид>${id('group', random(GROUPS))}</Ид>\n\t\t\t\t</Группы>\n` +
    `\t\t\t\t<Описание>${escapeXml(sentences.join('\n'))}</Описание>\n${pictures.map((one) => `\t\t\t\t<Картинка>${one}</Картинка>\n`).join('')}` +
    `\t\t\t\t<ЗначенияСвойств>\n${values.map((value, one) => property(id('property', one), escapeXml(value))).join('')}\t\t\t\t</ЗначенияСвойств>\n` +
    '\t\t\t\t<СтавкиНалогов>\n\t\t\t\t\t<СтавкаНалога>\n\t\t\t\t\t\t<Наименование>НДС</Наименование>\n\t\t\t\t\t\t<Ставка>20</Ставка>\n\t\t\t\t\t</СтавкаНалога>\n\t\t\t\t</СтавкиНалогов>\n' +
    `\t\t\t\t<ЗначенияРеквизитов>\n${requisite('ВидНоменклатуры', 'Товары')}${requisite('ТипНоменклатуры', 'Товар')}` +
    `${requisite('Полное наименование', escapeXml(`${name}, ${values[1]}`))}${requisite('Код', `00-${String(index).padStart(8, '0')} `)}` +
    `${requisite('ОписаниеВФорматеHTML', escapeXml(html))}\t\t\t\t</ЗначенияРеквизитов>\n\t\t\t</Товар>\n`
  );
}

const requisite = (name, value) =>
  `\t\t\t\t\t<ЗначениеРеквизита>\n\t\t\t\t\t\t<Наименование>${name}</Наименование>\n\t\t\t\t\t\t<Значение>${value}</Значение>\n\t\t\t\t\t</ЗначениеРеквизита>\n`;
const property = (id, value) =>
  `\t\t\t\t\t<ЗначенияСвойства>\n\t\t\t\t\t\t<Ид>${id}</Ид>\n\t\t\t\t\t\t<Значение>${value}</Значение>\n\t\t\t\t\t</ЗначенияСвойства>\n`;
