import { useNow } from '../time/use-now.ts';
import type { PlanSummary } from './documents.ts';
import { nextOf } from './next-of.ts';

/** What comes next for a plan; what somebody has to do stands out. */
export function NextWord({ plan }: { plan: PlanSummary }) {
  const { tone, words } = nextOf(plan, useNow(10_000));
  if (tone === 'plain') return <span title={words}>{words}</span>;
  return <strong className={tone === 'bad' ? 'font-semibold text-bad' : 'font-semibold text-warn'}>{words}</strong>;
}
