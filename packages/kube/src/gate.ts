import type { Failure } from './outcome.ts';

/** The part of the engine's `evaluateGates` answer that decides whether a request may be sent. */
export interface GateAnswer {
  readonly allow: boolean;
  readonly gates: ReadonlyArray<{ readonly gate: string; readonly ok: boolean; readonly reason?: string | null | undefined }>;
}

/** Asked directly before a mutating request is sent, dry runs included; the answer is used once, for that request. */
export type Gate = () => Promise<GateAnswer>;

/**
 * Asks the gate. `null` means: send now. Anything else is the outcome of a request that was not sent.
 * A gate that throws is closed (`gate_unavailable`): no answer is not a permission.
 */
export async function closedBy(gate: Gate): Promise<Failure | null> {
  let answer: GateAnswer;
  try {
    answer = await gate();
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return {
      kind: 'gated',
      reason: 'gate_unavailable',
      message: `Nothing was sent: the gates could not be evaluated (${text}).`,
      sent: false,
    };
  }
  if (answer.allow) return null;
  const closed = answer.gates.find((gate) => !gate.ok);
  const reason = closed?.reason ?? closed?.gate ?? 'gate_closed';
  return {
    kind: 'gated',
    reason,
    message: `Nothing was sent: gate ${closed?.gate ?? 'unknown'} is closed (${reason}).`,
    sent: false,
  };
}
