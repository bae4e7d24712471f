import type { ParsedLine } from '../parsed-order.js';
import { type Node, withoutHoles } from './nodes.js';

/** The lines of an order as УТП, BAS, УТ 11 and УНФ (`kind` = Запас) write them back. */
export function flatLines(lines: readonly ParsedLine[], goodsKind: string): Node[] {
  return lines.map((line) =>
    withoutHoles({
      Ид: line.id,
      Артикул: line.article,
      Наименование: line.name,
      БазоваяЕдиница: {
        '@Код': line.unitCode ?? '796',
        '@НаименованиеПолное': line.unitName ?? 'Штука',
      },
      ...kinds(line.service ? 'Услуга' : goodsKind, line.service),
      ЦенаЗаЕдиницу: line.price,
      Количество: line.quantity,
      Сумма: line.amount,
      Единица: line.unitCode ?? '796',
      Коэффициент: '1',
    }),
  );
}

/** The lines as the Bitrix module writes them: Единица is an element, the price is `Цена`. */
export function bitrixLines(lines: readonly ParsedLine[]): Node[] {
  return lines.map((line) => ({
    Ид: line.id,
    Наименование: line.name,
    ...kinds(line.service ? 'Услуга' : 'Товар', line.service),
    Единица: {
      Ид: line.unitCode ?? '796',
      НаименованиеКраткое: 'шт',
      Код: line.unitCode ?? '796',
      НаименованиеПолное: line.unitName ?? 'Штука',
    },
    Коэффициент: '1',
    Количество: line.quantity,
    Цена: line.price,
    Сумма: line.amount,
  }));
}

function kinds(type: string, service: boolean): Node {
  return {
    ЗначенияРеквизитов: {
      ЗначениеРеквизита: [
        { Наименование: 'ВидНоменклатуры', Значение: service ? 'Услуга' : 'Товар' },
        { Наименование: 'ТипНоменклатуры', Значение: type },
      ],
    },
  };
}
