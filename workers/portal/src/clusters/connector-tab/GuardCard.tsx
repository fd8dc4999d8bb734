import type { HelloBody } from '@modekeeper/contracts';
import { CircleDashed, ShieldAlert, ShieldCheck } from 'lucide-react';
import { Time } from '../../time/Time.tsx';
import { Card } from '../../ui/Card.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Facts, NotKnown } from './Facts.tsx';

type Props = { guard: HelloBody['guard']; mode: HelloBody['mode'] };

/** The second lock: whether the admission policy refused a change that it must refuse. */
export function GuardCard({ guard: { checked_at_ms, ok, policy_name, reason }, mode }: Props) {
  const idle = mode === 'observe';
  return (
    <Card title="Guard" note="second lock, asked by a canary">
      <div className="grid gap-3">
        <p className="text-ink-2">{words(ok, idle, checked_at_ms !== null)}</p>
        <Facts
          facts={[
            {
              term: 'Canary',
              value: idle ? (
                <Chip tone="neutral" icon={CircleDashed}>
                  Not needed
                </Chip>
              ) : ok ? (
                <Chip tone="ok" icon={ShieldCheck}>
                  Refused, as it must be
                </Chip>
              ) : (
                <Chip tone="bad" icon={ShieldAlert}>
                  Not refused
                </Chip>
              ),
            },
            { term: 'Policy', value: policy_name === null ? <NotKnown /> : <code className="break-all">{policy_name}</code> },
            { term: 'Asked', value: checked_at_ms === null ? <NotKnown>not yet</NotKnown> : <Time at={checked_at_ms} /> },
            ...(reason === null ? [] : [{ term: 'Reason', value: <code>{reason}</code> }]),
          ]}
        />
      </div>
    </Card>
  );
}

function words(ok: boolean, idle: boolean, asked: boolean): string {
  if (idle) return 'In mode observe the connector has no right to write, so there is nothing to guard.';
  if (ok)
    return 'A change that the policy must refuse was sent as a dry run and came back refused by it. Asked at start and before each plan.';
  return asked
    ? 'The canary was not refused by the policy: nothing may be applied. Install the guard chart, with this connector’s service account, and check its policy name.'
    : 'The canary was not answered yet: nothing may be applied before. It is asked again before each plan.';
}
