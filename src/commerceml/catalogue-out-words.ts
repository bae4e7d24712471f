/** The Russian words of the catalogue that goes to 1C, beside the names of elements (names.ts). */
export const CATALOGUE_WORD = {
  classifier: 'Классификатор сайта',
  catalogue: 'Каталог сайта',
  offers: 'Предложения сайта',
  /** `Обязательное` of 2.x is no boolean: it says for what. */
  requiredInCatalogue: 'Для каталога',
  vat: 'НДС',
} as const;
