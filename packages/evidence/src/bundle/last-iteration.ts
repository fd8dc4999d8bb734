import type { JsonObject } from '@modekeeper/contracts';
import { objectOf, textOf } from '../report/read-report.ts';

/** Path of the last iteration's report, as a watch report has it; null when it names none. */
export function lastIterationPath(watch: JsonObject | null): string | null {
  return textOf(watch?.last_iteration_report_path) ?? textOf(objectOf(watch?.artifact_paths)?.last_iteration_report_path);
}
