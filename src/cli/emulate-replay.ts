import {
  type ConnectionOptions,
  EmulatorFailure,
  type EmulatorProfile,
  type Finding,
  readScript,
  replayScript,
  type Step,
} from '../emulator/index.js';
import type { EmulateOutput } from './emulate-output.js';

/** `uzel emulate --replay`: makes the steps of a recorded conversation and shows them; exit code 1 at the first that fails. */
export async function replayRecorded(
  folder: string,
  connection: Pick<ConnectionOptions, 'url' | 'login' | 'password'>,
  output: EmulateOutput,
): Promise<void> {
  const steps: Step[] = [];
  const findings: Finding[] = [];
  const find = (finding: Finding): void => {
    if (findings.some(({ text }) => text === finding.text)) return;
    findings.push(finding);
    output.finding(finding);
  };
  let profile: EmulatorProfile = 'trade';
  try {
    profile = (await readScript(folder)).profile;
    await replayScript(
      folder,
      { url: connection.url, login: connection.login, password: connection.password },
      {
        onStep(step) {
          steps.push(step);
          output.step(step);
        },
        onWarning: (text, severity = 'notice') => find({ severity, text }),
      },
    );
  } catch (error) {
    if (!(error instanceof EmulatorFailure)) throw error;
    find({ severity: 'stop', text: error.message });
    process.exitCode = 1;
  }
  const stop = findings.find(({ severity }) => severity === 'stop');
  const warnings = findings.filter(({ severity }) => severity !== 'stop').map(({ text }) => text);
  output.report(
    {
      steps,
      findings,
      warnings,
      orders: [],
      killed: false,
      verdict: stop === undefined ? 'success' : 'failure',
      message: stop?.text ?? 'every answer was the one that is recorded',
    },
    profile,
  );
}
