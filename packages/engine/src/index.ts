export { type ApplyFinding, type ApplyPassportInput, type ApplyTarget, judgeApplyPassport } from './apply/judge-passport.ts';
export { type KnobLeaf, knobLeaves } from './apply/knob-leaves.ts';
export { mergePatch } from './apply/merge-patch.ts';
export { type Check, judgeStepTimes, overallVerdict, type Verdict } from './apply/verdict.ts';
export { judgeVerifyReport, readVerifyReport, type VerifyReading } from './apply/verify-report.ts';
export {
  type Assessment,
  type AssessmentFacts,
  assess,
  assessmentFields,
  EMPTY_ASSESSMENT,
  markSynthetic,
  type SampleOrigin,
  sourcesSeen,
  windowSeconds,
} from './assessment/assess.ts';
export type { ApplyFacts } from './closed-loop/check-actions.ts';
export { currentKnobs } from './closed-loop/current-knobs.ts';
export { demoMk068, type Mk068Demo } from './closed-loop/mk068.ts';
export type { PlannedChange } from './closed-loop/planned-changes.ts';
export { POLICIES, type PolicyName } from './closed-loop/policies.ts';
export { settleTick, type TickEnding, type TickOutcome } from './closed-loop/settle-tick.ts';
export {
  type CheckedTick,
  checkTick,
  freshMemory,
  guardSettings,
  type LoopLimits,
  type LoopMemory,
  tickClosedLoop,
} from './closed-loop/tick.ts';
export { changedKnobs, leadingChord, type TickMode, type TraceChord, tickMode, traceChord } from './closed-loop/tick-view.ts';
export { effectDigest, makeEffect, normalizeEffect, PLAN_ANNOTATION, PLAN_DIGEST_ANNOTATION } from './effect/normalize-effect.ts';
export { fromPointer, toPointer, valueAt } from './effect/pointer.ts';
export { type Preimage, patchPointers, preimageOf } from './effect/preimage.ts';
export { withholdForeign } from './effect/withhold-foreign.ts';
export { evaluateGates, type GateAnswer } from './gates/evaluate-gates.ts';
export { evaluateVerifying, type VerifyingAnswer } from './gates/evaluate-verifying.ts';
export type { CheckFact, EvaluatedGate, GateFacts, GatePurpose, VerifyFact } from './gates/gate-facts.ts';
export { judgeKill, type KillVerdict } from './gates/judge-kill.ts';
export { standingBlock } from './gates/standing-block.ts';
export type { ExplainEvent, GuardInputs, GuardOutcome, GuardResult, GuardSettings } from './guardrails/evaluate.ts';
export type { KnobState, KnobStates } from './guardrails/knob-state.ts';
export type { GuardState, KnobChange } from './guardrails/stable-profile.ts';
export { isKnownInvariant } from './invariants/invariants.ts';
export { diffPassports, type PassportDifference, type PassportEffect } from './passport/diff-passports.ts';
export { knobPointer, mirrorPointer } from './passport/effect-knobs.ts';
export { parseIsoTime } from './passport/iso-time.ts';
export { judgePassport, PASSPORT_RULES, type RuleResult } from './passport/judge.ts';
export type { JudgeFacts } from './passport/judge-facts.ts';
export { EMPTY_LEDGER, recordChanges, restartCooldowns, setQuarantine } from './passport/ledger.ts';
export { type ApplyState, applyStateSchema, type TargetLedger } from './passport/ledger-schema.ts';
export { liveKnob, type ObjectFacts, parseKnobValue, readObjectFacts } from './passport/object-facts.ts';
export { type ObserveMaxReport, observeMaxPassport, observeMaxReport } from './passport/observe-max.ts';
export { passportDigest } from './passport/passport-digest.ts';
export { effectiveBounds, type GuardActuator, guardActuators } from './passport/permissions.ts';
export { predictEffect } from './passport/predict-effect.ts';
export type { PassportProblem } from './passport/problem.ts';
export { isSwitchedOn } from './passport/rules/history.ts';
export { OWN_FIELD_MANAGER, type OwnershipNote, ownershipNotes } from './passport/rules/ownership.ts';
export { PASSPORT_TEMPLATES, passportTemplate, SANDBOX_TEMPLATES } from './passport/templates.ts';
export { validatePassport, validatePassportAll, validatePassportValue } from './passport/validate-passport.ts';
export { buildItems, buildPatch, type KnobTarget, knobAnnotation, planSha256 } from './plan/build-patch.ts';
export { RESOLVE_MAX_RETRIES, sendDeadline } from './plan/deadlines.ts';
export { summarizeEvidence } from './plan/evidence.ts';
export { kubectlScript, shellWord } from './plan/kubectl-script.ts';
export { classifyReadBack, type ReadBack, type TouchedField } from './plan/read-back.ts';
export { type PlanFault, type PlanItem, planScope, type ReadPlan, readItems, readPlan } from './plan/read-plan.ts';
export { type ResolveDecision, type ResolveFacts, resolveUnknown } from './plan/resolve.ts';
export { isConsistentPlan, type SealInput, sealPlan } from './plan/seal-plan.ts';
export { judgeTransition } from './plan/setters.ts';
export { canTransition, isOpenState, PLAN_TRANSITIONS } from './plan/states.ts';
export { FRESH_PLANNER, type PlannerStep, tickPlanner } from './planner/planner.ts';
export type { PlannerState } from './planner/planner-state.ts';
export { isAdvanced } from './policy/approval.ts';
export { CHORD_CATALOG, findChord } from './policy/chord-catalog.ts';
export { proposeChords } from './policy/chord-policy.ts';
export { KNOB_REGISTRY, registryBounds } from './policy/knob-registry.ts';
export { type CatalogValidation, validateCatalog } from './policy/validate-catalog.ts';
export { cooldownUntil } from './proposal/cooldown-until.ts';
export { decideProposal, type OpenPlan, type ProposalDecision, type ProposalFacts } from './proposal/decide-proposal.ts';
export {
  changesDigest,
  type Refusal,
  refusalSchema,
  rememberOutcome,
  type Suppression,
  suppressionSchema,
} from './proposal/memory.ts';
export { type Advice, OBSERVATION, type Proposal, proposeForTarget, type TickFacts } from './proposal/propose-for-target.ts';
export { type Environment, environmentOf } from './report/environment.ts';
export { type ObserveSummary, type SymptomValue, summarizeDecision, summarizeObservation } from './report/observe-summary.ts';
export { pointIndices, type TelemetryPoint, type TelemetryReport, telemetryReport } from './report/telemetry-report.ts';
export { type AcknowledgeFacts, type Acknowledgement, judgeAcknowledgement } from './series/acknowledge.ts';
export { aggregateSamples } from './series/aggregate.ts';
export { type EffectiveKnobs, effectiveKnobs } from './series/effective-knobs.ts';
export { mergeBuckets } from './series/merge-buckets.ts';
export { meanOf } from './signals/exact-mean.ts';
export { ExactSum } from './signals/exact-sum.ts';
export {
  BURST_RATIO,
  DRIFT_RATIO,
  detectSignals,
  GPU_SATURATED_PCT,
  isSaturated,
  judgeFigures,
  maximum,
  quarterOf,
  type SignalFigures,
  STRAGGLER_RATIO,
} from './signals/heuristic-v1.ts';
export { median, middle } from './signals/median.ts';
export { type SampleWindow, type SortedValues, windowOf } from './window/sample-window.ts';
