export type { QuickFacts, QuickProposal, QuickSource, QuickVerify } from './facts.ts';
export { lookThrough } from './look.ts';
export { reportHtml } from './page/report-html.ts';
export { terminalSummary } from './terminal.ts';
