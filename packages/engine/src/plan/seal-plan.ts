import {
  digestOf,
  ModeKeeperError,
  PLAN_DEFAULT_LIFETIME_S,
  type Plan,
  type PlanChange,
  planSchema,
} from '@modekeeper/contracts';
import { buildItems, planSha256 } from './build-patch.ts';

type PlanFacts = Pick<
  Plan,
  | 'plan_id'
  | 'tenant_id'
  | 'cluster_id'
  | 'environment'
  | 'author'
  | 'created_at'
  | 'target'
  | 'detector'
  | 'evidence'
  | 'passport'
>;

/** What a plan is sealed from. Times in epoch seconds; `lifetime_s` is 4 hours unless given, 24 hours at most. */
export type SealInput = PlanFacts & {
  readonly lifetime_s?: number;
  readonly changes: readonly PlanChange[];
} & ({ readonly kind: 'apply' } | { readonly kind: 'rollback'; readonly receipt_digest: string });

function refuse(message: string, hint: string): never {
  throw new ModeKeeperError({ code: 'document_invalid', message, hint });
}

/** Digest of a plan: SHA-256 over its canonical bytes; what approvals and receipts name. */
export function planDigest(plan: Plan): string {
  return digestOf(plan);
}

/**
 * Seals a proposal: builds the items from the changes, stamps `plan_sha256` and the expiry, checks the whole document and
 * returns it with its digest. Signing is the caller's (`packages/trust`).
 *
 * @throws ModeKeeperError `document_invalid` for no change, a knob named twice, or a document that breaks the schema.
 */
export function sealPlan(input: SealInput): { plan: Plan; plan_digest: string } {
  const { lifetime_s = PLAN_DEFAULT_LIFETIME_S, ...facts } = input;
  if (facts.changes.length === 0) refuse('The plan changes nothing.', 'Seal a plan only when at least one knob is to change.');
  if (new Set(facts.changes.map((change) => change.knob)).size !== facts.changes.length) {
    refuse('The plan names a knob twice.', 'Coalesce the changes so that each knob has one target.');
  }
  const items = buildItems(facts.target, facts.changes);
  const parsed = planSchema.safeParse({
    schema_version: 'plan.v1',
    ...facts,
    expires_at: facts.created_at + lifetime_s,
    surface: 'deployment_template',
    items,
    plan_sha256: planSha256(items),
  });
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    refuse(
      `The plan is not valid at ${issue?.path.join('.') || 'its top level'}: ${issue?.message}.`,
      'Correct that field and seal again.',
    );
  }
  return { plan: parsed.data, plan_digest: planDigest(parsed.data) };
}

/**
 * True when what a plan shows is what it would send: its items are exactly the patch of its changes on its target, each
 * knob once, and `plan_sha256` fits. A plan that is not consistent is never verified, shown or applied.
 */
export function isConsistentPlan(plan: Plan): boolean {
  const items = buildItems(plan.target, plan.changes);
  return (
    plan.target.apiVersion === 'apps/v1' &&
    plan.target.kind === 'Deployment' &&
    plan.changes.length > 0 &&
    new Set(plan.changes.map((change) => change.knob)).size === plan.changes.length &&
    plan.plan_sha256 === planSha256(plan.items) &&
    digestOf(plan.items) === digestOf(items)
  );
}
