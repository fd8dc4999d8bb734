import { LibsqlError } from '@libsql/client/web';

/** The error itself and what it was wrapped around: drizzle and the driver both keep the cause. */
function* chain(error: unknown): Generator<Error> {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 6; at = at.cause, depth += 1) yield at;
}

function driverErrorIs(error: unknown, pattern: RegExp): boolean {
  for (const one of chain(error)) if (one instanceof LibsqlError && pattern.test(`${one.code} ${one.message}`)) return true;
  return false;
}

/** The server had another writer: nothing was changed, trying again is safe. */
export function isBusy(error: unknown): boolean {
  return driverErrorIs(error, /SQLITE_BUSY|SQLITE_LOCKED|database is locked/i);
}

/** A unique index or primary key refused the row (foreign keys share the code and differ in the message). */
export function isUniqueViolation(error: unknown): boolean {
  return driverErrorIs(error, /UNIQUE constraint failed/i);
}

/** The server answers, and refuses the request as such: sending it again changes nothing. */
function isRefusal({ cause }: LibsqlError): boolean {
  return cause instanceof Error && 'status' in cause && (cause.status === 400 || cause.status === 413);
}

/** The server did not answer, or answered with its own failure: whether the statement ran is not known. */
export function isUnavailable(error: unknown): boolean {
  for (const one of chain(error)) {
    if (one instanceof LibsqlError)
      return !isRefusal(one) && /^(SERVER_ERROR|HRANA_\w+|UNKNOWN|SQLITE_BUSY|SQLITE_LOCKED)$/.test(one.code);
    if (one instanceof TypeError && /fetch|network|connect/i.test(one.message)) return true;
    // workerd's own words when the other side cannot be reached.
    if (/^(internal error|Network connection lost|connection refused)/i.test(one.message)) return true;
  }
  return false;
}
