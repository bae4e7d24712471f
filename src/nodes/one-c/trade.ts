import { COMPANY_CODE, CONTACT, REQUISITE } from '../../commerceml/order-names.js';
import { emailTypes } from './contact-types.js';
import type { OneCProfile } from './profile.js';

/**
 * BAS, «Управление торговлей» 11, «Розница» 2, «Комплексная автоматизация»: the default profile.
 * An unknown currency is the base's own here; ЄДРПОУ is read from `ОКПО`; `Адрес` is where the order is delivered to.
 */
export const trade: OneCProfile = {
  family: 2,
  encoding: 'windows-1251',
  schemaVersion: '2.07',
  currencySpelling: {},
  companyCodeElement: COMPANY_CODE.okpo,
  // As in every schema; this 1C strips blanks before it compares (one-c-client.md §5).
  phoneTypes: [CONTACT.phone],
  emailTypes,
  deliveryAddressOfCounterparty: true,
  attachments: 'requisites',
  requisites: [
    { name: REQUISITE.cancelled, fact: 'cancelled' },
    { name: REQUISITE.paid, fact: 'paid' },
    { name: REQUISITE.status, fact: 'status' },
    { name: REQUISITE.paidAt, fact: 'paidAt' },
    { name: REQUISITE.paymentNumber, fact: 'paymentNumber' },
    { name: REQUISITE.paymentMethod, fact: 'paymentMethod' },
    { name: REQUISITE.deliveryMethod, fact: 'deliveryMethod' },
    { name: REQUISITE.deliveryAddress, fact: 'deliveryAddress' },
    { name: REQUISITE.trackingNumber, fact: 'trackingNumber' },
    { name: REQUISITE.comment, fact: 'comment' },
  ],
};
