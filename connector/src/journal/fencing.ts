import { isJsonObject, isModeKeeperError, strictParse } from '@modekeeper/contracts';

/**
 * Fencing token (transition count of the Lease) of whoever wrote an own object last: member `fencing_token` of its key `journal`.
 * Read without the schema of this version, so that an older process gives way to a newer one whose writing it cannot read.
 * Zero when there is none.
 */
export function fencingTokenOf(data: Readonly<Record<string, string>>): number {
  try {
    const value = strictParse(data.journal ?? '');
    return isJsonObject(value) && typeof value.fencing_token === 'number' ? value.fencing_token : 0;
  } catch (error) {
    if (isModeKeeperError(error)) return 0;
    throw error;
  }
}
