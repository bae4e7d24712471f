import { COMPANY_CODE, CONTACT, REQUISITE } from '../../commerceml/order-names.js';
import type { OneCProfile } from './profile.js';

/**
 * The exchange module of 1C-Bitrix («БУС», 6.5 and later) in any configuration: CommerceML 3.1. It sees no order outside `Контейнер`
 * and reads nothing but UTF-8 (commerceml.md §1.7, §2.9). The requisites are those that a Bitrix site writes (§3.5).
 */
export const bitrix3: OneCProfile = {
  family: 3,
  encoding: 'utf-8',
  schemaVersion: '3.1',
  currencySpelling: {},
  companyCodeElement: COMPANY_CODE.okpo,
  phoneTypes: [CONTACT.phone],
  emailTypes: () => [CONTACT.emailBitrix],
  deliveryAddressOfCounterparty: true,
  attachments: 'beside',
  warehouse: 'element',
  requisites: [
    { name: REQUISITE.paidAt, fact: 'paidAt' },
    { name: REQUISITE.paymentNumber, fact: 'paymentNumber' },
    { name: REQUISITE.deliveryMethod, fact: 'deliveryMethod' },
    { name: REQUISITE.deliveryMethodId, fact: 'deliveryMethodId' },
    { name: REQUISITE.paymentMethod, fact: 'paymentMethod' },
    { name: REQUISITE.paymentMethodId, fact: 'paymentMethodId' },
    { name: REQUISITE.paid, fact: 'paid' },
    { name: REQUISITE.deliveryAllowed, fact: 'deliveryAllowed' },
    { name: REQUISITE.cancelled, fact: 'cancelled' },
    { name: REQUISITE.final, fact: 'final' },
    { name: REQUISITE.status, fact: 'status' },
    { name: REQUISITE.statusId, fact: 'status' },
    { name: REQUISITE.comment, fact: 'comment' },
    { name: REQUISITE.site, fact: 'site' },
    { name: REQUISITE.deliveryAddress, fact: 'deliveryAddress' },
    { name: REQUISITE.trackingNumber, fact: 'trackingNumber' },
  ],
};
