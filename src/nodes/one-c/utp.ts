import { COMPANY_CODE, CONTACT, REQUISITE } from '../../commerceml/order-names.js';
import type { OneCProfile } from './profile.js';

/**
 * «Управление торговым предприятием» for Ukraine and the УТ 10.3 line (1C 8.2).
 * It compares the contact types letter by letter, finds the currency by its name only (an unknown one fails the document),
 * and takes every address of the counterparty for the legal one: the delivery address goes as a requisite.
 */
export const utp: OneCProfile = {
  family: 2,
  encoding: 'windows-1251',
  schemaVersion: '2.05',
  currencySpelling: { UAH: 'грн', RUB: 'руб' },
  companyCodeElement: COMPANY_CODE.edrpou,
  phoneTypes: [CONTACT.phoneUpTo205],
  emailTypes: () => [CONTACT.email],
  deliveryAddressOfCounterparty: false,
  attachments: 'requisites',
  requisites: [
    { name: REQUISITE.paid, fact: 'paid' },
    { name: REQUISITE.deliveryAllowed, fact: 'deliveryAllowed' },
    { name: REQUISITE.cancelled, fact: 'cancelled' },
    { name: REQUISITE.final, fact: 'final' },
    { name: REQUISITE.site, fact: 'site' },
    { name: REQUISITE.status, fact: 'status' },
    { name: REQUISITE.paymentMethod, fact: 'paymentMethod' },
    { name: REQUISITE.deliveryMethod, fact: 'deliveryMethod' },
    { name: REQUISITE.deliveryAddress, fact: 'deliveryAddress' },
  ],
};
