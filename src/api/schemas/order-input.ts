import { z } from 'zod';
import { promoKey } from '../../store/customers/directory-keys.js';
import {
  addressFields,
  customerFields,
  deliveryFields,
  lineUnit,
  ownFieldName,
  partKey,
  placeFields,
  TaxRate,
} from './order-parts.js';
import { Currency, filledText, MomentInput, MoneyInput, QuantityInput, text } from './primitives.js';

/** A line of text stands for an address whose parts are not known. */
const addressLine = (value: unknown): unknown => (typeof value === 'string' ? { text: value } : value);

const Address = z
  .preprocess(addressLine, z.strictObject(addressFields))
  .meta({ id: 'AddressInput', description: 'An address; a plain string is taken for its `text`.' });

const LineInput = z
  .strictObject({
    offerId: z.uuid().optional().describe('Our id of an offer.'),
    externalId: filledText(255).optional().describe('The whole 1C id (`a` or `a#b`); it need not be in the catalogue.'),
    name: filledText(255).optional().describe('Absent: the name in the catalogue.'),
    sku: text(255).optional(),
    unit: lineUnit.optional(),
    quantity: QuantityInput,
    price: MoneyInput.describe('Of one unit, before the discount.'),
    discount: MoneyInput.optional().describe('Of the whole line.'),
    tax: z
      .strictObject({
        rate: TaxRate,
        included: z.boolean().optional().describe('Whether the price holds it; default true.'),
        amount: MoneyInput.optional(),
      })
      .optional(),
    amount: MoneyInput.optional().describe('Checked, not trusted (UZ1505).'),
    kind: z.enum(['product', 'service']).optional().describe('Default `product`; the delivery has a place of its own.'),
  })
  .refine((line) => line.offerId ?? line.externalId ?? line.name, 'A line needs an offerId, an externalId or a name.')
  .meta({ id: 'OrderLineInput' });

const PaymentInput = z
  .strictObject({
    key: partKey.optional(),
    name: text(255).optional(),
    amount: MoneyInput,
    paidAt: MomentInput.optional(),
    number: text(50).optional(),
  })
  .meta({ id: 'OrderPaymentInput' });

const number = filledText(50).describe(
  'Absent: the next number of the shop. With the prefix of the 1C at most 11 characters.',
);
const lines = z.array(LineInput).min(1, 'An order needs a line.').max(5000, 'An order has at most 5,000 lines.');
const payments = z
  .array(PaymentInput)
  .max(100, 'An order has at most 100 payments.')
  .refine((all) => {
    const keys = all.flatMap(({ key }) => key ?? []);
    return new Set(keys).size === keys.length;
  }, 'Two payments have one key.');
const status = text(255).nullable();
const comment = text(3000).nullable();
const requisiteName = filledText(255);
const total = MoneyInput.describe('With the delivery. Checked, not trusted (UZ1505).');

const promoCodes = z
  .array(filledText(100).trim())
  .max(20, 'An order has at most 20 promo codes.')
  .overwrite((codes) =>
    codes.filter((code, at) => codes.findIndex((other) => promoKey(other) === promoKey(code)) === at),
  )
  .describe(
    'Compared with the directory of promo codes without case; what an unknown one does is a setting of the shop.',
  );
const bonusFields = {
  card: filledText(50).trim().describe('Number of the bonus card.'),
  amount: MoneyInput.describe('What bonuses paid: at most the total.'),
};
const deliveryAllowed = z.boolean().describe('Whether 1C may ship: the requisite `Доставка разрешена`.');

/** Body of POST /v1/orders. */
export const OrderInput = z
  .strictObject({
    number: number.optional(),
    customer: z.strictObject({
      ...customerFields,
      address: Address.optional(),
      fields: z
        .record(ownFieldName, text(1000))
        .optional()
        .describe('Own fields of the shop: settings of the node write them into elements and requisites of 1C.'),
    }),
    currency: Currency,
    lines,
    delivery: z
      .strictObject({ ...deliveryFields, address: Address.optional() })
      .nullable()
      .optional(),
    payments: payments.optional(),
    status: status.optional(),
    comment: comment.optional(),
    requisites: z.record(requisiteName, text(1000)).optional().describe('Name → value: given to 1C as they are.'),
    ...placeFields,
    promoCodes: promoCodes.optional(),
    bonus: z
      .strictObject({ card: bonusFields.card.optional(), amount: bonusFields.amount.optional() })
      .nullable()
      .optional()
      .describe('A card without a sum collects bonuses.'),
    deliveryAllowed: deliveryAllowed.optional(),
    owner: filledText(255)
      .optional()
      .describe('Id or name of the node that gets it; absent: the rules of the shop choose.'),
    total: total.optional(),
    placedAt: MomentInput.optional().describe('When the customer ordered; absent: now.'),
  })
  .meta({ id: 'OrderInput' });

type Nullable<Fields extends z.ZodRawShape> = { [Name in keyof Fields]: z.ZodNullable<Fields[Name]> };

/** The same fields, each of which may be null. */
const orNull = <Fields extends Record<string, z.ZodType>>(fields: Fields) =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.nullable()])) as Nullable<Fields>;

const NO_PARTS = Object.fromEntries(Object.keys(addressFields).map((name) => [name, null]));

/** A line of text is the whole address: the parts that were known are those of the former one. */
const addressLineAlone = (value: unknown): unknown =>
  typeof value === 'string' ? { ...NO_PARTS, text: value } : value;

const AddressPatch = z
  .preprocess(addressLineAlone, z.strictObject(orNull(addressFields)).nullable())
  .optional()
  .describe('A plain string replaces the whole address.');

const { type, name, ...otherCustomerFields } = customerFields;

/** Body of PATCH /v1/orders/{id}: JSON Merge Patch (RFC 7396). */
export const OrderPatch = z
  .strictObject({
    number: number.optional(),
    status: status.optional(),
    customer: z
      .strictObject({
        type: type.optional(),
        name: name.optional(),
        ...orNull(otherCustomerFields),
        address: AddressPatch,
        fields: z.record(ownFieldName, text(1000).nullable()).nullable().optional(),
      })
      .optional(),
    lines: lines.optional(),
    delivery: z
      .strictObject({ ...orNull(deliveryFields), address: AddressPatch })
      .nullable()
      .optional(),
    payments: payments.optional(),
    comment: comment.optional(),
    requisites: z.record(requisiteName, text(1000).nullable()).optional(),
    paid: z.boolean().optional(),
    shipped: z.boolean().optional(),
    cancelled: z.boolean().optional(),
    cancelledBy: z
      .enum(['customer', 'shop'])
      .optional()
      .describe('With `cancelled`; absent: shop. What the customer cancelled stays cancelled (UZ1519).'),
    ...placeFields,
    promoCodes: promoCodes.optional(),
    bonus: z
      .strictObject(orNull({ card: bonusFields.card.optional(), amount: bonusFields.amount.optional() }))
      .nullable()
      .optional(),
    deliveryAllowed: deliveryAllowed.optional(),
    total: total.optional(),
  })
  .meta({
    id: 'OrderPatch',
    description:
      'JSON Merge Patch: what is left out stays, null takes away, members of objects are merged, lists are replaced whole.',
  });
