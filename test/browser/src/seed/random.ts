import { randomBytes } from 'node:crypto';
import { type IdPrefix, makeId, makeUlid } from '@modekeeper/contracts';

const bytes = (length: number) => new Uint8Array(randomBytes(length));

/** A fresh ULID. */
export const ulid = () => makeUlid(Date.now(), bytes);

/** An id as if it had been made at that time: lists sort by it. */
export const idAt = (prefix: IdPrefix, at_ms: number) => makeId(prefix, at_ms, bytes);

export { bytes as someBytes };
