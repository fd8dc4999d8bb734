import { LibsqlError } from '@libsql/client/web';

/** The driver's error inside whatever drizzle wrapped around it. */
function driverError(error: unknown): LibsqlError | undefined {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if (at instanceof LibsqlError) return at;
  }
  return undefined;
}

/** The server had another writer: nothing was changed, trying again is safe. */
export function isBusy(error: unknown): boolean {
  const driver = driverError(error);
  return driver !== undefined && /SQLITE_BUSY|SQLITE_LOCKED|database is locked/i.test(`${driver.code} ${driver.message}`);
}

/** A unique index or primary key refused the row (foreign keys share the code and differ in the message). */
export function isUniqueViolation(error: unknown): boolean {
  return /UNIQUE constraint failed/i.test(driverError(error)?.message ?? '');
}

/** The server did not answer, or answered with its own failure: whether the statement ran is not known. */
export function isUnavailable(error: unknown): boolean {
  const driver = driverError(error);
  if (driver === undefined) return error instanceof TypeError && /fetch|network|connect/i.test(error.message);
  return /^(SERVER_ERROR|HRANA_WEBSOCKET_ERROR|HRANA_CLOSED_ERROR|HRANA_PROTO_ERROR|UNKNOWN|SQLITE_BUSY|SQLITE_LOCKED)$/.test(
    driver.code,
  );
}
