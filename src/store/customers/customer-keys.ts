import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/min/metadata';
import type { CustomerRule } from '../../nodes/exchange-node.js';
import type { OrderCustomer } from '../../orders.js';
import { oneCIdKey } from '../orders/order-rows.js';

/** By what a customer may be recognised, each in the form in which it is compared; what the customer has not is not there. */
export type CustomerKeys = Partial<Record<CustomerRule, string>>;

/** Fewer digits (a shop's `-`, `0`, `123`) are nobody's telephone. */
const FEWEST_DIGITS = 7;
/** 1C sets no limit, and an index holds no longer ones. */
const LONGEST_KEY = 250;
/** A number that may have its country code in it. */
const WHOLE_DIGITS = 11;
/** Until 2009 calls within Ukraine began with 8, and old customers are still kept so. */
const FORMER_UKRAINIAN = /^80\d{9}$/;
/** What is typed where a number is demanded: one digit over and over, maybe behind a code of the country. */
const NOBODYS = /^\d{0,3}?(\d)\1{6,}$/;

/**
 * A telephone as it is compared: E.164 (`+380501112233`) where the number is one of the country that it names, or of `country` when it
 * names none; else its digits alone.
 * @param country ISO 3166 alpha-2 of the shop; its trunk prefix (8 in Russia, 0 in Ukraine) is understood
 * @returns undefined for what is no telephone
 */
export function phoneKey(phone: string | undefined, country?: string): string | undefined {
  const text = firstNumber((phone ?? '').normalize('NFKC').trim());
  const digits = digitsOf(text);
  if (digits.length < FEWEST_DIGITS) return undefined;
  // Also without what stands between the digits; and `380501112233` is the whole number without its plus.
  const isWhole = text.startsWith('+') || digits.length >= WHOLE_DIGITS;
  const former = country === 'UA' && FORMER_UKRAINIAN.test(digits) ? [digits.slice(1)] : [];
  const tries = [text, digits, ...former, ...(isWhole ? [`+${digits}`] : [])];
  const options = country === undefined ? {} : { defaultCountry: country as CountryCode };
  const parsed = tries
    .map((each) => parsePhoneNumberFromString(each, options, metadata))
    .find((each) => each?.isValid());
  return parsed?.number ?? (NOBODYS.test(digits) ? undefined : digits);
}

const digitsOf = (text: string): string => text.replace(/\D/g, '');

/** Of several numbers in one field the first; `050/111-22-33` is one. */
function firstNumber(text: string): string {
  const isNumber = (part: string) => digitsOf(part).length >= FEWEST_DIGITS;
  const [first = ''] = text.split(/[,;\n/]/);
  return isNumber(first) ? first : (text.split(/[,;\n]/).find(isNumber) ?? text);
}

/** An e-mail as it is compared: trimmed, in lower case. @returns undefined for what is no address */
export function emailKey(email: string | undefined): string | undefined {
  const text = (email ?? '').trim().normalize('NFC').toLowerCase();
  return /^\S+@\S+$/.test(text) ? text : undefined;
}

/** A tax id as it is compared: without blanks and dashes, in capital letters. @returns undefined for an empty one or one of zeros */
export function taxIdKey(taxId: string | undefined): string | undefined {
  const text = (taxId ?? '').replace(/[\s\p{Pd}]+/gu, '').toUpperCase();
  return /^0*$/.test(text) ? undefined : text;
}

/** Everything by which a customer of an order may be recognised. @param country as of `phoneKey` */
export function customerKeys(customer: OrderCustomer, country?: string): CustomerKeys {
  const id = oneCIdKey((customer.id ?? '').trim());
  const keys: Record<CustomerRule, string | undefined> = {
    id: id === '' ? undefined : id,
    taxId: taxIdKey(customer.taxId),
    phone: phoneKey(customer.phone, country),
    email: emailKey(customer.email),
  };
  return Object.fromEntries(Object.entries(keys).filter(([, key]) => key !== undefined && key.length <= LONGEST_KEY));
}
