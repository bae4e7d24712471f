/**
 * The body of a message, as the specification of Standard Webhooks wants it.
 * @param at when it happened
 */
export const messageBody = (type: string, at: Date, data: unknown): string =>
  JSON.stringify({ type, timestamp: at.toISOString(), data });
