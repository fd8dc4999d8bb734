export type { Measure } from './measure.ts';
export type { BenchResult } from './result.ts';
