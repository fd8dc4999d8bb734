import type { Flags } from '../../cli/flags.ts';
import type { Io } from '../../cli/io.ts';
import { Refusal, refuse } from '../../cli/refuse.ts';
import { runStep, type Step } from '../../cli/run-step.ts';
import type { CommandSpec } from '../../cli/spec.ts';
import { createdAt } from '../../io/created-at.ts';

export type PackRun = { io: Io; flags: Flags; commands: readonly CommandSpec[]; created_at: string };

/**
 * How the steps of a pack run: the summaries of each are not the pack's. With a fixed time (`--created-at`, SOURCE_DATE_EPOCH) it is the
 * only time that they see, so that nothing in the pack depends on when it was made. @throws Refusal
 */
export function packRun(io: Io, flags: Flags, commands: readonly CommandSpec[]): PackRun {
  const created_at = createdAt(io, flags);
  const at_ms = Date.parse(created_at);
  if (at_ms < 0) refuse(`--created-at '${created_at}' is before 1970; give a later time`);
  const isFixed = flags.isGiven('created-at') || Boolean(io.env.SOURCE_DATE_EPOCH?.trim());
  const hushed = () => undefined;
  const steps: Io = {
    ...io,
    now: isFixed ? () => at_ms : io.now,
    env: { ...io.env, SOURCE_DATE_EPOCH: String(at_ms / 1_000) },
    out: hushed,
    tell: hushed,
  };
  return { io: steps, flags, commands, created_at };
}

/** Ends a pack that somebody interrupted between two steps. @throws Refusal */
export function goOn({ signal }: Pick<Io, 'signal'>): void {
  if (signal.aborted) refuse('interrupted: the pack is not complete; make it again');
}

/** Runs a step that must succeed. @throws Refusal */
export async function mustRun({ commands, flags, io }: PackRun, step: Step): Promise<void> {
  goOn(io);
  io.progress(`Running mk ${step.path}`);
  const exit = await runStep(io, commands, flags, step);
  if (exit !== 0)
    throw new Refusal(`mk ${step.path}, a step of this pack, ended with exit code ${exit}; run it alone to see why`, exit);
}
