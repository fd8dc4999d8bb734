import { useQuery } from '@tanstack/react-query';
import { LoaderCircle } from 'lucide-react';
import type { Api } from '../../api/types.ts';
import { podsWords } from '../../clusters/live-tab/NoSamples.tsx';
import { recentSeriesQuery } from '../../clusters/recent-series.ts';
import { useLiveSnapshot } from '../../live/use-live.ts';
import { useScope } from '../../session/organization.ts';
import { useNow } from '../../time/use-now.ts';
import { CodeBlock } from '../../ui/CodeBlock.tsx';
import type { InstallChoice } from '../address.ts';
import { effectsOf } from '../help/effects.ts';
import { StepHelp } from '../help/StepHelp.tsx';
import { TELEMETRY_LINE } from '../help/troubles.ts';
import { namesOf } from '../names-of.ts';
import { StepLayout } from '../StepLayout.tsx';
import { KnownFindings } from './KnownFindings.tsx';
import { ObservedNumbers } from './ObservedNumbers.tsx';
import { observedNow } from './samples.ts';

type Props = { cluster: Api<'ClusterDetail'>; choice: InstallChoice | null };

/** Step 7: the first numbers of the workload. */
export function ObservationStep({ choice, cluster }: Props) {
  const { organization } = useScope();
  const live = useLiveSnapshot(cluster.id);
  const series = useQuery(recentSeriesQuery(organization.id, cluster.id));
  const observed = observedNow(series.data?.workloads ?? [], useNow());
  const names = namesOf(choice, live?.hello);
  const targets = live?.hello?.targets ?? [];
  return (
    <StepLayout
      effects={effectsOf('observation', cluster.mode ?? 'observe', names)}
      help={
        observed.length > 0 ? undefined : (
          <StepHelp
            step="observation"
            names={names}
            known={
              <>
                {series.data?.workloads.map(({ pods, workload }) => (
                  <p key={workload} className="rounded-1 bg-info-soft px-3 py-2">
                    {podsWords(pods)}
                  </p>
                ))}
                <KnownFindings findings={live?.findings ?? []} />
                <p>A line that it reads, and the annotation of the pod template that announces it:</p>
                <CodeBlock text={`modekeeper/telemetry: stdout-jsonl\n\n${TELEMETRY_LINE}`} label="Telemetry of a workload" />
              </>
            }
          />
        )
      }
    >
      {targets.length > 0 && (
        <p>It watches {targets.map(({ target }) => `${target.kind} ${target.name} in ${target.namespace}`).join(', ')}.</p>
      )}
      {observed.length > 0 ? (
        <ObservedNumbers observed={observed} />
      ) : (
        <p role="status" className="flex items-center gap-2 text-ink-2">
          <LoaderCircle aria-hidden="true" size={16} className="shrink-0 animate-spin text-accent" />
          Waiting for the first numbers. While this page is open they come every 10 seconds.
        </p>
      )}
    </StepLayout>
  );
}
