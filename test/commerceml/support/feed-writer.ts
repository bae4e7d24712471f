import type { DocumentModel, FeedModel, GroupModel, OfferModel, ProductModel, Spelling } from './feed-model.js';

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** A feed in the words of CommerceML, spelled as asked; written by hand, so that it shares nothing with the reader. */
export function writeFeed(feed: FeedModel, spelling: Spelling, encoding: string): string {
  const write = new Writing(spelling);
  const catalogue = write.element('Каталог', [
    write.leaf('Ид', 'cat'),
    write.element(
      'Товары',
      feed.products.map((product) => write.product(product)),
    ),
  ]);
  const offers = write.element('ПакетПредложений', [
    write.leaf('Ид', 'cat#'),
    write.element(
      'Предложения',
      feed.offers.map((offer) => write.offer(offer)),
    ),
  ]);
  const classifier = write.element('Классификатор', [
    write.leaf('Ид', 'class'),
    write.element(
      'Группы',
      feed.groups.map((group) => write.group(group)),
    ),
  ]);
  const parts = spelling.offersFirst ? [offers, catalogue, classifier] : [classifier, catalogue, offers];
  const documents = feed.documents.map((document) => write.document(document));
  const root = write.element(
    'КоммерческаяИнформация',
    [...parts, ...documents],
    spelling.prefix === '' ? '' : ' xmlns:cml="urn:1C.ru:commerceml_2"',
  );
  return `<?xml version="1.0" encoding="${encoding}"?>${spelling.newline}${root}${spelling.newline}`;
}

class Writing {
  constructor(private readonly spelling: Spelling) {}

  element(name: string, children: readonly string[], attributes = ''): string {
    const { prefix, newline } = this.spelling;
    if (children.length === 0) return `<${prefix}${name}${attributes}/>${newline}`;
    return `<${prefix}${name}${attributes}>${newline}${children.join('')}</${prefix}${name}>${newline}`;
  }

  leaf(name: string, text: string): string {
    const { prefix, newline, cdata } = this.spelling;
    return `<${prefix}${name}>${cdata ? `<![CDATA[${text}]]>` : escaped(text)}</${prefix}${name}>${newline}`;
  }

  number(name: string, value: string): string {
    return this.leaf(name, this.spelling.decimalComma ? value.replace('.', ',') : value);
  }

  group(group: GroupModel): string {
    const children =
      group.children.length > 0
        ? [
            this.element(
              'Группы',
              group.children.map((child) => this.group(child)),
            ),
          ]
        : [];
    return this.element('Группа', [this.leaf('Ид', group.id), this.leaf('Наименование', group.name), ...children]);
  }

  product(product: ProductModel): string {
    const { deletedAs } = this.spelling;
    const deleted = product.deleted ? deletedAs : undefined;
    return this.element(
      'Товар',
      [
        this.leaf('Ид', product.characteristic === '' ? product.id : `${product.id}#${product.characteristic}`),
        this.leaf('Наименование', product.name),
        product.description === null ? this.element('Описание', []) : this.leaf('Описание', product.description),
        ...(product.groups
          ? [
              this.element(
                'Группы',
                product.groups.map((group) => this.leaf('Ид', group)),
              ),
            ]
          : []),
        ...(product.pictures?.map((picture) => this.leaf('Картинка', `import_files/${picture}`)) ?? []),
        ...(product.pictures?.length === 0 ? [this.element('Картинка', [])] : []),
        this.element(
          'ЗначенияСвойств',
          product.properties.map((property) =>
            this.element('ЗначенияСвойства', [
              this.leaf('Ид', property.id),
              ...property.values.map((value) => this.leaf('Значение', value)),
            ]),
          ),
        ),
        this.requisites(product.requisites),
        ...product.unknown.map(({ name, value }) => this.leaf(name, value)),
        ...(deleted === 'child' ? [this.leaf('Статус', 'Удален')] : []),
        ...(deleted === 'mark' ? [this.leaf('ПометкаУдаления', 'true')] : []),
      ],
      deleted === 'attribute' ? ' Статус="Удален"' : '',
    );
  }

  requisites(requisites: readonly { name: string; value: string }[]): string {
    return this.element(
      'ЗначенияРеквизитов',
      requisites.map(({ name, value }) =>
        this.element('ЗначениеРеквизита', [this.leaf('Наименование', name), this.leaf('Значение', value)]),
      ),
    );
  }

  offer(offer: OfferModel): string {
    const prices = offer.prices.map(({ type, amount }) =>
      this.element('Цена', [this.leaf('ИдТипаЦены', type), this.number('ЦенаЗаЕдиницу', amount)]),
    );
    return this.element('Предложение', [
      this.leaf('Ид', offer.id),
      this.element('Цены', prices),
      ...(offer.total === undefined ? [] : [this.number('Количество', offer.total)]),
      ...this.stock(offer),
    ]);
  }

  stock({ warehouses }: OfferModel): string[] {
    if (this.spelling.stockAs === 'attributes') {
      return warehouses.map(({ id, quantity }) =>
        this.element('Склад', [], ` ИдСклада="${escaped(id)}" КоличествоНаСкладе="${quantity}"`),
      );
    }
    const rests = warehouses.map(({ id, quantity }) =>
      this.element('Остаток', [this.element('Склад', [this.leaf('Ид', id), this.number('Количество', quantity)])]),
    );
    return [this.element('Остатки', rests)];
  }

  document(document: DocumentModel): string {
    const { ukrainian } = this.spelling;
    const fate = [
      ...(document.oneCNumber === undefined
        ? []
        : [{ name: ukrainian ? 'Номер за 1С' : 'Номер по 1С', value: document.oneCNumber }]),
      ...(document.paid === undefined
        ? []
        : [
            {
              name: ukrainian ? 'Оплачений' : 'Оплачен',
              value: ukrainian ? (document.paid ? 'Так' : 'Ні') : String(document.paid),
            },
          ]),
    ];
    const lines = document.lines?.map((line) =>
      this.element('Товар', [
        this.leaf('Ид', line.id),
        this.leaf('Наименование', line.name),
        this.number('Количество', line.quantity),
        this.number('ЦенаЗаЕдиницу', line.price),
      ]),
    );
    return this.element('Документ', [
      this.leaf('Ид', document.id),
      this.leaf('Номер', document.number),
      this.leaf('ХозОперация', ukrainian ? 'Замовлення товару' : 'Заказ товара'),
      ...(lines ? [this.element('Товары', lines)] : []),
      this.requisites(fate),
    ]);
  }
}
