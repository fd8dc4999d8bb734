import { type FormEvent, type ReactNode, useState } from 'react';
import type { CommandHeaders } from '../api/use-command.ts';
import { useCommand } from '../api/use-command.ts';
import { Button } from '../ui/Button.tsx';
import { Actions, Dialog } from '../ui/Dialog.tsx';
import { Failure } from '../ui/Failure.tsx';
import { TextArea } from '../ui/Field.tsx';
import type { PlanDetail } from './documents.ts';
import { useTakePlan } from './use-plan-command.ts';

/** Longest reason that the API takes. */
const REASON_MAX = 500;

type Props = {
  open: boolean;
  onClose(): void;
  title: string;
  /** What follows from it. */
  consequences: ReactNode;
  /** Verb of the button. */
  verb: string;
  run(reason: string, headers: CommandHeaders): Promise<PlanDetail>;
};

/** A no to a plan, with its reason. */
export function ReasonDialog({ consequences, onClose, open, run, title, verb }: Props) {
  const take = useTakePlan();
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const command = useCommand<string, PlanDetail>(run, {
    onDone: (answer) => {
      take(answer);
      onClose();
    },
  });
  const missing = reason.trim() === '' ? 'Say why; the next person will ask.' : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (missing === null) command.mutate(reason.trim());
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title={title}
      description={consequences}
    >
      <form onSubmit={submit} className="grid gap-3">
        <TextArea
          label="Reason"
          hint="Kept in the audit log, with your name."
          error={isTried ? missing : null}
          value={reason}
          onChange={({ target: { value } }) => setReason(value)}
          maxLength={REASON_MAX}
        />
        {command.error !== null && <Failure error={command.error} />}
        <Actions>
          <Button onClick={onClose}>Not now</Button>
          <Button type="submit" look="danger" busy={command.isPending}>
            {verb}
          </Button>
        </Actions>
      </form>
    </Dialog>
  );
}
