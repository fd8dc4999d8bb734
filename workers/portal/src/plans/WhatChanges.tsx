import { valueWords } from '@modekeeper/engine/knob-words';
import { effectiveBounds } from '@modekeeper/engine/passport-permissions';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowRight } from 'lucide-react';
import { useScope } from '../session/organization.ts';
import { Card } from '../ui/Card.tsx';
import { Copy } from '../ui/Copy.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { Table, Td, Th } from '../ui/Table.tsx';
import { BoundsBar } from './BoundsBar.tsx';
import { type Change, type PlanDetail, sealedOf } from './documents.ts';
import { passportVersionQuery } from './queries.ts';

type Passport = { bounds: { min: number; max: number } | null; step: number };
/** `missing`: no version with the plan's digest is known, so nothing is said about bounds. */
type Bounds = 'loading' | 'missing' | Passport;

/** Every knob of the plan: now, then, how it is changed, and where that lies between the bounds of its passport. */
export function WhatChanges({ plan }: { plan: PlanDetail }) {
  const { organization } = useScope();
  const passport = sealedOf(plan)?.passport;
  const { data: version, isPending } = useQuery({
    ...passportVersionQuery(organization.id, {
      environment_id: plan.environment_id,
      name: passport?.name ?? '',
      digest: passport?.digest ?? '',
    }),
    enabled: passport !== undefined,
  });
  const boundsOf = (knob: string): Bounds => {
    if (passport !== undefined && isPending) return 'loading';
    if (version == null) return 'missing';
    const document = version.document as Parameters<typeof effectiveBounds>[0];
    return { bounds: effectiveBounds(document, knob), step: document.limits.max_delta_per_step };
  };
  const { changes } = plan;
  return (
    <Card title="What changes" note={changes.length === 1 ? '1 knob, 1 object' : `${changes.length} knobs, 1 object`} flush>
      <Table
        caption="Knobs that change"
        head={
          <>
            <Th>Knob</Th>
            <Th>Now → then</Th>
            <Th className="w-1/3 max-md:hidden">Within the passport</Th>
            <Th>Bounds</Th>
          </>
        }
      >
        {changes.map((change) => (
          <Knob key={change.knob} change={change} bounds={boundsOf(change.knob)} />
        ))}
      </Table>
      <div className="flex flex-wrap items-center gap-x-2 border-t border-line px-4 py-2 text-1 text-ink-3">
        {passport === undefined ? (
          'The plan’s document is missing.'
        ) : version == null ? (
          isPending ? (
            <Skeleton className="h-3 w-1/2" />
          ) : (
            <>
              <span>
                No version of passport <bdi>{passport.name}</bdi> with the digest that the plan names is known here; it may have
                been mounted from a file of your own. So no bounds are shown.
              </span>
              <Copy text={passport.digest} label="passport digest" />
            </>
          )
        ) : (
          <>
            <span>
              Bounds of passport{' '}
              <Link to="/passports/$id" params={{ id: version.passport_id }} className="link">
                <bdi>{version.name}</bdi> v{version.version}
              </Link>
              , the version that the plan names
            </span>
            <Copy text={version.digest} label="passport digest" />
          </>
        )}
      </div>
    </Card>
  );
}

function Knob({ bounds, change: { from, knob, temperature, to } }: { change: Change; bounds: Bounds }) {
  const range = typeof bounds === 'string' ? null : bounds.bounds;
  return (
    <tr>
      <Td>
        <code className="max-md:break-all">{knob}</code>
        <span className="block text-1 text-ink-3">{temperature === 'cold' ? 'cold, by rollout' : 'hot, at run time'}</span>
      </Td>
      <Td>
        <span className="flex items-center gap-1.5 text-3 font-semibold whitespace-nowrap">
          {valueWords(from)}
          <ArrowRight role="img" aria-label="to" size={14} className="text-ink-3" />
          {valueWords(to)}
        </span>
      </Td>
      <Td className="max-md:hidden">
        {bounds === 'loading' ? (
          <Skeleton className="h-1 w-full" />
        ) : range === null ? (
          <span className="text-1 text-ink-3">not known</span>
        ) : (
          <BoundsBar {...range} from={from} to={to} />
        )}
      </Td>
      <Td className="text-1 whitespace-nowrap text-ink-2">
        {typeof bounds === 'string' ? (
          bounds === 'loading' ? (
            <Skeleton className="h-3 w-14" />
          ) : (
            <span className="text-ink-3">not known</span>
          )
        ) : (
          <>
            <span className="block">{range === null ? 'none' : `${valueWords(range.min)} to ${valueWords(range.max)}`}</span>
            <span className="block text-ink-3">{bounds.step === 0 ? 'any step' : `step ≤ ${valueWords(bounds.step)}`}</span>
          </>
        )}
      </Td>
    </tr>
  );
}
