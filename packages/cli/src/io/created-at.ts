import { parseIsoTime } from '@modekeeper/engine/iso-time';
import type { Flags } from '../cli/flags.ts';
import type { Io } from '../cli/io.ts';
import { refuse } from '../cli/refuse.ts';
import { isoSeconds } from './times.ts';

/** created_at of a pack: `--created-at`, else SOURCE_DATE_EPOCH, else now. @throws Refusal */
export function createdAt(io: Pick<Io, 'env' | 'now'>, flags: Flags): string {
  const given = flags.optional('created-at');
  if (given !== undefined) {
    const at_ms = parseIsoTime(given.trim());
    return at_ms === null ? refuse(`--created-at '${given}' is not a time; write it as 2026-01-02T03:04:05Z`) : isoSeconds(at_ms);
  }
  const epoch = io.env.SOURCE_DATE_EPOCH?.trim();
  if (!epoch) return isoSeconds(io.now());
  // The last second that a date can show.
  if (!/^\d+$/.test(epoch) || Number(epoch) > 253_402_300_799)
    return refuse(`SOURCE_DATE_EPOCH '${epoch}' must be whole seconds since 1970; correct it or unset it`);
  return isoSeconds(Number(epoch) * 1_000);
}
