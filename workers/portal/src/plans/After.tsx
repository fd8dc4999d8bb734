import { formatValue } from '@modekeeper/evidence/format-value';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { workloadName } from '../live/series-cache.ts';
import { useScope } from '../session/organization.ts';
import { serverNow } from '../time/clock.ts';
import { Card } from '../ui/Card.tsx';
import { Chip } from '../ui/Chip.tsx';
import { CHECKS, VERDICT_WORDS } from './check-words.ts';
import { Distributions } from './Distributions.tsx';
import { distributionOf } from './distribution.ts';
import { type PlanDetail, receiptOf, sealedOf } from './documents.ts';
import { spanQuery } from './queries.ts';
import { reasonWords } from './reason-words.ts';

const AROUND_MS = 10 * 60_000;
const CHANGE_HELD = ['confirmed', 'inconclusive'];

/** What was checked after the change, and the step times before and after it. */
export function After({ plan }: { plan: PlanDetail }) {
  const receipt = receiptOf(plan);
  if (receipt === undefined) return null;
  const { verify_after } = receipt;
  const isMeasured = CHANGE_HELD.includes(plan.state);
  return (
    <Card
      title="After"
      note={
        verify_after.verdict === 'not_run'
          ? 'nothing was checked'
          : `verdict of the checks that ran: ${VERDICT_WORDS[verify_after.verdict].label.toLowerCase()}`
      }
      flush
    >
      {isMeasured && <BeforeAndAfter plan={plan} finished_ms={receipt.finished_at * 1_000} />}
      <ul className={isMeasured ? 'border-t border-line' : undefined}>
        {CHECKS.map(({ check, label, not_run }) => {
          const { detail, verdict } = verify_after[check];
          const words = VERDICT_WORDS[verdict];
          return (
            <li
              key={check}
              className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-4 border-line px-4 py-2.5 not-first:border-t"
            >
              <span className="min-w-0">
                {label}
                {(detail !== null || verdict === 'not_run') && (
                  <span className="block text-1 break-words text-ink-3">{detail === null ? not_run : detailWords(detail)}</span>
                )}
              </span>
              <Chip tone={words.tone} icon={words.icon}>
                {words.label}
              </Chip>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

/** Details are free text of the connector, or a reason code. */
function detailWords(detail: string): string {
  return /^[a-z]+(_[a-z]+)+$/.test(detail) ? reasonWords(detail) : detail;
}

function BeforeAndAfter({ finished_ms, plan }: { plan: PlanDetail; finished_ms: number }) {
  const { organization } = useScope();
  const [opened_ms] = useState(serverNow);
  const sealed = sealedOf(plan);
  const sent_ms = Date.parse(plan.dispatched_at ?? plan.updated_at);
  const workload = sealed === undefined ? '' : workloadName(sealed.target);
  const span = { from_ms: sent_ms - AROUND_MS, to_ms: finished_ms + AROUND_MS };
  const { data, isPending } = useQuery({
    ...spanQuery(organization.id, plan.cluster_id, workload, span, opened_ms),
    enabled: sealed !== undefined,
  });
  const buckets = data?.workloads.find((one) => one.workload === workload)?.buckets ?? [];
  const before = distributionOf(buckets, { from_ms: span.from_ms, to_ms: sent_ms });
  const after = distributionOf(buckets, { from_ms: finished_ms, to_ms: span.to_ms });
  if (isPending) return <div className="h-36" />;
  return (
    <div className="grid gap-2 px-4 py-3.5">
      <Distributions before={before} after={after} />
      <p className="text-1 text-ink-3">
        Step times in the 10 minutes before the plan was sent and the 10 minutes after it ended. Line: fastest to slowest step;
        bar: middle half of the 10-second medians; mark: median.
        {before !== null && after !== null
          ? ` Median ${formatValue(before.median, 'ms')} before, ${formatValue(after.median, 'ms')} after: shown, not judged, because the comparison of work rates did not run.`
          : ''}
      </p>
    </div>
  );
}
