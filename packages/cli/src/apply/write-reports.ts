import { join } from 'node:path';
import { judgeVerifyReport, type Verdict } from '@modekeeper/engine';
import type { RollbackFacts } from '@modekeeper/evidence';
import { rollbackItems } from '@modekeeper/kube/kubectl';
import type { Io } from '../cli/io.ts';
import { writeArtifact, writeLatest } from '../io/files.ts';
import { resolveFrom } from '../io/paths.ts';
import type { Applied, ApplyInput } from './apply-plan.ts';
import { type PlanGates, readyItems } from './plan-gates.ts';
import { type ApplyReport, type ReportFrame, rollbackReport, verifyAfterReport } from './reports.ts';
import type { Sent } from './send-plan.ts';
import type { VerifySource } from './verify-source.ts';

/**
 * Written when a verify report with all pre-images is in use, for blocked applies too; not where there is nothing to do, so that the plan
 * that takes the last change back stays.
 */
export function writeRollbackPlan(
  io: Pick<Io, 'cwd' | 'now'>,
  { items, out, plan_sha256 }: ApplyInput,
  { path, reading }: VerifySource,
  { note, rows }: PlanGates,
): RollbackFacts | null {
  const isStale = judgeVerifyReport(reading, { plan_sha256 }, io.now()) !== null;
  const isClosed = rows.some(({ gate, ok }) => gate === 'verify' && !ok);
  if (path === null || isStale || isClosed || note !== null || items.length === 0) return null;
  const name = 'rollback_plan_latest.json';
  writeArtifact(resolveFrom(io, out), name, {
    schema_version: 'rollback_plan.v1',
    mode: 'executable',
    from_verify_report: path,
    plan_sha256,
    items: rollbackItems(readyItems(items, reading)),
  });
  return { from_verify_report: path, rollback_plan_path: join(out, name) };
}

/** A report and its twin; answers the path of the latest. */
export function writeReport(io: Pick<Io, 'cwd' | 'now'>, { out }: ApplyInput, prefix: string, report: unknown): string {
  writeLatest(resolveFrom(io, out), prefix, report, { now_ms: io.now() });
  return join(out, `${prefix}_latest.json`);
}

/** Reports of a plan that was sent; a disk that fills up meanwhile is told at the end. */
export function writeSent(
  io: Pick<Io, 'cwd' | 'now'>,
  input: ApplyInput,
  sent: Sent,
  report: ApplyReport,
  frame: ReportFrame,
): Applied['paths'] {
  const { explain, out } = input;
  const path = join(out, 'k8s_apply_latest.json');
  const put = (prefix: string, value: { verdict: Verdict } | null, event: string): string | null => {
    if (value === null) return null;
    const isWritten = sent.faults.run(() => {
      explain(event, { path: writeReport(io, input, prefix, value), verdict: value.verdict });
    });
    return isWritten ? join(out, `${prefix}_latest.json`) : null;
  };
  const after = put('verify_after_apply', verifyAfterReport(frame, sent, path), 'verify_after_apply_report');
  const plan_path = join(out, 'rollback_plan_latest.json');
  const attempt = put('rollback_attempt', rollbackReport(frame, sent, plan_path), 'rollback_report');
  sent.faults.run(() => explain('k8s_apply_report', { path: writeReport(io, input, 'k8s_apply', report) }));
  return { report: path, verify_after_apply: after, rollback_attempt: attempt };
}
