import { existsSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { isModeKeeperError, type JsonValue, strictParse } from '@modekeeper/contracts';
import { type PlanItem, readVerifyReport, type VerifyReading, valueAt } from '@modekeeper/engine';
import type { Io } from '../cli/io.ts';
import { readOrNull } from '../io/files.ts';
import { resolveFrom } from '../io/paths.ts';

/** The verify report that an apply goes by. `path` as reports show it; both null when there is none. */
export type VerifySource = { path: string; reading: VerifyReading } | { path: null; reading: null };

/** `<out>/k8s_verify_latest.json`, else the report that the closed loop's own report in `out` names. */
export function findVerifyReport(io: Pick<Io, 'cwd'>, out: string, items: readonly PlanItem[]): VerifySource {
  const folder = resolveFrom(io, out);
  const own = join(out, 'k8s_verify_latest.json');
  if (existsSync(resolveFrom(io, own))) return { path: own, reading: readVerifyReport(readJson(resolveFrom(io, own)), items) };
  const named = valueAt(readJson(join(folder, 'closed_loop_latest.json')), '/k8s_verify_report_path');
  if (typeof named !== 'string' || named === '') return { path: null, reading: null };
  const places = isAbsolute(named)
    ? [{ path: named, at: named }]
    : [
        { path: named, at: resolve(io.cwd, named) },
        { path: join(out, named), at: resolve(folder, named) },
      ];
  const found = places.find(({ at }) => existsSync(at));
  if (found === undefined) return { path: null, reading: null };
  return { path: found.path, reading: readVerifyReport(readJson(found.at), items) };
}

/** A JSON file of ours; null when it cannot be read, which no report is. */
export function readJson(path: string): JsonValue {
  const text = readOrNull(path);
  if (text === null) return null;
  try {
    return strictParse(text, { profile: 'strict' });
  } catch (error) {
    if (isModeKeeperError(error)) return null;
    throw error;
  }
}
