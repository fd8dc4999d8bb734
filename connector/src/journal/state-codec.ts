import {
  killStateSchema,
  ModeKeeperError,
  strictParse,
  type TrustState,
  trustDocumentKindSchema,
  trustStateSchema,
  ulidSchema,
} from '@modekeeper/contracts';
import { type ApplyState, applyStateSchema, EMPTY_LEDGER, refusalSchema, suppressionSchema } from '@modekeeper/engine';
import { EMPTY_TRUST_STATE, NO_CLOUD_KILL } from '@modekeeper/trust';
import { z } from 'zod';
import type { DocumentCodec } from './durable-document.ts';

const epochMs = z.int().nonnegative();

/** A confirmed change that is still watched; a foreign revert ends it. */
const watchedEffectSchema = z.object({
  plan_id: z.string(),
  target: z.string(),
  uid: z.string(),
  knobs: z.record(z.string(), z.int()),
  confirmed_at_ms: epochMs,
});
export type WatchedEffect = z.infer<typeof watchedEffectSchema>;

const usedApprovalSchema = z.object({ nonce: z.string(), plan_digest: z.string(), until_s: z.int().nonnegative() });

const parts = {
  apply_state: applyStateSchema,
  trust_state: trustStateSchema,
  trust_documents: z.partialRecord(trustDocumentKindSchema, z.string()),
  approvals_used: z.array(usedApprovalSchema),
  refusals: z.array(refusalSchema),
  watched: z.array(watchedEffectSchema),
  /** Uids whose effect was reverted by somebody else: nothing is proposed for them again. */
  suppressed: z.array(suppressionSchema),
  cloud_kill: z.object({ epoch: z.int().nonnegative(), active: z.array(killStateSchema).readonly() }),
  /**
   * The journal that this state belongs to; with another one all cooldowns start anew. `fencing_token` (of the writer's Lease) has a
   * default, so that what an earlier version wrote stays readable.
   */
  journal: z.object({ birth_id: ulidSchema, fencing_token: z.int().nonnegative().default(0) }),
} as const;
type Parts = { readonly [Key in keyof typeof parts]: z.infer<(typeof parts)[Key]> };

/** Everything durable besides plans; one key of ConfigMap `<release>-state` per part. */
export type ConnectorState = Parts;

export function newState(birth_id: string, fencing_token = 0, trust_state: TrustState = EMPTY_TRUST_STATE): ConnectorState {
  return {
    apply_state: { schema_version: 'apply_state.v0', targets: {} },
    trust_state,
    trust_documents: {},
    approvals_used: [],
    refusals: [],
    watched: [],
    suppressed: [],
    cloud_kill: NO_CLOUD_KILL,
    journal: { birth_id, fencing_token },
  };
}

export const stateCodec: DocumentCodec<ConnectorState> = {
  encode: (state) => Object.fromEntries(Object.entries(state).map(([key, value]) => [key, JSON.stringify(value)])),
  decode(data) {
    const read = Object.entries(parts).map(([key, schema]) => [key, parsePart(key, data[key], schema)] as const);
    return Object.fromEntries(read) as unknown as ConnectorState;
  },
};

function parsePart(key: string, text: string | undefined, schema: z.ZodType): unknown {
  const result = text === undefined ? null : schema.safeParse(strictParse(text));
  if (result?.success) return result.data;
  throw new ModeKeeperError({
    code: 'document_invalid',
    message: `The connector's state cannot be read: the key ${key} is missing or does not fit its schema.`,
    hint: 'Nothing is applied without it. Correct the key in ConfigMap <release>-state, or delete the ConfigMap: all cooldowns then start anew.',
  });
}

/**
 * An operator's edit of a quarantine is taken over; everything else is ours, there is one writer. An edit is what differs from `base`,
 * what we stored last: else a quarantine that we are just setting would be lost to any other write (a label, say).
 * @returns null when the object belongs to another journal now
 */
export function mergeState(own: ConnectorState, remote: ConnectorState, base: ConnectorState): ConnectorState | null {
  if (remote.journal.birth_id !== base.journal.birth_id) return null;
  const targets: ApplyState['targets'] = { ...own.apply_state.targets };
  for (const [target, theirs] of Object.entries(remote.apply_state.targets)) {
    if (quarantineOf(theirs) !== quarantineOf(base.apply_state.targets[target]))
      targets[target] = { ...(targets[target] ?? EMPTY_LEDGER), quarantine: theirs.quarantine ?? null };
  }
  return { ...own, apply_state: { ...own.apply_state, targets } };
}

function quarantineOf(ledger: ApplyState['targets'][string] | undefined): string {
  return JSON.stringify(ledger?.quarantine ?? null);
}
