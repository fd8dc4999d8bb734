import type { JsonObject } from '@modekeeper/contracts';
import {
  type ApplyState,
  isAdvanced,
  judgeApplyPassport,
  judgeVerifyReport,
  knobLeaves,
  type PlanItem,
  type VerifyReading,
  valueAt,
} from '@modekeeper/engine';
import { type Kubectl, type ReadyItem, readUnchanged } from '@modekeeper/kube/kubectl';
import { ledgerOf } from './apply-state.ts';
import { type ApplyGate, type Block, type GateRow, rowOf } from './run-gates.ts';
import type { ApplySettings } from './settings.ts';
import { readJson } from './verify-source.ts';

export type PlanGateInput = {
  kubectl: Kubectl;
  settings: ApplySettings;
  items: readonly PlanItem[];
  plan_sha256: string;
  reading: VerifyReading | null;
  /** Path of the last apply report of the folder; null: do not look (`--force`). */
  last_report: string | null;
  state: ApplyState | 'unreadable';
  passport_required: boolean;
  chords: ReadonlyMap<string, { chord: string; reason: string }>;
  cooldown_s: number | null;
  max_delta_per_step: number | null;
  now: () => number;
};

/** Gates 3 to 5 as judged. */
export type PlanGates = {
  rows: GateRow[];
  block: Block | null;
  /** Why there is nothing to do. */
  note: 'empty_plan' | 'already_applied' | null;
  /** Items with their pre-images, once the report in use has them all. */
  ready: ReadyItem[];
  /** Their objects, as read for gate 3. */
  lives: JsonObject[];
};

/** Judges verify report, passport and approval in their order; whether there is anything to do comes after the first of them. */
export async function judgePlanGates(input: PlanGateInput): Promise<PlanGates> {
  const { items, settings } = input;
  const fault = judgeVerifyReport(input.reading, input, input.now());
  const ready = fault === null ? readyItems(items, input.reading) : [];
  const lives: JsonObject[] = [];
  const rows: GateRow[] = [];
  const end = (block: Block | null, note: PlanGates['note'] = null): PlanGates => ({ rows, block, note, ready, lives });
  const judge = (gate: ApplyGate, finding: { reason: string; detail: string } | null): Block | null => {
    const block = finding === null ? null : { gate, reason: finding.reason, detail: finding.detail };
    rows.push(rowOf(gate, block));
    return block;
  };

  const verify = judge('verify', fault ?? (await readAll(input.kubectl, ready, lives)));
  if (verify !== null) return end(verify);
  if (items.length === 0) return end(null, 'empty_plan');
  if (isAlreadyApplied(input)) return end(null, 'already_applied');

  const targets = ready.map((item, index) => ({
    patch: item.patch,
    live: lives[index] ?? {},
    ledger: ledgerOf(input.state, item),
  }));
  const { chords, cooldown_s, max_delta_per_step, passport_required } = input;
  const finding = judgeApplyPassport({
    passport: settings.passport,
    passport_required: settings.require_passport || passport_required,
    targets,
    chords,
    cooldown_s,
    max_delta_per_step,
    now_ms: input.now(),
  });
  const passport = judge('passport', finding && { ...finding, detail: named(finding.detail, items, finding.index) });
  if (passport !== null) return end(passport);

  const knobs = targets.flatMap(({ live, patch }) => knobLeaves(live, patch).map(({ knob }) => knob));
  const advanced = settings.approve_advanced ? undefined : knobs.find((knob) => isAdvanced({ knob, chord: null }));
  return end(
    judge(
      'approval',
      advanced === undefined
        ? null
        : { reason: 'approval_required', detail: `${advanced} is changed only with --approve-advanced` },
    ),
  );
}

/** Items with the pre-images of a report that was judged whole. */
export function readyItems(items: readonly PlanItem[], reading: VerifyReading | null): ReadyItem[] {
  return items.map((item, index) => {
    const preimage = reading?.preimages[index];
    if (!preimage) throw new Error('a verify report without a pre-image was taken for a whole one');
    return { ...item, preimage };
  });
}

/** Reads every object; why one is not as it was verified, null when all are. */
async function readAll(kubectl: Kubectl, ready: readonly ReadyItem[], lives: JsonObject[]) {
  for (const item of ready) {
    const live = await readUnchanged(kubectl, item);
    if ('fault' in live) return { reason: 'verify_stale', detail: live.fault };
    lives.push(live.object);
  }
  return null;
}

function isAlreadyApplied({ last_report, plan_sha256 }: PlanGateInput): boolean {
  if (last_report === null) return false;
  const last = readJson(last_report);
  return valueAt(last, '/ok') === true && valueAt(last, '/plan_sha256') === plan_sha256;
}

function named(detail: string, items: readonly PlanItem[], index: number | null): string {
  const item = index === null ? undefined : items[index];
  return item === undefined || items.length === 1 ? detail : `deployment ${item.name} in ${item.namespace}: ${detail}`;
}
