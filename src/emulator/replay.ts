import path from 'node:path';
import { type Credentials, readCredentials } from './answers.js';
import type { ArrangedStep } from './clients/client.js';
import { inWords } from './diagnosis.js';
import { EmulatorFailure } from './failure.js';
import { firstWord } from './one-c-text.js';
import type { ConnectionOptions, Step } from './options.js';
import { waitBetweenImports } from './pause.js';
import { cutIntoPieces, type PieceBody } from './pieces.js';
import { createRequester, type SessionAnswer, type SessionObserver } from './requester.js';
import { expectationOf, readScript, type ScriptStep } from './script.js';

/**
 * Makes the steps of a folder's `steps.json` one after another against a server, an import again until it is done.
 * Gives the steps that were made; the observer is told of each as it is made. Throws EmulatorFailure at the first answer
 * that is not the expected one, and when the folder holds no conversation.
 */
export async function replayScript(
  folder: string,
  connection: Omit<ConnectionOptions, 'profile'>,
  observer: Pick<SessionObserver, 'onStep' | 'onWarning'> = {},
): Promise<Step[]> {
  const { profile, steps } = await readScript(folder);
  const options = { ...connection, profile };
  const made: Step[] = [];
  const send = createRequester(options, {
    ...observer,
    onStep(one) {
      made.push(one);
      observer.onStep?.(one);
    },
  });
  let credentials: Credentials | undefined;
  let timestamp: string | undefined;
  for (const [index, step] of steps.entries()) {
    if (step.mode === 'checkauth') credentials = undefined;
    const known = credentials && { ...credentials, timestamp: timestamp ?? '' };
    const body = step.file === undefined ? undefined : await wholeFile(path.join(folder, step.file));
    const method = step.method ?? (body ? 'POST' : 'GET');
    let answer: SessionAnswer = await send(known, method, arrangedOf(step), body);
    while (step.mode.startsWith('import') && firstWord(answer.text, profile) === 'progress') {
      await waitBetweenImports(options);
      answer = await send(known, method, arrangedOf(step), body);
    }
    if (![step.expect].flat().map(expectationOf).includes(expectationOf(answer.text))) {
      const what = [step.type, step.mode, step.filename ?? step.file ?? ''].join(' ').trimEnd();
      const expected = [step.expect].flat().join(' or ');
      throw new EmulatorFailure(`Step ${index + 1} (${what}): ${expected} was expected. ${inWords(answer.text)}`);
    }
    if (step.mode === 'checkauth' && firstWord(answer.text, profile) === 'success') {
      credentials = readCredentials(answer.text, profile);
      timestamp ??= credentials.timestamp;
    }
  }
  return made;
}

function arrangedOf(step: ScriptStep): ArrangedStep {
  const name = step.filename ?? step.file;
  const tail = (step.tail ?? '').split('&').filter((part) => part !== '');
  return {
    type: step.type,
    mode: step.mode,
    parameters: [
      ...(name === undefined ? [] : [['filename', name] as const]),
      ...tail.map((part) => {
        const [key = '', ...value] = part.split('=');
        return [key, value.join('=')] as const;
      }),
    ],
  };
}

async function wholeFile(file: string): Promise<PieceBody | undefined> {
  return (await cutIntoPieces({ path: file }, 0))[0];
}
