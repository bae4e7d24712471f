/** What the shop refused, by its code; `fields` are those of a form. */
export class ShopError extends Error {
  constructor(status, { code = 'unreachable', fields = [] }) {
    super(code);
    this.status = status;
    this.code = code;
    this.fields = fields;
  }
}

/** Asks the shop, never Uzel itself. @throws ShopError; code `no-answer` when nobody knows what became of the request */
export async function ask(path, body) {
  let response;
  try {
    response = await fetch(
      `/api${path}`,
      body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
    );
  } catch {
    throw new ShopError(0, { code: 'no-answer' });
  }
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  throw new ShopError(response.status, answer);
}
