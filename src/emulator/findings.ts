/**
 * How grave a finding is: `stop` = this 1C breaks off; `loss` = it goes on and says success, but something was lost or
 * is read otherwise than it was meant; `notice` = it shows or logs it, nothing more.
 */
export type FindingSeverity = 'stop' | 'loss' | 'notice';

/** One thing that a person should know about an exchange, in words. */
export interface Finding {
  readonly severity: FindingSeverity;
  readonly text: string;
}

/** Gathers what a reader of orders finds. */
export interface FindingLog {
  readonly findings: readonly Finding[];
  loss(text: string): void;
  notice(text: string): void;
}

/** An empty log; the same sentence is noted once. */
export function createFindingLog(): FindingLog {
  const findings: Finding[] = [];
  const add = (severity: FindingSeverity, text: string): void => {
    if (!findings.some((finding) => finding.text === text)) findings.push({ severity, text });
  };
  return { findings, loss: (text) => add('loss', text), notice: (text) => add('notice', text) };
}
