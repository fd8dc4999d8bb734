import type { GateName } from '@modekeeper/contracts';

type Words = { /** When it is open. */ open: string /** When it is closed; the reason follows. */; closed: string };

/** The gates of safety.md in words, in their order. */
export const GATE_WORDS: Record<GateName, Words> = {
  mode: { open: 'The connector may apply', closed: 'The connector’s mode applies nothing' },
  kill_switch: { open: 'Kill switch is off', closed: 'Kill switch' },
  license: { open: 'Licence allows apply here', closed: 'Licence does not allow apply here' },
  verify: { open: 'Server accepts the change', closed: 'Server does not accept the change' },
  passport: { open: 'Passport allows the effect', closed: 'Passport does not allow the effect' },
  approval: { open: 'Approved', closed: 'Approval' },
  second_lock: { open: 'The guard refuses what it must', closed: 'The guard was not seen to refuse' },
};

/**
 * Rules of the passport that the connector judges an effect by (`PASSPORT_RULES` of the engine). When the gate is open every one of them
 * was evaluated and holds; when it is closed the report names the first that does not.
 */
export const RULE_WORDS: Record<string, string> = {
  passport: 'It is mounted, valid, and the one that the plan names',
  apply_enabled: 'It allows apply',
  chord: 'It allows the chord, and the chord these knobs',
  actuator: 'It allows these knobs to be changed',
  bounds: 'Each knob stays within its bounds',
  step: 'No knob moves further than the step limit',
  cooldown: 'No cooldown is running',
  budget: 'The chord’s budget is not used up',
  freeze_window: 'No freeze window is on',
  quarantine: 'The workload is not in quarantine',
  invariants: 'Its invariants hold',
  foreign_mutation: 'Nothing else would change (no webhook, no default)',
  rollback: 'The values there now could be put back',
  gitops: 'No repository owns the fields',
  rollout_strategy: 'The rollout never runs two copies at once, or the passport allows it',
  knob_declared: 'The workload declares or reports the knobs',
};

/** Rule of the passport that a reason belongs to; undefined for reasons of other gates. */
export const RULE_OF_REASON: Readonly<Record<string, string>> = {
  passport_missing: 'passport',
  passport_invalid: 'passport',
  passport_mismatch: 'passport',
  passport_apply_disabled: 'apply_enabled',
  chord_not_allowed: 'chord',
  unknown_chord: 'chord',
  actuator_not_allowed: 'actuator',
  knob_out_of_bounds: 'bounds',
  max_delta_exceeded: 'step',
  cooldown_active: 'cooldown',
  budget_exceeded: 'budget',
  freeze_window: 'freeze_window',
  quarantine_active: 'quarantine',
  invariant_unknown: 'invariants',
  invariant_violated: 'invariants',
  foreign_mutation: 'foreign_mutation',
  rollback_impossible: 'rollback',
  gitops_owned: 'gitops',
  unsafe_rollout_strategy: 'rollout_strategy',
  knob_not_declared: 'knob_declared',
};
