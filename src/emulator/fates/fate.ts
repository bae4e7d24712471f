import { EmulatorFailure } from '../failure.js';

/** What became of orders in 1C. Everything absent is false; `posted` is true unless it is said otherwise. */
export interface OrderFate {
  /** Проведен. */
  readonly posted?: boolean;
  /** Paid in full, by a document of that 1C. */
  readonly paid?: boolean;
  /** Shipped in full. */
  readonly shipped?: boolean;
  readonly cancelled?: boolean;
  /** ПометкаУдаления. */
  readonly deleted?: boolean;
  /** unf: name of the state in 1C («В работе»). */
  readonly status?: string;
  /** unf-bitrix, bitrix3: id of a status of the site (`Статуса заказа ИД`). */
  readonly statusId?: string;
  /** trade: requisites by their Ukrainian names, as a BAS with a Ukrainian interface writes them. */
  readonly ukrainian?: boolean;
  /** Without Товары and, in УТП and BAS, without Контрагенты: such documents are met. Default false. */
  readonly brief?: boolean;
  /** A requisite of a customised 1C, `Заблокирован`: somebody has the order open there. Absent = it does not say. */
  readonly locked?: boolean;
  /** Likewise `Табельный номер ответственного`. */
  readonly responsible?: string;
  /** Any other requisite of a customised 1C, by name. */
  readonly requisites?: Readonly<Record<string, string>>;
}

const WORDS = ['posted', 'paid', 'shipped', 'cancelled', 'deleted', 'ukrainian', 'brief', 'locked'] as const;
const NAMED: readonly string[] = ['status', 'statusId', 'responsible'];

/**
 * A fate as typed: words with commas between them, `posted,paid,shipped`; `unposted`, `unlocked`; `status=…`, `statusId=…` and
 * `responsible=…`.
 * Throws EmulatorFailure for a word that is none of them.
 */
export function parseFate(typed: string): OrderFate {
  const parts = typed.split(',').map((part) => part.trim());
  const told: Record<string, boolean | string> = {};
  for (const part of parts.filter((one) => one !== '')) {
    const [name = '', ...value] = part.split('=');
    if (NAMED.includes(name) && value.length > 0) told[name] = value.join('=');
    else if (part === 'unposted') told.posted = false;
    else if (part === 'unlocked') told.locked = false;
    else if (WORDS.some((word) => word === part)) told[part] = true;
    else {
      throw new EmulatorFailure(
        `A fate is made of ${WORDS.join(', ')}, unposted, unlocked, status=…, statusId=… and responsible=…, not ${part}.`,
      );
    }
  }
  return told;
}
