import type { FindingBody, LiveFinding } from '@modekeeper/contracts';
import type { Api } from '../../api/types.ts';
import { useLiveSnapshot } from '../../live/use-live.ts';
import { Time } from '../../time/Time.tsx';
import { Card } from '../../ui/Card.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { cx } from '../../ui/cx.ts';
import { Empty } from '../../ui/Empty.tsx';
import { SkeletonRows } from '../../ui/Skeleton.tsx';
import { FINDING_KINDS, findingWords } from './finding-words.ts';

/** What the connector found that is no plan: advice, refusals to propose, faults, notices; newest first. */
export function EventsTab({ cluster }: { cluster: Api<'Cluster'> }) {
  const snapshot = useLiveSnapshot(cluster.id);
  const findings = snapshot?.findings.toReversed();
  const waits = findings === undefined && cluster.state !== 'pending';
  return (
    <Card title="Events" note="findings of the connector, newest first; at most 50" flush>
      {waits && <SkeletonRows rows={4} label="events" />}
      {!waits && (findings ?? []).length === 0 && (
        <Empty title="Nothing was reported">
          Advice that may not become a plan, reasons why nothing is proposed, and faults of a workload or passport appear here.
          What people did stands in the audit log.
        </Empty>
      )}
      {findings !== undefined && findings.length > 0 && (
        <ul>
          {findings.map((finding) => (
            <Finding key={finding.seq} finding={finding} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Finding({ finding: { at_ms, body } }: { finding: LiveFinding }) {
  const { changes, code, detail, kind, signals, target } = body;
  const { icon, label, tone } = FINDING_KINDS[kind];
  const words = findingWords(code);
  return (
    <li className="grid grid-cols-1 gap-1 border-t border-line px-4 py-3 first:border-t-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Chip tone={tone} icon={icon}>
          {label}
        </Chip>
        {target !== null && (
          <bdi className="max-w-full min-w-0 truncate font-[550]">
            {target.namespace}/{target.name}
          </bdi>
        )}
        <span className="ml-auto text-1 whitespace-nowrap text-ink-3">
          <Time at={at_ms} />
        </span>
      </div>
      {words !== null && <p className="max-w-[84ch]">{words}</p>}
      {detail !== '' && <p className={cx('max-w-[84ch] break-words', words !== null && 'text-1 text-ink-2')}>{detail}</p>}
      <Changes changes={changes} />
      <p className="flex flex-wrap gap-x-3 text-1 text-ink-3">
        <code>{code}</code>
        {signals.length > 0 && <span>signals: {signals.join(', ')}</span>}
      </p>
    </li>
  );
}

function Changes({ changes }: { changes: FindingBody['changes'] }) {
  if (changes.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-x-4 text-1">
      {changes.map(({ chord, from, knob, to }) => (
        <li key={`${knob} ${chord}`}>
          <code>{knob}</code> {from === null ? '' : `${from} `}→ {to ?? 'unset'}{' '}
          {chord !== '' && <span className="text-ink-3">{chord}</span>}
        </li>
      ))}
    </ul>
  );
}
