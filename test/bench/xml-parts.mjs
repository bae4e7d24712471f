import { guidOf } from './random.mjs';

/** Parts that all files of a generated catalogue have, as 1C writes them: 2.09, tabs. */

const NAMESPACES =
  'xmlns="urn:1C.ru:commerceml_2" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

/** @param {string} text */
export const escapeXml = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/**
 * Ids of one catalogue: a kind and a number → a guid.
 * @param {number} seed
 */
export const ids =
  (seed) =>
  (kind, index = 0) =>
    guidOf(kind, seed, index);

/**
 * The declaration and the opening tag of the root; in UTF-8 behind a BOM, as 1C writes it.
 * @param {{ encoding: 'utf-8' | 'windows-1251', madeAt: string }} feed
 */
export const head = ({ encoding, madeAt }) =>
  `${encoding === 'utf-8' ? '\ufeff' : ''}<?xml version="1.0" encoding="${encoding === 'utf-8' ? 'UTF-8' : encoding}"?>\n<КоммерческаяИнформация ${NAMESPACES} ВерсияСхемы="2.09" ДатаФормирования="${madeAt}">\n`;
/** Владелец of the classifier, the catalogue and the package. */
export const owner = (id) =>
  `\t\t<Владелец>\n\t\t\t<Ид>${id('owner')}</Ид>\n\t\t\t<Наименование>ООО "Большой каталог"</Наименование>\n\t\t\t<ОфициальноеНаименование>ООО "Большой каталог"</ОфициальноеНаименование>\n\t\t</Владелец>\n`;

/** One of a list. */
export const pick = (random, list) => list[random(list.length)];
/** БазоваяЕдиница with a blank in its code, as 1C writes it. */
export const unit = () =>
  '\t\t\t\t<БазоваяЕдиница Код="796 " НаименованиеПолное="Штука" МеждународноеСокращение="PCE">шт</БазоваяЕдиница>\n';
