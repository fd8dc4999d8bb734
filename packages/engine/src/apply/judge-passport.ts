import type { JsonObject, Passport, ReasonCode } from '@modekeeper/contracts';
import { preimageOf } from '../effect/preimage.ts';
import { clampTarget } from '../guardrails/knob-state.ts';
import { type Finding, fail, firstFinding, type JudgeFacts, type RuleFacts } from '../passport/judge-facts.ts';
import { EMPTY_LEDGER, type TargetLedger } from '../passport/ledger.ts';
import { liveKnob, parseKnobValue, readObjectFacts } from '../passport/object-facts.ts';
import { actuatorTemperature, effectiveBounds } from '../passport/permissions.ts';
import { checkCooldown, checkFreeze, checkQuarantine } from '../passport/rules/history.ts';
import { checkApplyEnabled, checkChord } from '../passport/rules/permission.ts';
import { INTEGER } from '../passport/rules/size.ts';
import { CHORD_CATALOG } from '../policy/chord-catalog.ts';
import { findKnob, KNOB_REGISTRY } from '../policy/knob-registry.ts';
import { foreignPointer, type KnobLeaf, knobLeaves } from './knob-leaves.ts';

/** An item that is about to be applied, and what is known of its object. */
export type ApplyTarget = {
  readonly patch: JsonObject;
  /** As the API server returned it just now. */
  readonly live: JsonObject;
  readonly ledger: TargetLedger | 'unreadable';
};

export type ApplyPassportInput = {
  readonly passport: Passport | null;
  /** `--require-passport`, or the licence says so. */
  readonly passport_required: boolean;
  readonly targets: readonly ApplyTarget[];
  /** Chord and reason by knob, where a closed loop decided; a plan from elsewhere is bare. */
  readonly chords: ReadonlyMap<string, { readonly chord: string; readonly reason: string }>;
  /** The effective cooldown of a closed loop; null: the passport's, else 30 s. */
  readonly cooldown_s: number | null;
  /** The effective step limit of a closed loop, 0 = off; null: the passport's, none without one. */
  readonly max_delta_per_step: number | null;
  readonly now_ms: number;
};

/** Why gate 4 is closed; `index` of the item, null when it is about none. */
export type ApplyFinding = { readonly reason: ReasonCode; readonly detail: string; readonly index: number | null };

type Facts = RuleFacts & { readonly leaves: readonly KnobLeaf[]; readonly patch: JsonObject };
type Check = (facts: Facts) => Finding;

const DEFAULT_COOLDOWN_S = 30;

/** Stands in where there is no passport: the registry's knobs and bounds, no step limit. */
const REGISTRY_ONLY: Passport = {
  schema_version: 'passport.v0',
  name: 'registry',
  description: '',
  allowed_chords: ['NORMAL-HOLD'],
  allowed_actuators: { hot: KNOB_REGISTRY.map(({ knob }) => knob), cold: [] },
  limits: { cooldown_s: DEFAULT_COOLDOWN_S, max_delta_per_step: 0, relock_stable_intervals: 1 },
  invariants: [],
  cooldowns: {},
  gates: {},
};

/** Order of the contract (page `passports`, "Apply gates"). */
const WITHOUT: readonly Check[] = [checkKnobs, checkBounds, checkStep, cooldown, checkQuarantine];
const WITH: readonly Check[] = [
  checkApplyEnabled,
  (facts) => firstFinding(facts.changes, (change) => checkChord(facts, change)),
  checkPaths,
  checkKnobs,
  checkBounds,
  checkStep,
  cooldown,
  checkFreeze,
  checkQuarantine,
];

/**
 * Gate 4 of `k8s apply`: the passport's apply gates in their order, each over all items before the next. Judged on what the patch does to
 * the live object, not on its text alone. Null when every one of them holds.
 */
export function judgeApplyPassport(input: ApplyPassportInput): ApplyFinding | null {
  if (input.passport === null && input.passport_required)
    return { reason: 'passport_missing', detail: 'name one with --passport', index: null };
  const facts = input.targets.map((target) => factsOf(input, target));
  for (const check of input.passport === null ? WITHOUT : WITH) {
    for (const [index, one] of facts.entries()) {
      const finding = check(one);
      if (finding !== null) return { ...finding, index };
    }
  }
  return null;
}

function factsOf(input: ApplyPassportInput, { ledger, live, patch }: ApplyTarget): Facts {
  const leaves = knobLeaves(live, patch);
  const passport = input.passport ?? REGISTRY_ONLY;
  const cooldown_s = input.cooldown_s ?? passport.limits.cooldown_s;
  const max_delta_per_step = input.max_delta_per_step ?? passport.limits.max_delta_per_step;
  const changes: JudgeFacts['changes'] = [...new Set(leaves.map(({ knob }) => knob))].map((knob) => ({
    knob,
    to: null,
    ...(input.chords.get(knob) ?? { chord: '', reason: '' }),
  }));
  return {
    passport: { ...passport, limits: { ...passport.limits, cooldown_s, max_delta_per_step } },
    catalog: CHORD_CATALOG,
    effect: { uid: '', preimage_sha256: preimageOf({}, []).sha256, changes: [] },
    changes,
    patch_pointers: [],
    object: readObjectFacts(live),
    ledger,
    now_ms: input.now_ms,
    reported_knobs: [],
    gitops_managers: [],
    guard_bounds: {},
    leaves,
    patch,
  };
}

function checkPaths({ patch }: Facts): Finding {
  const pointer = foreignPointer(patch);
  return pointer === null ? null : fail('actuator_not_allowed', `the plan touches ${pointer || 'the whole object'}`);
}

function checkKnobs({ leaves, passport }: Facts): Finding {
  return firstFinding(leaves, ({ knob }) =>
    actuatorTemperature(passport, knob) === null ? fail('actuator_not_allowed', `${knob} may not be changed`) : null,
  );
}

/** Every place that the knob is written to; a removal is exempt. */
function checkBounds({ leaves, passport }: Facts): Finding {
  return firstFinding(leaves, ({ after, knob }) => {
    if (after === null) return null;
    const bounds = effectiveBounds(passport, knob);
    const value = typeof after === 'string' && INTEGER.test(after) ? Number(after) : null;
    if (value !== null && bounds !== null && value >= bounds.min && value <= bounds.max) return null;
    const allowed = bounds === null ? 'nothing' : `${bounds.min} to ${bounds.max}`;
    return fail('knob_out_of_bounds', `${knob} would become ${JSON.stringify(after)}, allowed is ${allowed}`);
  });
}

/** As the guardrails judge a step, from what the template holds now; the registry's initial value where it holds nothing. */
function checkStep({ leaves, object, passport }: Facts): Finding {
  const limit = passport.limits.max_delta_per_step;
  if (limit === 0) return null;
  return firstFinding(leaves, ({ after, knob }) => {
    const target = parseKnobValue(after);
    if (target === null) return null;
    const live = liveKnob(object, knob);
    const now = live === 'unset' ? (findKnob(knob)?.initial ?? null) : live;
    if (now === null) return fail('max_delta_exceeded', `${knob} holds no whole number now, so its step cannot be judged`);
    const step = Math.abs(clampTarget(knob, target) - now);
    return step <= limit ? null : fail('max_delta_exceeded', `${knob} would change by ${step}, allowed is ${limit}`);
  });
}

/** A record that cannot be read is quarantine's to refuse, with its own reason. */
function cooldown(facts: Facts): Finding {
  return checkCooldown(facts.ledger === 'unreadable' ? { ...facts, ledger: EMPTY_LEDGER } : facts);
}
