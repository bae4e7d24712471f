import { z } from 'zod';
import { pageOf, pageQuery, UpdatedAfter, YesOrNo } from './list.js';
import { OneCPayment, OrderDocument } from './order-documents.js';
import { OrderNotice, OrderRouting } from './order-keeping.js';
import { addressFields, customerFields, deliveryFields, lineUnit } from './order-parts.js';
import { Currency, Decimal, filledText, Id, maybeText, moment, orNull } from './primitives.js';

/** The same fields as plain text: an order that came from 1C may be longer than what is taken in here. */
const shown = <Name extends string>(fields: Readonly<Record<Name, z.ZodType>>) =>
  Object.fromEntries(Object.keys(fields).map((name) => [name, z.string().optional()])) as {
    [Key in Name]: z.ZodOptional<z.ZodString>;
  };

const Address = z.object(shown(addressFields)).meta({ id: 'Address' });

const OrderLine = z
  .object({
    lineNo: z.int().describe('From 1, stable within the order.'),
    offerId: Id.optional(),
    externalId: z.string().optional(),
    name: z.string(),
    sku: z.string().optional(),
    unit: z.object(shown(lineUnit.shape)).optional(),
    quantity: Decimal,
    price: Decimal.describe('Of one unit, before the discount.'),
    discount: Decimal.optional().describe('Of the whole line.'),
    tax: z.object({ rate: z.string(), included: z.boolean(), amount: Decimal.optional() }).optional(),
    amount: Decimal.describe(
      'quantity × price − discount (+ tax when it is not included), rounded half up to 2 places.',
    ),
    kind: z.enum(['product', 'service', 'delivery']),
  })
  .meta({ id: 'OrderLine' });

const Delivery = z
  .object({ ...shown(deliveryFields), price: Decimal.optional(), address: Address.optional() })
  .meta({ id: 'Delivery' });

const Payment = z
  .object({
    key: z.string().optional().describe('The shop’s own name of it.'),
    name: z.string().optional(),
    amount: Decimal,
    paidAt: z.string().optional(),
    number: z.string().optional(),
  })
  .meta({ id: 'Payment' });

const LineParts = z.array(
  z.object({ lineNo: z.int().describe('Of a line of the order.'), quantity: Decimal }).meta({ id: 'LinePart' }),
);

const Shipment = z
  .object({
    key: z.string().describe('The shop’s own name of it.'),
    shippedAt: z.string(),
    lines: LineParts,
    trackingNumber: z.string().optional(),
    comment: z.string().optional(),
  })
  .meta({ id: 'Shipment' });

const Return = z
  .object({
    key: z.string().describe('The shop’s own name of it.'),
    returnedAt: z.string(),
    lines: LineParts,
    amount: Decimal.optional().describe('What was paid back.'),
    reason: z.string().optional(),
  })
  .meta({ id: 'Return' });

const OneC = z
  .object({
    id: maybeText('Id of the document.'),
    number: maybeText('Its number: 1C restarts numbers yearly.'),
    date: maybeText('Its date in 1C: `2026-01-31`, with the time when 1C says it; without a zone.'),
    posted: z.boolean().nullable().describe('Проведён.'),
    paymentNumber: maybeText('Number of the payment.'),
    paymentDate: maybeText('Date of the payment.'),
    shipmentNumber: maybeText('Number of the shipment.'),
    shipmentDate: maybeText('Date of the shipment.'),
    payments: z.array(OneCPayment).describe('Payments that the order document of 1C lists.'),
  })
  .meta({ id: 'OneC', description: 'What 1C told of the order; null = not told.' });

