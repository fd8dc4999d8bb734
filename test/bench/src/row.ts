import type { Group } from './flags.ts';
import type { Limit, Unit } from './measure.ts';

/** One measure as the summary shows it, with its limit and how it is taken. */
export type Row = { group: Group; name: string; unit: Unit; limit?: Limit; baseline?: string; how: string };
