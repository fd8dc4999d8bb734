import { join } from 'node:path';
import type { JsonObject } from '@modekeeper/contracts';
import { readReport, reportValue } from '@modekeeper/evidence';
import type { Io } from '../../cli/io.ts';
import { refuse } from '../../cli/refuse.ts';
import { readOrNull } from '../../io/files.ts';
import { resolveFrom } from '../../io/paths.ts';

const WHY = {
  missing_file: 'is missing',
  invalid_json: 'is not JSON',
  invalid_json_shape: 'is not a JSON object',
} as const;

/** Path of the plan to verify, as the plan report in `folder` names it. @throws Refusal when it names none */
export function planPathOf(io: Pick<Io, 'cwd'>, folder: string): string {
  const path = join(folder, 'closed_loop_latest.json');
  const report = readReport(readOrNull(resolveFrom(io, path)));
  const again = 'run it again, with --out in a folder that nothing else writes to';
  if (!report.ok) return refuse(`quickstart stops: the plan report ${path} ${WHY[report.reason]}; ${again}`);
  const plan = report.value.k8s_plan_path;
  if (typeof plan !== 'string') return refuse(`quickstart stops: the plan report ${path} lacks k8s_plan_path; ${again}`);
  return plan;
}

/** What a step wrote, or null when it cannot be read: a summary says what it knows. */
export function readBack(io: Pick<Io, 'cwd'>, path: string): JsonObject | null {
  return reportValue(readReport(readOrNull(resolveFrom(io, path))));
}
