/**
 * Whether PostgreSQL refused a row because its key is taken (SQLSTATE 23505), and by which index when `index` is
 * given.
 */
export function isUniqueViolation(error: unknown, index?: string): boolean {
  if (!(error instanceof Error)) return false;
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  return code === '23505' && (index === undefined || constraint === index);
}
