import { type Answer, SUCCESS } from './answer.js';

/**
 * `success` with nothing done: for what some clients send though it asks for nothing here (commerceml.md §1.3, below
 * the table).
 */
export async function accepted(): Promise<Answer> {
  return SUCCESS;
}
