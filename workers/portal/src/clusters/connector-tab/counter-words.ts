import type { Api } from '../../api/types.ts';

type Counters = NonNullable<Api<'Connection'>>['counters'];
type Counter = { name: keyof Counters; label: string /** Above zero somebody should know. */; trouble: boolean };

/** Everything that the control plane counts of a connection, in words; what was refused or dropped first. */
const COUNTERS: readonly Counter[] = [
  { name: 'frames_refused', label: 'Frames refused', trouble: true },
  { name: 'frames_oversized', label: 'Frames too large', trouble: true },
  { name: 'frames_unknown', label: 'Frames of an unknown type, dropped', trouble: true },
  { name: 'frames_parked', label: 'Frames put aside', trouble: true },
  { name: 'frames_gap', label: 'Gaps in the numbering', trouble: true },
  { name: 'connections_refused', label: 'Connections refused', trouble: true },
  { name: 'documents_refused', label: 'Documents refused', trouble: true },
  { name: 'digest_mismatches', label: 'Differences in the state of plans', trouble: true },
  { name: 'divergences', label: 'Events outside the plan’s states', trouble: true },
  { name: 'projection_failures', label: 'Records that failed at first', trouble: true },
  { name: 'frames_duplicate', label: 'Frames sent twice, taken once', trouble: false },
  { name: 'frames_durable', label: 'Frames received', trouble: false },
  { name: 'connections', label: 'Connections', trouble: false },
  { name: 'wakes', label: 'Wakes of the cluster’s object', trouble: false },
];

export type Count = { name: string; label: string; value: number; trouble: boolean };

/** Counters in words, those that say something went wrong apart from the others; a counter of a newer control plane is not left out. */
export function countsOf(counters: Counters): { troubles: Count[]; others: Count[] } {
  const known = COUNTERS.map(({ label, name, trouble }) => ({ name, label, value: counters[name] ?? 0, trouble }));
  const names = new Set<string>(known.map(({ name }) => name));
  const unknown = Object.entries(counters)
    .filter(([name]) => !names.has(name))
    .map(([name, value]) => ({ name, label: name, value, trouble: false }));
  const all: Count[] = [...known, ...unknown];
  const isTrouble = ({ trouble, value }: Count) => trouble && value > 0;
  return { troubles: all.filter(isTrouble), others: all.filter((count) => !isTrouble(count)) };
}
