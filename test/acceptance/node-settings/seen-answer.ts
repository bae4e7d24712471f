import { XMLParser } from 'fast-xml-parser';
import iconv from 'iconv-lite';

type Element = { readonly [name: string]: unknown };

const LISTS = ['Документ', 'Контакт', 'Товар', 'ЗначениеРеквизита', 'Элемент'];
const parser = new XMLParser({
  ignoreAttributes: false,
  parseTagValue: false,
  isArray: (name) => LISTS.includes(name),
});

/** An element of an answer, with what tests ask of it. */
export class SeenElement {
  constructor(protected readonly element: Element) {}

  /** The text at the end of a path of names; a list on the way is entered at its first. */
  text(...path: readonly string[]): string | undefined {
    let at: unknown = this.element;
    for (const name of path) at = Array.isArray(at) ? at[0]?.[name] : (at as Element | undefined)?.[name];
    const found = Array.isArray(at) ? at[0] : at;
    return typeof found === 'object' ? (found as Element)['#text']?.toString() : found?.toString();
  }

  protected list(...path: readonly string[]): readonly Element[] {
    let at: unknown = this.element;
    for (const name of path) at = (at as Element | undefined)?.[name];
    return (at as readonly Element[] | undefined) ?? [];
  }
}

/** An order document of an answer. */
export class SeenOrder extends SeenElement {
  requisite(name: string): string | undefined {
    const found = this.list('ЗначенияРеквизитов', 'ЗначениеРеквизита').find((each) => each.Наименование === name);
    return found?.Значение?.toString();
  }

  contact(type: string): string | undefined {
    const customer = new SeenOrder((this.element.Контрагенты as Element).Контрагент as Element);
    return customer
      .list('Контакты', 'Контакт')
      .find((each) => each.Тип === type)
      ?.Значение?.toString();
  }

  line(index: number): SeenElement {
    return new SeenElement(this.list('Товары', 'Товар')[index] ?? {});
  }
}

/** An answer to mode=query, read by another parser than the server's. */
export interface SeenAnswer {
  readonly contentType: string;
  readonly encoding: string | undefined;
  readonly version: string | undefined;
  readonly orders: readonly SeenOrder[];
}

export function readAnswer(body: Buffer, contentType: string): SeenAnswer {
  const encoding = /encoding="([^"]+)"/.exec(body.subarray(0, 200).toString('latin1'))?.[1]?.toLowerCase();
  const root = parser.parse(iconv.decode(body, encoding ?? 'utf-8')).КоммерческаяИнформация as Element;
  const documents = (root.Документ as readonly Element[] | undefined) ?? [];
  return {
    contentType: contentType.toLowerCase(),
    encoding,
    version: root['@_ВерсияСхемы']?.toString(),
    orders: documents.map((document) => new SeenOrder(document)),
  };
}
