import { COMPANY_CODE, CONTACT, REQUISITE } from '../../commerceml/order-names.js';
import { emailTypes } from './contact-types.js';
import type { OneCProfile } from './profile.js';

/** «Управление нашей фирмой» and BAS Малий бізнес: reads the most requisites (commerceml.md §2.8); plain, and as «Битрикс» with documents inside (2.10). */
export const unf: OneCProfile = {
  family: 2,
  encoding: 'windows-1251',
  schemaVersion: '2.08',
  currencySpelling: {},
  companyCodeElement: COMPANY_CODE.okpo,
  // As in every schema; this 1C strips blanks before it compares (one-c-client.md §5).
  phoneTypes: [CONTACT.phone],
  emailTypes,
  deliveryAddressOfCounterparty: true,
  attachments: 'within-if-asked',
  requisites: [
    { name: REQUISITE.status, fact: 'status' },
    { name: REQUISITE.statusId, fact: 'status' },
    { name: REQUISITE.paid, fact: 'paid' },
    { name: REQUISITE.paidAt, fact: 'paidAt' },
    { name: REQUISITE.paymentNumber, fact: 'paymentNumber' },
    { name: REQUISITE.paymentMethod, fact: 'paymentMethod' },
    { name: REQUISITE.paymentMethodId, fact: 'paymentMethodId' },
    { name: REQUISITE.deliveryMethod, fact: 'deliveryMethod' },
    { name: REQUISITE.deliveryServiceId, fact: 'deliveryMethodId' },
    { name: REQUISITE.deliveryMethodId, fact: 'deliveryMethodId' },
    { name: REQUISITE.deliveryAddress, fact: 'deliveryAddress' },
    { name: REQUISITE.recipient, fact: 'recipient' },
    { name: REQUISITE.phone, fact: 'phone' },
    { name: REQUISITE.trackingNumber, fact: 'trackingNumber' },
    { name: REQUISITE.comment, fact: 'comment' },
    { name: REQUISITE.cancelled, fact: 'cancelled' },
  ],
};
