import { z } from 'zod';
import { Active, pageOf, pageQuery, UpdatedAfter } from './list.js';
import { filledText, Id, MomentInput, maybeText, moment, orNull, text } from './primitives.js';

/** Employees, promo codes, and directories of node kinds. */

const kept = {
  active: z.boolean().describe('False: taken out of use; it stays to be seen.'),
  content: z.record(z.string(), z.unknown()).describe('What else is known of it: name → value.'),
  node: orNull(z.object({ id: Id, name: z.string() })).describe('The 1C that wrote it last; null = REST did.'),
  updatedAt: moment('When it was written last.'),
};

const validity = {
  validFrom: moment('It is in force from here on.').nullable(),
  validTo: moment('It is in force up to and with this moment.').nullable(),
};

export const Employee = z
  .object({
    personnelNumber: z.string().describe('Табельный номер, the same in the shop and in 1C.'),
    name: z.string(),
    email: maybeText('E-mail.'),
    phone: maybeText('Telephone.'),
    ...kept,
  })
  .meta({ id: 'Employee' });

export const PromoCode = z
  .object({
    code: z.string().describe('As it was written last; codes are compared without case.'),
    name: z.string().describe('For people; may be empty.'),
    ...validity,
    ...kept,
  })
  .meta({ id: 'PromoCode' });

export const DirectoryEntry = z
  .object({ key: z.string(), name: z.string(), ...validity, ...kept })
  .meta({ id: 'DirectoryEntry' });

export const Directory = z
  .object({
    kind: z.string().describe('The node kind that keeps it.'),
    name: z.string(),
    entries: z.int(),
    active: z.int().describe('How many of them are in use.'),
    updatedAt: moment('When an entry was written last.'),
  })
  .meta({ id: 'Directory' });

export const EmployeePage = pageOf(Employee).meta({ id: 'EmployeePage' });
export const PromoCodePage = pageOf(PromoCode).meta({ id: 'PromoCodePage' });
export const DirectoryEntryPage = pageOf(DirectoryEntry).meta({ id: 'DirectoryEntryPage' });
export const DirectoryPage = pageOf(Directory).meta({ id: 'DirectoryPage' });

const content = z
  .record(filledText(100), text(1000))
  .optional()
  .describe('What else is known of it: name → text. Absent: nothing.');
const active = z.boolean().optional().describe('Absent: true.');

/** Body of PUT /v1/employees/{personnelNumber}: the whole entry. */
export const EmployeeInput = z
  .strictObject({
    name: filledText(255),
    email: text(255).nullable().optional(),
    phone: text(50).nullable().optional(),
    active,
    content,
  })
  .meta({ id: 'EmployeeInput', description: 'The whole entry: what is left out is empty afterwards.' });

/** Body of PUT /v1/promo-codes/{code}: the whole entry. */
export const PromoCodeInput = z
  .strictObject({
    name: text(255).optional().describe('For people.'),
    validFrom: MomentInput.nullable().optional().describe('Absent or null: from ever.'),
    validTo: MomentInput.nullable().optional().describe('The last moment of it. Absent or null: for ever.'),
    active,
    content,
  })
  .refine(({ validFrom, validTo }) => !(Date.parse(validFrom ?? '') > Date.parse(validTo ?? '')), {
    error: 'This lies before validFrom: the code would never be in force.',
    path: ['validTo'],
  })
  .meta({ id: 'PromoCodeInput', description: 'The whole entry: what is left out is empty afterwards.' });

const activeQuery = Active.describe('`true`: what is in use; `false`: what was taken out of use; `all`: both.');
const listQuery = { ...pageQuery, active: activeQuery, updatedAfter: UpdatedAfter.optional() };

export const EntryQuery = z.strictObject(listQuery);

export const PromoCodeQuery = z.strictObject({
  ...listQuery,
  validAt: MomentInput.optional().describe('Only codes in force at this moment (the + of a zone is written %2B).'),
});
