export {
  type BeforeAfter,
  type BeforeAfterInputs,
  compareBeforeAfter,
  type Side,
  sideOf,
  unfit,
} from './before-after.ts';
export { type CostInputs, type CostModel, costInputs } from './cost-model.ts';
export { type Mk074, type Replay, type ReplayEntry, type ReplaySummary, replayMk074 } from './mk074.ts';
export { estimateOpportunity, type Opportunity, type OpportunityFacts } from './opportunity.ts';
export { ascending, percentileLinear } from './quantiles.ts';
export { estimateRoi, type RoiEstimate } from './roi-estimate.ts';
export { summarizeValue, type ValueSummary } from './value-summary.ts';
