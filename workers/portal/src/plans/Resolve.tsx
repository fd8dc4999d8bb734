import { type FormEvent, useState } from 'react';
import { api, dataOf } from '../api/client.ts';
import type { Api } from '../api/types.ts';
import { useAllowed } from '../session/organization.ts';
import { useProvenCommand } from '../session/use-proven-command.ts';
import { Time } from '../time/Time.tsx';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { CodeBlock } from '../ui/CodeBlock.tsx';
import { Actions } from '../ui/Dialog.tsx';
import { Failure } from '../ui/Failure.tsx';
import { TextArea } from '../ui/Field.tsx';
import { effectOf, type PlanDetail, payloadsOf } from './documents.ts';
import { PersonName } from './PersonName.tsx';
import { ServerDiff } from './ServerDiff.tsx';
import { PLAN_STATE_WORDS } from './state-words.ts';
import { useTakePlan } from './use-plan-command.ts';

const NOTE_MAX = 2_000;
type Word = Api<'ResolvePlan'>;
const OUTCOMES: readonly { terminal: Word['terminal']; label: string; hint: string }[] = [
  { terminal: 'rolled_back', label: 'Nothing of it remains', hint: 'Every field is as it was before.' },
  { terminal: 'halted_partial', label: 'Something remains', hint: 'Say in the note what is there now.' },
  { terminal: 'confirmed', label: 'All of it is there, and wanted', hint: 'Every field holds the new value, and it may stay.' },
];

/** For a plan that nobody can read back: what was sent, how to look, and a person’s word on what is true. */
export function Resolve({ plan }: { plan: PlanDetail }) {
  if (plan.state !== 'needs_person') return null;
  const { name, namespace } = plan.target;
  const changes = effectOf(plan)?.objects.flatMap((object) => object.changes) ?? [];
  const said = payloadsOf(plan, 'resolution').at(-1);
  return (
    <div id="resolve" className="scroll-mt-20">
      <Card title="What a person must settle" note="a request was sent, and what became of it is not known" flush>
        <div className="grid gap-4 px-4 py-3.5">
          <div className="grid gap-1.5">
            <p className="font-[550]">What may have been sent</p>
            {changes.length === 0 ? (
              <p className="text-ink-2">No effect is known for this plan.</p>
            ) : (
              <div className="overflow-hidden rounded-1 border border-line">
                <ServerDiff changes={changes} label="What may have been sent" />
              </div>
            )}
          </div>
          <div className="grid gap-1.5">
            <p className="font-[550]">How to look</p>
            <CodeBlock
              label="Knobs of the object and of its pod template"
              text={`kubectl -n ${namespace} get deployment ${name} -o json | jq '.metadata.annotations, .spec.template.metadata.annotations'`}
            />
            <p className="text-ink-2">
              Compare with the lines above: <code>modekeeper/plan: {plan.id}</code> on the object means that the request landed.
              The API server’s audit log has every write of the connector’s account.
            </p>
          </div>
          {said === undefined ? (
            <Form plan={plan} />
          ) : (
            <p role="status" className="rounded-1 border border-line bg-info-soft px-4 py-3">
              <PersonName id={said.person.id} /> said <Time at={said.issued_at * 1_000} />:{' '}
              {PLAN_STATE_WORDS[said.terminal].label.toLowerCase()}. The connector ends the plan as soon as it has that.
            </p>
          )}
        </div>
      </Card>
    </div>
  );
}

function Form({ plan }: { plan: PlanDetail }) {
  const take = useTakePlan();
  const { reason } = useAllowed('plan.resolve');
  const [terminal, setTerminal] = useState<Word['terminal'] | null>(null);
  const [note, setNote] = useState('');
  const [isTried, setTried] = useState(false);
  const resolve = useProvenCommand<Word, PlanDetail>(
    'say what is true of this plan',
    (body, headers) => dataOf(api.POST('/v1/plans/{id}/resolve', { params: { path: { id: plan.id } }, body, headers })),
    { onDone: take },
  );
  const missing = note.trim() === '' ? 'Say what you looked at and what is there.' : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (terminal !== null && missing === null) resolve.mutate({ terminal, note: note.trim() });
  };
  return (
    <form onSubmit={submit} className="grid gap-3 border-t border-line pt-3.5">
      <fieldset className="grid gap-2">
        <legend className="mb-1.5 font-[550]">What is true now</legend>
        {OUTCOMES.map(({ hint, label, terminal: value }) => (
          <label key={value} className="flex items-start gap-2">
            <input
              type="radio"
              name="terminal"
              value={value}
              checked={terminal === value}
              onChange={() => setTerminal(value)}
              className="mt-1 accent-accent"
            />
            <span>
              {label}
              <span className="block text-1 text-ink-3">
                {hint} Ends as “{PLAN_STATE_WORDS[value].label}”.
              </span>
            </span>
          </label>
        ))}
        {isTried && terminal === null && <p className="text-1 font-[550] text-bad">Choose what is true.</p>}
      </fieldset>
      <TextArea
        label="Note"
        hint="Signed with your word and kept with the plan."
        error={isTried ? missing : null}
        value={note}
        onChange={({ target: { value } }) => setNote(value)}
        maxLength={NOTE_MAX}
      />
      <p className="text-1 text-ink-3">
        It is your signed word. Nothing is written to the workload because of it; nobody can change it afterwards.
      </p>
      {resolve.error !== null && <Failure error={resolve.error} />}
      <Actions>
        <Button type="submit" look="primary" busy={resolve.isPending} forbidden={reason}>
          Resolve plan
        </Button>
      </Actions>
    </form>
  );
}
