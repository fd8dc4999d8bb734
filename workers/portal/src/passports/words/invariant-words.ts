/** Invariants that the engine has a rule for, with what the rule does; a test keeps the list equal to the engine's. */
export const INVARIANT_WORDS: Readonly<Record<string, string>> = {
  keep_global_batch_stable:
    'microbatch_size × grad_accum_steps stays what it is; a change that would alter the product is refused.',
  no_external_apply_by_default: 'Every apply is refused, whatever the gate below says.',
  no_apply: 'Every apply is refused, whatever the gate below says.',
  propose_only: 'Every apply is refused, whatever the gate below says: proposals and proofs only.',
};

/** Names that a connector can evaluate; any other refuses every apply. */
export const RULED_INVARIANTS: readonly string[] = Object.keys(INVARIANT_WORDS);

/** Those that forbid applying as such. */
export const NEVER_APPLY: readonly string[] = ['no_external_apply_by_default', 'no_apply', 'propose_only'];
