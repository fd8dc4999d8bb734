import { CircleHelp, type LucideIcon, RotateCcw, TriangleAlert } from 'lucide-react';
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
  if (!leavesSomething(plan.state)) return null;
  const receipt = receiptOf(plan);
  const said = payloadsOf(plan, 'resolution').at(-1);
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
        receipt.objects.map((object) => (
          <Table
            key={object.uid}
            caption={`Fields of ${namespace}/${name}`}
            head={
              <>
                <Th>Field</Th>
                <Th>Before</Th>
                <Th>Now</Th>
                <Th>Outcome</Th>
              </>
            }
          >
            {remainsOf(object).map(({ before, field, now, outcome, pointer, within }) => (
              <tr key={pointer}>
                <Td>
                  <code className="max-md:break-all">{field}</code>
                  <span className="block text-1 break-all text-ink-3">{within}</span>
                </Td>
                <Td>
                  <code>{before}</code>
                </Td>
                <Td>
                  <code>{now}</code>
                </Td>
                <Td>
                  <Chip tone={OUTCOMES[outcome].tone} icon={OUTCOMES[outcome].icon}>
                    {OUTCOMES[outcome].label}
                  </Chip>
                </Td>
              </tr>
            ))}
          </Table>
        ))
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
          <p className="text-ink-2">
            The connector keeps the workload in quarantine: no plan is applied to it until an operator clears that in its
            ConfigMap (the command stands in <code>docs/roll-back.md</code>).
          </p>
        )}
      </div>
    </Card>
  );
}
