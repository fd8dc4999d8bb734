import type { PlanNote } from '@modekeeper/contracts';
import { editAt, knobPointer, mirrorPointer } from '../effect-knobs.ts';
import { type Finding, fail, firstFinding, knobsInvolved, type Rule, type RuleFacts } from '../judge-facts.ts';
import { declaredKnobs, managersOfLeaf } from '../object-facts.ts';

/** Field manager of our own requests. */
export const OWN_FIELD_MANAGER = 'modekeeper';

/** Labels or annotations by which Argo CD and Flux mark what they keep in step with a repository. */
const TRACKING_KEYS = [
  'argocd.argoproj.io/tracking-id',
  'kustomize.toolkit.fluxcd.io/name',
  'helm.toolkit.fluxcd.io/name',
] as const;

function* ownedLeaves(facts: Pick<RuleFacts, 'changes' | 'effect' | 'object'>) {
  for (const knob of knobsInvolved(facts)) {
    for (const pointer of [knobPointer(knob), mirrorPointer(knob)]) {
      const edit = editAt(facts.effect, pointer);
      if (!edit) continue;
      for (const { manager, operation } of managersOfLeaf(facts.object.managers, pointer))
        yield { pointer, manager, operation, edit };
    }
  }
}

function checkGitops(facts: RuleFacts): Finding {
  const { labels, annotations } = facts.object;
  const tracking = TRACKING_KEYS.find((key) => Object.hasOwn(labels, key) || Object.hasOwn(annotations, key));
  if (tracking) return fail('gitops_owned', `${tracking} is set: commit the change to its repository instead`);
  return firstFinding(ownedLeaves(facts), ({ manager, pointer }) =>
    facts.gitops_managers.includes(manager) ? fail('gitops_owned', `${manager} owns ${pointer}`) : null,
  );
}

/** A rollout may not run more pods than now: `Recreate`, or a rolling update without surge. */
function checkStrategy({ object, passport }: RuleFacts): Finding {
  if (passport.gates.allow_unsafe_rollout === true) return null;
  const { strategy } = object;
  if (strategy?.type === 'Recreate') return null;
  const surge = strategy?.max_surge;
  if (strategy?.type === 'RollingUpdate' && (surge === 0 || surge === '0' || surge === '0%')) return null;
  return fail(
    'unsafe_rollout_strategy',
    `strategy ${strategy?.type ?? 'unknown'} with maxSurge ${surge ?? 'unset'} may run two copies at once`,
  );
}

function checkDeclared(facts: RuleFacts): Finding {
  const known = new Set([...declaredKnobs(facts.object), ...facts.reported_knobs]);
  return firstFinding(knobsInvolved(facts), (knob) =>
    known.has(knob) ? null : fail('knob_not_declared', `the workload neither declares nor reports ${knob}`),
  );
}

/** Who else keeps this object, how it rolls out, and whether the workload reads the knobs at all. */
export const ownershipRules: readonly Rule[] = [
  { rule: 'gitops', check: checkGitops },
  { rule: 'rollout_strategy', check: checkStrategy },
  { rule: 'knob_declared', check: checkDeclared },
];

/** A note shown before approval; it never blocks. */
export type OwnershipNote = { readonly note: PlanNote; readonly detail: string };

/**
 * What the customer's next deploy will do to the change, with the value to adopt: it conflicts when another manager owns
 * the leaf by server-side apply (Helm 4, observed on 1.36.3), it reverts the change when that manager updates plainly.
 */
export function ownershipNotes(facts: Pick<RuleFacts, 'changes' | 'effect' | 'object' | 'gitops_managers'>): OwnershipNote[] {
  return [...ownedLeaves(facts)].flatMap(({ pointer, manager, operation, edit }) => {
    if (manager === OWN_FIELD_MANAGER || facts.gitops_managers.includes(manager)) return [];
    const note: PlanNote = operation === 'Apply' ? 'next_deploy_conflicts' : 'next_deploy_reverts';
    return [
      {
        note,
        detail: `${manager} owns ${pointer}: adopt ${edit.after === null ? 'its removal' : `the value ${edit.after}`} there`,
      },
    ];
  });
}
