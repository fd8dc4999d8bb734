import { readFileSync } from 'node:fs';
import { isModeKeeperError, type JsonValue, strictParse } from '@modekeeper/contracts';
import { type PlanItem, planSha256, readPlan } from '@modekeeper/engine';
import { MAX_ARGUMENT_BYTES } from '@modekeeper/kube/kubectl';
import { refuse } from '../../cli/refuse.ts';

export type PlanFileInput = {
  /** In messages: `k8s verify` or `k8s apply`. */
  command: string;
  /** As the person gave it. */
  plan: string;
  /** Where it is. */
  path: string;
  /** Told of a fault before the command ends: kind, plan, error and, for a bad item, its index. */
  onFault(payload: Record<string, unknown>): void;
  /** Refuse a patch that is too long to be handed to kubectl: nothing of such a plan may be sent. */
  isForArguments?: boolean;
};

/** Items and digest of a plan file. @throws Refusal in the contract's words, told to `onFault` first */
export function readPlanFile(input: PlanFileInput): { items: PlanItem[]; plan_sha256: string } {
  const { command, onFault, plan } = input;
  const fail = (kind: string, text: string, facts: Record<string, unknown> = {}): never => {
    onFault({ kind, plan, error: text, ...facts });
    return refuse(text);
  };
  const document = parsed(input, fail);
  const read = readPlan(document);
  if (!read.ok) {
    const { fault } = read;
    if (fault.kind === 'invalid_shape') return fail(fault.kind, fault.text.replace(/^k8s verify/, command));
    return fail(fault.kind, `invalid plan item at index=${fault.index}: ${fault.text}`, { index: fault.index });
  }
  const index = read.items.findIndex((item) => !hasDigest([item]));
  if (index !== -1)
    return fail('invalid_item', `invalid plan item at index=${index}: plan item at index ${index} has invalid patch`, { index });
  const long = input.isForArguments ? read.items.findIndex(({ patch }) => !isArgument(JSON.stringify(patch))) : -1;
  if (long !== -1) {
    const why = `plan item at index ${long} has invalid patch: it is longer than ${MAX_ARGUMENT_BYTES} bytes, the most that kubectl can be handed; split it`;
    return fail('invalid_item', `invalid plan item at index=${long}: ${why}`, { index: long });
  }
  return { items: read.items, plan_sha256: planSha256(read.items) };
}

function parsed({ command, path, plan }: PlanFileInput, fail: (kind: string, text: string) => never): JsonValue {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return fail('not_found', `${command} plan not found: ${plan}`);
    if (code === undefined) throw error;
    return fail('not_found', `${command} cannot read plan: ${plan}: the system refused (${code}); check path and permissions`);
  }
  try {
    return strictParse(bytes, { profile: 'strict' });
  } catch (error) {
    if (isModeKeeperError(error)) return fail('invalid_json', `${command} invalid JSON in plan: ${plan}: ${error.message}`);
    throw error;
  }
}

function isArgument(text: string): boolean {
  return new TextEncoder().encode(text).length <= MAX_ARGUMENT_BYTES;
}

/** A patch with a fraction has no canonical form, so that nothing could be bound to it. */
function hasDigest(items: readonly PlanItem[]): boolean {
  try {
    planSha256(items);
    return true;
  } catch (error) {
    if (isModeKeeperError(error)) return false;
    throw error;
  }
}
