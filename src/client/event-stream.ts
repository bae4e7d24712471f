import { UzelConnectionError } from './errors.js';

/** One event of a stream of server-sent events. */
export interface StreamEvent {
  /** Undefined = it has none of its own. */
  readonly id: string | undefined;
  readonly event: string;
  /** Empty: it only carries an id. */
  readonly data: string;
}

/** @yields what was read, as text; broken off is an error, not an end. @throws UzelConnectionError */
export async function* textIn(response: Response, silentMs: number): AsyncGenerator<string> {
  const reader = (response.body as ReadableStream<Uint8Array> | null)?.getReader();
  if (!reader) return;
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await readWithin(reader, silentMs);
      if (done) return;
      yield decoder.decode(value, { stream: true });
    }
  } catch (cause) {
    if (cause instanceof UzelConnectionError) throw cause;
    throw new UzelConnectionError('The stream broke off.', { cause });
  } finally {
    await reader.cancel().catch(() => undefined); // of a stream that is broken: nobody reads it any more
  }
}

async function readWithin(reader: ReadableStreamDefaultReader<Uint8Array>, silentMs: number) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_resolve, reject) => {
    const late = new UzelConnectionError(`Nothing came for ${silentMs} ms.`, { timedOut: true });
    timer = setTimeout(() => reject(late), silentMs);
  });
  try {
    return await Promise.race([reader.read(), silence]);
  } finally {
    clearTimeout(timer);
  }
}

/** @yields whole lines without their ends; the last one only when it was ended, or with `isRestGiven` */
export async function* linesIn(response: Response, silentMs: number, isRestGiven: boolean): AsyncGenerator<string> {
  let rest = '';
  for await (const text of textIn(response, silentMs)) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield line.endsWith('\r') ? line.slice(0, -1) : line;
  }
  if (isRestGiven && rest !== '') yield rest;
}

/** @yields the events of a stream, those too that only have an id; half an event at its end is none */
export async function* eventsIn(response: Response, silentMs: number): AsyncGenerator<StreamEvent> {
  let [id, event, data] = [undefined as string | undefined, 'message', [] as string[]];
  for await (const line of linesIn(response, silentMs, false)) {
    if (line === '') {
      if (data.length > 0 || id !== undefined) yield { id, event, data: data.join('\n') };
      [id, event, data] = [undefined, 'message', []];
      continue;
    }
    const [, name, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (name === 'id') id = value;
    else if (name === 'event') event = value;
    else if (name === 'data') data.push(value);
  }
}
