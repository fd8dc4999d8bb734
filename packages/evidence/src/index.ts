export { lastIterationPath } from './bundle/last-iteration.ts';
export {
  type BundleFile,
  type BundleInput,
  type BundleManifest,
  bundleBlocker,
  bundleManifest,
  bundleSummary,
  isBundleOk,
  reportValue,
} from './bundle/manifest.ts';
export { BUNDLED, type Bundled, firstNamed, kindOf, type Picked, pickBundle } from './bundle/pick.ts';
export { type PolicyBundleFacts, policyBundle, type RollbackFacts } from './policy-bundle/policy-bundle.ts';
export { PROOF_SCENARIOS, proofMarkdown, proofMatrix, proofRow } from './proof/matrix.ts';
export {
  type ProofRun,
  SYNTHETIC_PROOFS,
  type SyntheticProof,
  syntheticMarkdown,
  syntheticProofs,
  syntheticRow,
} from './proof/synthetic.ts';
export { proofMetrics, proofSparkline, proofSums, proofTranscript } from './proof/synthetic-files.ts';
export { redactFile } from './redact/redact-file.ts';
export { assessmentLines, assessmentOf } from './report/assessment-of.ts';
export { type ReadReport, readReport, type Unreadable } from './report/read-report.ts';
export { ROI_INPUTS, type RoiInputName, type RoiInputs, type RoiReport, roiReport } from './roi/roi-report.ts';
export { roiLines, roiNextSteps } from './roi/roi-summary.ts';
export { evalLines, evalRollUp } from './roll-up/eval.ts';
export type { RollUpInput, RollUpInputs, Times } from './roll-up/inputs.ts';
export { preflightLines, preflightRollUp } from './roll-up/preflight.ts';
export { type WatchPaths, watchLines, watchRollUp } from './roll-up/watch.ts';
export { type SupportFile, type SupportManifest, supportManifest, supportSummary } from './support/manifest.ts';
export { pickSupport } from './support/pick-support.ts';
export { gzip } from './tar/gzip.ts';
export { type ByteChunks, type TarFile, writeTar } from './tar/write-tar.ts';
export { BUNDLE_LIMITS, type BundleLimits, type BundleRefusalReason } from './verify/limits.ts';
export { type BundleVerdict, verifyBundle } from './verify/verify-bundle.ts';
