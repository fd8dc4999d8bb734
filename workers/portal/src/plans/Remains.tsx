import { CircleHelp, type LucideIcon, RotateCcw, TriangleAlert } from 'lucide-react';
import { clearQuarantineCommand, releaseOf } from '../clusters/release-of.ts';
import { useLiveSnapshot } from '../live/use-live.ts';
import { Card } from '../ui/Card.tsx';
import { Chip, type Tone } from '../ui/Chip.tsx';
import { CodeBlock } from '../ui/CodeBlock.tsx';
import { Table, Td, Th } from '../ui/Table.tsx';
import { type PlanDetail, payloadsOf, receiptOf } from './documents.ts';
import { PersonName } from './PersonName.tsx';
import { putBackCommand, putBackPatch } from './put-back.ts';
import { type Remaining, remainsOf } from './remains.ts';
import { leavesSomething } from './state-groups.ts';

const OUTCOMES: Record<Remaining['outcome'], { label: string; tone: Tone; icon: LucideIcon }> = {
  changed: { label: 'Not as before', tone: 'bad', icon: TriangleAlert },
  restored: { label: 'As before', tone: 'neutral', icon: RotateCcw },
  unread: { label: 'Not read', tone: 'warn', icon: CircleHelp },
};

/** For a plan that ended half-way: exactly what remains, and what to do now. */
export function Remains({ plan }: { plan: PlanDetail }) {
  const snapshot = useLiveSnapshot(plan.cluster_id);
  if (!leavesSomething(plan.state)) return null;
  const receipt = receiptOf(plan);
  const said = payloadsOf(plan, 'resolution').at(-1);
  const release = releaseOf(snapshot);
  const patches = (receipt?.objects ?? []).map(putBackPatch).filter((patch) => patch !== null);
  const { name, namespace } = plan.target;
  return (
    <Card
      title="What remains"
      note={
        receipt !== undefined
          ? 'from the connector’s signed receipt'
          : said === undefined
            ? 'no receipt yet'
            : 'from a person’s signed word'
      }
      flush
    >
      {receipt === undefined ? (
        <p className="px-4 py-3.5 text-ink-2">
          {said === undefined ? (
            'The receipt has not arrived yet; until then look at the object itself.'
          ) : (
            <>
              <PersonName id={said.person.id} /> looked at the object and said: <bdi className="break-words">{said.note}</bdi>
            </>
          )}
        </p>
      ) : (
        receipt.objects.map((object) => <Fields key={object.uid} of={`${namespace}/${name}`} remaining={remainsOf(object)} />)
      )}
      <div className="grid gap-2.5 border-t border-line px-4 py-3.5">
        <p>
          Rolling back by a plan of its own comes later. Until then decide: leave it, or put the values before back as you would
          undo anybody’s change.
        </p>
        <CodeBlock
          label="Look at the object, and who wrote last"
          text={`kubectl -n ${namespace} get deployment ${name} -o yaml --show-managed-fields`}
        />
        {patches.map((patch) => (
          <CodeBlock
            key={JSON.stringify(patch)}
            label={'spec' in patch ? 'Put back what is not as before; restarts the workload' : 'Put back what is not as before'}
            text={putBackCommand(patch, { namespace, name })}
          />
        ))}
        {receipt !== undefined && (
          <>
            <p className="text-ink-2">
              The connector keeps the workload in quarantine: no plan is applied to it until an operator clears that in its
              ConfigMap, once the object is as you want it
              {release === null ? ' (the command shows here when the connector is connected).' : ':'}
            </p>
            {release !== null && <CodeBlock label="Clear the quarantine" text={clearQuarantineCommand(release, plan.target)} />}
          </>
        )}
      </div>
    </Card>
  );
}

/** Field by field; on a phone one under the other, so that no name is squeezed. */
function Fields({ of, remaining }: { of: string; remaining: readonly Remaining[] }) {
  return (
    <>
      <div className="max-md:hidden">
        <Table caption={`Fields of ${of}`} head={['Field', 'Before', 'Now', 'Outcome'].map((head) => <Th key={head}>{head}</Th>)}>
          {remaining.map(({ before, field, now, outcome, pointer, within }) => (
            <tr key={pointer}>
              <Td>
                <code>{field}</code>
                <span className="block text-1 break-all text-ink-3">{within}</span>
              </Td>
              <Td>
                <code>{before}</code>
              </Td>
              <Td>
                <code>{now}</code>
              </Td>
              <Td>
                <Outcome of={outcome} />
              </Td>
            </tr>
          ))}
        </Table>
      </div>
      <ul aria-label={`Fields of ${of}`} className="md:hidden">
        {remaining.map(({ before, field, now, outcome, pointer, within }) => (
          <li key={pointer} className="grid gap-1 border-t border-line px-4 py-2.5 first:border-t-0">
            <span>
              <code className="wrap-anywhere">{field}</code>
              <span className="block text-1 wrap-anywhere text-ink-3">{within}</span>
            </span>
            <span className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
              <span>
                before <code>{before}</code>, now <code>{now}</code>
              </span>
              <Outcome of={outcome} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Outcome({ of }: { of: Remaining['outcome'] }) {
  const { icon, label, tone } = OUTCOMES[of];
  return (
    <Chip tone={tone} icon={icon}>
      {label}
    </Chip>
  );
}