export const Order = z
  .object({
    id: Id,
    number: z.string().describe('Unique in the shop; frozen once 1C has been offered the order.'),
    status: maybeText('As the shop or 1C named it.'),
    owner: orNull(z.object({ id: Id, name: z.string() })).describe(
      'The one 1C that has the order; null = no 1C takes it yet.',
    ),
    customer: z.object({
      ...shown(customerFields),
      type: customerFields.type,
      name: z.string(),
      address: Address.optional(),
      fields: z.record(z.string(), z.string()).optional().describe('Own fields of the shop.'),
    }),
    customerId: Id.nullable().describe('Which of `GET /v1/customers` it is; null = not recognised.'),
    lines: z.array(OrderLine),
    delivery: orNull(Delivery),
    payments: z.array(Payment),
    shipments: z.array(Shipment).describe('What left the shop, part by part; what 1C shipped is in `documents`.'),
    returns: z.array(Return).describe('What came back to the shop; what 1C took back is in `documents`.'),
    comment: maybeText('For the people who handle the order.'),
    requisites: z.record(z.string(), z.string()),
    total: Decimal.describe('All lines and the delivery.'),
    currency: Currency,
    paid: z.boolean(),
    shipped: z.boolean(),
    cancelled: z.boolean(),
    cancelledBy: z
      .enum(['customer', 'shop', 'node'])
      .nullable()
      .describe('Null = not cancelled, or not said. What the customer cancelled nobody takes back.'),
    deleted: z.boolean().describe('Marked as deleted in 1C.'),
    site: maybeText('Which of the shop’s sites it was placed at.'),
    warehouse: maybeText('The shop’s word for the warehouse, or its 1C id.'),
    organisation: maybeText('The shop’s word for the organisation.'),
    responsible: maybeText('Personnel number of the person who is responsible: see `GET /v1/employees`.'),
    promoCodes: z.array(z.string()),
    bonus: orNull(z.object({ card: z.string().optional(), amount: Decimal.optional() })).describe(
      'What bonuses paid; a card without a sum collects them.',
    ),
    deliveryAllowed: z.boolean().describe('Whether 1C may ship.'),
    routing: orNull(OrderRouting).describe('Why it belongs to its owner; null = it was placed before Uzel kept that.'),
    held: z
      .array(OrderNotice)
      .describe('What keeps it back from its 1C; empty = nothing. The next change looks again.'),
    warnings: z.array(OrderNotice).describe('What a person should know of it; it is given to 1C all the same.'),
    lock: orNull(z.object({ until: moment('When the lock ends by itself.'), by: maybeText('Who edits it.') })).describe(
      'It is being edited in the shop: it is not given to 1C, and what 1C says waits.',
    ),
    lockedInOneC: z.boolean().describe('Its 1C has locked it: it is not given to 1C.'),
    conflicts: z.int().describe('How often the shop and 1C said different things: `GET /v1/orders/{id}/history`.'),
    oneC: OneC,
    documents: z
      .array(OrderDocument)
      .describe(
        'Payments, shipments, returns … that 1C made for the order, by date; those that 1C deleted are marked.',
      ),
    version: z.int().describe('Grows by one with every change, whoever made it; ETag and If-Match carry it.'),
    placedAt: moment('When the customer ordered.'),
    createdAt: moment('When Uzel got it.'),
    updatedAt: moment('When it was changed last.'),
  })
  .meta({ id: 'Order' });

export const OrderPage = pageOf(Order).meta({ id: 'OrderPage' });

export const OrderQuery = z.strictObject({
  ...pageQuery,
  updatedAfter: UpdatedAfter.optional(),
  status: filledText(255).optional().describe('Only orders of this status.'),
  owner: filledText(255).optional().describe('Only orders of this node: its id or name.'),
  number: filledText(50).optional().describe('The order of this number, whatever else is asked for.'),
  responsible: filledText(50).trim().optional().describe('Only orders of this person: a personnel number.'),
  customer: z.uuid().optional().describe('Only orders of this customer: an id of `GET /v1/customers`.'),
  site: filledText(250).trim().optional().describe('Only orders of this site of the shop.'),
  promoCode: filledText(100).trim().optional().describe('Only orders with this promo code, in any case.'),
  held: YesOrNo.optional().describe('`true`: only what is kept back from its 1C; `false`: only what is not.'),
  conflicts: YesOrNo.optional().describe('`true`: only orders of which the shop and 1C said different things.'),
});

export const PlaceHeaders = z.object({
  'Idempotency-Key': filledText(255).describe(
    'Yours, new for each order: a repeated request with the same key and body makes no second order.',
  ),
});

export const PatchHeaders = z.object({
  'If-Match': z.string().optional().describe('The ETag that the change was made for; another one → 412 UZ1506.'),
});
