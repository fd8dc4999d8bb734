import { useState } from 'react';
import { useAllowed } from '../../session/organization.ts';
import { Button } from '../../ui/Button.tsx';
import { Actions, Dialog } from '../../ui/Dialog.tsx';
import { countMarks } from '../editor/count-marks.ts';
import { FootBar } from '../FootBar.tsx';
import type { Draft } from './use-draft.ts';

/** At the foot of the window while something is unsaved. */
export function SaveBar({ draft, next, onSave }: { draft: Draft; next: number; onSave(): void }) {
  const { reason } = useAllowed('passport.write');
  const [asking, setAsking] = useState(false);
  if (!draft.dirty) return null;
  const { errors } = countMarks(draft.editor.checked.marks);
  const behind = next > draft.base.version + 1;
  const wrong =
    errors === 0 ? null : `Correct the ${errors === 1 ? 'error' : `${errors} errors`} first; they are listed beside the JSON.`;
  const meanwhile = behind ? 'Somebody saved meanwhile: choose above how to go on.' : null;
  return (
    <>
      <FootBar
        actions={
          <>
            <Button onClick={() => setAsking(true)}>Discard…</Button>
            <Button look="primary" forbidden={reason ?? wrong ?? meanwhile} onClick={onSave}>
              Save as version {next}…
            </Button>
          </>
        }
      >
        <span className="font-[550]">Unsaved change of version {draft.base.version}</span>
        {errors > 0 && <span className="text-bad">, {errors === 1 ? '1 error' : `${errors} errors`}</span>}
      </FootBar>
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        title="Discard your change?"
        description={`What you wrote since version ${draft.base.version} is gone then; saved versions are untouched.`}
      >
        <Actions>
          <Button onClick={() => setAsking(false)}>Keep it</Button>
          <Button
            look="danger"
            onClick={() => {
              setAsking(false);
              draft.restart(draft.base);
            }}
          >
            Discard change
          </Button>
        </Actions>
      </Dialog>
    </>
  );
}
