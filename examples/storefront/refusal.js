/** An answer that the page knows what to say of. */
export class Refusal extends Error {
  constructor(status, code, more = {}) {
    super(code);
    this.status = status;
    this.body = { code, ...more };
  }
}

/** What came from the browser, as it must be. @throws Refusal 422, naming the fields that are wrong */
export function read(schema, value) {
  const found = schema.safeParse(value);
  if (found.success) return found.data;
  throw new Refusal(422, 'invalid', { fields: [...new Set(found.error.issues.map(({ path: at }) => at.join('.')))] });
}

/** What the browser is told; the texts of Uzel are for the shop's people and go to the console. */
export function answerTo(error) {
  if (error instanceof Refusal) return error;
  if (error.code === 'UZ1507') return { status: 404, body: { code: 'not-found' } };
  if (error.code === 'UZ1502') return { status: 409, body: { code: 'placed-before' } };
  if (error.code?.startsWith('UZ') && error.status === 422) {
    const fields = (error.errors ?? []).map(({ path: at }) => at);
    return { status: 422, body: { code: 'invalid', fields } };
  }
  if (error.status === 401 || error.status === 403) return { status: 502, body: { code: 'wrong-key' } };
  if (error.status === 429 || error.status === 503) return { status: 503, body: { code: 'busy' } };
  if (error.type?.startsWith('entity.') && error.status) return { status: error.status, body: { code: 'invalid' } };
  return { status: 502, body: { code: 'unreachable' } };
}
