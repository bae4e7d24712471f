import { displayWidth } from './display-width.js';

/**
 * A text on lines of `width` columns at most, each behind `indent`; a word that is longer stands alone.
 * @param hanging indent of all lines but the first
 */
export function wrap(text: string, width: number, indent: string, hanging = indent): string[] {
  const lines: string[] = [];
  let line = '';
  const behind = (): string => (lines.length === 0 ? indent : hanging);
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && displayWidth(behind() + longer) > width) {
      lines.push(behind() + line);
      line = word;
    } else line = longer;
  }
  return line === '' ? lines : [...lines, behind() + line];
}
