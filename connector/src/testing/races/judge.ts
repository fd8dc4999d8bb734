// What must hold in the end: each plan that was dispatched has one end and one receipt, and they are true.
import { isTerminalPlanState, NET_ZERO_PLAN_STATES } from '@modekeeper/contracts';
import { stateCodec } from '../../journal/state-codec.ts';
import type { Oracle } from './oracle.ts';
import type { KnownPlan, ReceiptView } from './plane.ts';
import type { World } from './pod.ts';

const MINUTE_MS = 60_000;

/** Plans that were dispatched and about which the last word is not said. */
export function open({ oracle, plane }: World): KnownPlan[] {
  // A plan that was over here before its dispatch came has no receipt.
  const owed = new Set(oracle.journal().flatMap(({ claim, plan_id }) => (claim === null ? [] : [plan_id])));
  return [...plane.plans.values()].filter(
    ({ dispatched, plan_id, receipts, state }) =>
      dispatched && state !== 'needs_person' && (!isTerminalPlanState(state) || (receipts.size === 0 && owed.has(plan_id))),
  );
}

export function judgeEnds({ oracle, plane, server }: World): void {
  const journal = new Map(oracle.journal().map((record) => [record.plan_id, record]));
  for (const { dispatched, ends, plan_id, receipts, state } of plane.plans.values()) {
    if (ends.size > 1) oracle.blame(`I5: ${plan_id} ended as ${[...ends].join(' and ')}`);
    if (!dispatched) continue;
    if (receipts.size > 1) oracle.blame(`I5: ${plan_id} has ${receipts.size} receipts`);
    for (const receipt of receipts.values()) {
      if (receipt.terminal !== state)
        oracle.blame(`I5: the receipt of ${plan_id} says ${receipt.terminal}, its last event ${state}`);
      const record = journal.get(plan_id);
      if (record !== undefined && record.state !== state)
        oracle.blame(`I5: ${plan_id} is ${record.state} in the journal, ${state} outside`);
      judgeReceipt(oracle, plan_id, receipt);
    }
  }
  const stored = server.objects.get('state');
  const state = stored === undefined ? null : stateCodec.decode(stored.data);
  if (state !== null && state.suppressed.length > 0 && oracle.foreign_edits === 0)
    oracle.blame('a workload that nobody touched is suppressed as reverted by somebody else');
}

const POINTER = '/spec/template/metadata/annotations/modekeeper~1knob.';

/** I7: what a receipt says that is there was there, and its end keeps its promise. */
function judgeReceipt(oracle: Oracle, plan_id: string, receipt: ReceiptView): void {
  const object = receipt.objects[0];
  const plan = oracle.plans.get(plan_id);
  if (object === undefined || plan === undefined) return;
  const finished_ms = (receipt.finished_at + 1) * 1000;
  const told = Object.entries(object.after).flatMap(([pointer, value]) =>
    pointer.startsWith(POINTER) ? [[pointer.slice(POINTER.length), value] as const] : [],
  );
  const before = oracle.history.filter(({ at_ms }) => at_ms <= finished_ms);
  // What stood at some moment since its last write: a receipt is as old as the last reading.
  const from_ms = plan.wrote_ms ?? finished_ms - 25 * MINUTE_MS;
  const recent = before.filter((_, index) => (before[index + 1]?.at_ms ?? finished_ms) > from_ms);
  if (told.length > 0 && !recent.some(({ knobs }) => told.every(([knob, value]) => (knobs[knob] ?? null) === value)))
    oracle.blame(`I7: the receipt of ${plan_id} says ${JSON.stringify(told)}, which was never there`);
  const last = before.at(-1);
  const holdsOurs =
    last?.uid === plan.plan.target.uid &&
    last.ours === plan_id &&
    plan.plan.changes.some(({ knob, to }) => last.knobs[knob] === String(to));
  if ((NET_ZERO_PLAN_STATES as readonly string[]).includes(receipt.terminal) && holdsOurs)
    oracle.blame(`I7: ${plan_id} ended ${receipt.terminal} ${receipt.reason}, and its change is there`);
  if (receipt.terminal === 'confirmed' && plan.applies === 0)
    oracle.blame(`I7: ${plan_id} is confirmed, and nothing was written`);
}
