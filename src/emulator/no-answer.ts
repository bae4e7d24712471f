/** What a person should look at, by the code of the error of the network. */
const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens at this address: does the server run, and is the port right',
  ECONNRESET: 'the connection was closed',
  ENOTFOUND: 'the name of the server is not known: is the address right',
  EAI_AGAIN: 'the name of the server could not be looked up: is there a network',
  EHOSTUNREACH: 'there is no way to this server: is the address right',
  ETIMEDOUT: 'nobody answers at this address',
  EPROTO: 'no TLS could be agreed on: does this port speak https',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate of the server is signed by itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate of the server is signed by nobody that is trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the server does not send the certificates between its own and a trusted one',
  CERT_HAS_EXPIRED: 'the certificate of the server has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate of the server is for another name',
};

/** Why no answer came: words for what is known, else what the system says; always one line. */
export function noAnswerInWords(error: unknown): string {
  const { code, message } = firstOf(error);
  const words = code === undefined ? undefined : WORDS[code];
  return words === undefined ? (message.split('\n')[0] ?? '').trim() : `${words} (${code})`;
}

/** Of the errors of several addresses of one name, the first. */
function firstOf(error: unknown): { code: string | undefined; message: string } {
  if (error instanceof AggregateError && error.errors.length > 0) return firstOf(error.errors[0]);
  if (!(error instanceof Error)) return { code: undefined, message: String(error) };
  const { code } = error as NodeJS.ErrnoException;
  return { code, message: error.message || (code ?? error.name) };
}
