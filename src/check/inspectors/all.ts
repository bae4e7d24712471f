import type { InspectorFactory } from '../inspector.js';
import { classification } from './classification.js';
import { duplicates } from './duplicates.js';
import { encoding } from './encoding.js';
import { extents } from './extents.js';
import { names } from './names.js';
import { orders } from './orders.js';
import { priceTypes } from './price-types.js';
import { products } from './products.js';
import { values } from './values.js';
import { warehouses } from './warehouses.js';

/** Every rule over records but that of pictures, which needs to know the files. */
export const INSPECTORS: readonly InspectorFactory[] = [
  values,
  encoding,
  names,
  duplicates,
  products,
  priceTypes,
  warehouses,
  classification,
  orders,
  extents,
];
