import type { Credentials } from './answers.js';
import type { ArrangedStep } from './clients/client.js';

/** What stands for the placeholders in an address. */
export type Placeholders = Pick<Credentials, 'token' | 'timestamp'>;

/** What a person is shown instead of them: a token is a secret while its session lives. */
export const MASKED: Placeholders = { token: 'sessid=…', timestamp: '…' };

/** An arranged step with the values of its session. A token that was not given leaves no `&` behind. */
export function fillStep(step: ArrangedStep, given: Placeholders | undefined): ArrangedStep {
  const { token = '', timestamp = '' } = given ?? {};
  const fill = (text: string): string =>
    text
      .replace('&{token}', token === '' ? '' : `&${token}`)
      .replace('{token}', token)
      .replace('{sessid}', token.replace(/^sessid=/, ''))
      .replace('{timestamp}', timestamp);
  const parameters = step.parameters.map(([name, value]) => [name, fill(value)] as const);
  return { type: fill(step.type), mode: fill(step.mode), parameters };
}
