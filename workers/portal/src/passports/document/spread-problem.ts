import type { JsonValue } from '@modekeeper/contracts/json/value';
import { isJsonObject } from '@modekeeper/contracts/json/value';
import { PASSPORT_CHORD_IDS } from '@modekeeper/contracts/passport-chords';
import { parseIsoTime } from '@modekeeper/engine/iso-time';
import { valueAt } from './json-node.ts';

type Problem = { readonly path: string; readonly message: string };
const KNOWN: readonly string[] = PASSPORT_CHORD_IDS;

/**
 * The engine names all unknown chords, and all bad freeze windows, in one problem of the whole list. For a person each is said at its own
 * line. Whatever this does not know stays as the engine said it.
 */
export function spreadProblem(problem: Problem, document: JsonValue): Problem[] {
  const items = valueAt(document, problem.path.split('.'));
  if (!Array.isArray(items)) return [problem];
  const spread =
    problem.path === 'allowed_chords' ? unknownChords(items) : problem.path === 'limits.freeze_windows' ? badWindows(items) : [];
  return spread.length === 0 ? [problem] : spread;
}

function unknownChords(items: readonly JsonValue[]): Problem[] {
  return items.flatMap((chord, index) =>
    typeof chord !== 'string' || KNOWN.includes(chord)
      ? []
      : [
          {
            path: `allowed_chords[${index}]`,
            message: `${JSON.stringify(chord)} is no chord of a passport; there are ${KNOWN.join(', ')}`,
          },
        ],
  );
}

function badWindows(items: readonly JsonValue[]): Problem[] {
  return items.flatMap((window, index) => {
    const path = `limits.freeze_windows[${index}]`;
    if (!isJsonObject(window)) return [{ path, message: `${path} must be an object with start and end` }];
    const [start, end] = [window.start, window.end].map((time) => (typeof time === 'string' ? parseIsoTime(time) : null));
    const unreadable = (key: string): Problem => ({
      path: `${path}.${key}`,
      message: `${path}.${key} must be an ISO-8601 time, as 2026-12-20T00:00Z`,
    });
    if (start == null || end == null)
      return [...(start == null ? [unreadable('start')] : []), ...(end == null ? [unreadable('end')] : [])];
    return start < end ? [] : [{ path, message: `${path}.start must be before its end` }];
  });
}
