import type { Spot } from './paths.js';

/** A value that stands nowhere else, in the place of a real one of its type. */
export interface Mark {
  readonly file: string;
  readonly path: string;
}

const ROW_ID = /^Каталог\/Товары\/Товар[^/]*\/Ид$/;
const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2101, 0, 1);
/** Times are told apart by minutes and seconds: the hour moves with the time zone. */
const FIRST_TIME = 61;

/** Gives out marks, and finds them again in what the store holds. */
export class Marks {
  private readonly byText = new Map<string, Mark>();
  private numbers = 0;
  private days = 0;
  private times = FIRST_TIME;
  /** Rows of one product stay so: their ids keep a common left part. */
  private readonly products = new Map<string, string>();

  /** All marks that were given out. */
  get all(): ReadonlyMap<string, Mark> {
    return this.byText;
  }

  /** The value with its parts replaced by marks of the same type: number, date, time, file name, id of two parts, text. */
  place(file: string, { path, value }: Spot): string {
    const mark = (text: string): string => {
      this.byText.set(text, { file, path });
      return text;
    };
    if (/^\d{1,2}:\d\d:\d\d$/.test(value)) return `12:${mark(this.time())}`;
    if (/^\d{4}-\d\d-\d\d/.test(value)) return `${mark(this.day())}${value.length > 10 ? 'T12:00:00' : ''}`;
    if (/^\d\d\.\d\d\.\d{4}/.test(value)) {
      const [year, month, day] = mark(this.day()).split('-');
      return `${day}.${month}.${year}${value.length > 10 ? ' 12:00:00' : ''}`;
    }
    if (/^-?[\d\s]*\d([.,]\d+)?$/.test(value)) return mark(this.number());
    if (value === '') return this.text('', mark);
    const parts = value.split('#');
    const marked = parts.map((part) => (part.trim() === '' ? part : this.text(part, mark)));
    if (ROW_ID.test(path)) marked[0] = this.product(`${file} ${parts[0]}`, marked[0] ?? '');
    return marked.join('#');
  }

  private product(key: string, mark: string): string {
    const known = this.products.get(key);
    if (known !== undefined) this.byText.delete(mark.replace('mk', ''));
    else this.products.set(key, mark);
    return known ?? mark;
  }

  /** The marks that stand in a text. */
  foundIn(text: string): Mark[] {
    const words = text.match(/(?<!\d)73\d{7}(?!\d)|21\d\d-\d\d-\d\d|\d\d\.\d\d\.21\d\d|(?<=\d\d:)\d\d:\d\d/g) ?? [];
    return words.flatMap((word) => this.byText.get(word.split('.').reverse().join('-')) ?? []);
  }

  /** A path of a file keeps its folder and its ending. */
  private text(part: string, mark: (text: string) => string): string {
    const file = /^(?<folder>.*\/)[^/]+(?<ending>\.\w{2,4})$/.exec(part.trim());
    const name = mark(this.number());
    return file ? `${file.groups?.folder}mk${name}${file.groups?.ending}` : `mk${name}`;
  }

  private number(): string {
    this.numbers += 1;
    return `73${String(this.numbers).padStart(7, '0')}`;
  }

  private day(): string {
    this.days += 1;
    return new Date(FIRST_DAY + this.days * DAY_MS).toISOString().slice(0, 10);
  }

  private time(): string {
    this.times += 1;
    return `${String(Math.floor(this.times / 60)).padStart(2, '0')}:${String(this.times % 60).padStart(2, '0')}`;
  }
}
